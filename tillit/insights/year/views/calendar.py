"""The year on one page: what presses, twelve months, and what runs all the time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.insights.models import Method
from tillit.insights.year.entries import Entry, entries_of
from tillit.insights.year.views import year_page
from tillit.measures.methods import every
from tillit.people.models import Agent
from tillit.people.policy import Verb, may
from tillit.people.request import agent_of
from tillit.ui.addresses import url_of

MONTHS = range(1, 13)
AS_FAR_AS = 10
"""So many years to either side can be looked at."""


@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """What is measured when, what was done, and what presses just now."""
    agent, today = agent_of(request), today_at_home(clock.now())
    shown = _year_of(request, today)
    found = entries_of(agent, date(shown, 1, 1), date(shown, 12, 31), today)
    methods = list(Method.objects.visible_to(agent).select_related("owner", "team"))
    context = {
        "number": shown,
        "before_url": _url(shown - 1, today),
        "after_url": _url(shown + 1, today),
        "pressing": found.pressing if shown == today.year else [],
        "months": _months(shown, found.listed, today),
        "all_the_time": [_running(one) for one in methods if _is_running(one)],
        "put_away": [one for one in methods if one.put_away_at],
        "is_empty": not methods,
        "is_whole": {one.key for one in every()} <= {one.key for one in methods},
        **_ways(agent),
    }
    return year_page(request, "year.html", {"year": context})


def _year_of(request: HttpRequest, today: date) -> int:
    asked = request.GET.get("year", "")
    wanted = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else today.year
    return wanted if abs(wanted - today.year) <= AS_FAR_AS else today.year


def _url(number: int, today: date) -> str:
    """Where another year stands; empty where it is too far away."""
    if abs(number - today.year) > AS_FAR_AS:
        return ""
    return url_of("year:year") + ("" if number == today.year else f"?year={number}")


def _months(number: int, listed: Iterable[Entry], today: date) -> list[dict[str, Any]]:
    by_month: dict[int, list[Entry]] = defaultdict(list)
    for entry in listed:
        by_month[entry.day.month].append(entry)
    return [
        {
            "heading": date_format(date(number, month, 1), "F"),
            "entries": by_month[month],
            "is_now": (number, month) == (today.year, today.month),
        }
        for month in MONTHS
    ]


def _is_running(method: Method) -> bool:
    return method.runs_by_itself and method.put_away_at is None


def _running(method: Method) -> dict[str, Any]:
    return {
        "title": method.name,
        "url": url_of("year:method", method.pk),
        "frequency": method.frequency.words(),
        "owner": method.owner.name if method.owner else "",
        "look_on": method.due_on,
    }


def _ways(agent: Agent) -> dict[str, str]:
    """Where those go who may set the calendar up."""
    leads = may(agent, Verb.LOOK_AFTER)
    names = ("layout", "new")
    return {f"{name}_url": url_of(f"year:{name}") if leads else "" for name in names}
