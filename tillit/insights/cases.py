"""The conversations behind a figure, a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.hours.home import home_zone
from tillit.insights.figures import text_of
from tillit.insights.models import Day
from tillit.measures.dimensions import Divides
from tillit.measures.registry import Case, Measure, Scope
from tillit.measures.statistics import local_day
from tillit.ui import numbers

PAGE = 40


def cases_of(
    measure: Measure, scope: Scope, *, n: int, page: int, url_of_page: Callable[[str], str]
) -> dict[str, Any]:
    """What `insights/cases.html` needs."""
    scope = replace(scope, teams=_with_cases(measure, scope))
    cases = measure.cases(scope, page * PAGE, PAGE + 1)
    is_more = len(cases) > PAGE
    return {
        "has_cases": measure.has_cases,
        "value_label": measure.value_label,
        "cases": [_case(case) for case in cases[:PAGE]],
        "range": _range(page, len(cases[:PAGE]), n),
        "previous_url": url_of_page(str(page)) if page else "",
        "next_url": url_of_page(str(page + 2)) if is_more else "",
    }


def _with_cases(measure: Measure, scope: Scope) -> tuple[int, ...]:
    """The teams that have any case in all slices, as far as that is rolled up.

    Cases are read from the newest on: in a team that has none of a slice that would go through a
    whole year, only to find nothing.
    """
    if not scope.slices or not isinstance(measure, Divides):
        return tuple(scope.teams)
    zone, instant = home_zone(), timedelta(microseconds=1)
    between = (local_day(scope.start, zone), local_day(scope.end - instant, zone))
    days = Day.objects.filter(
        measure=measure.basis, team_id__in=scope.teams, day__range=between
    ).order_by()
    found = set(scope.teams)
    for one in scope.slices:
        here = Q(slices__dimension=one.dimension, slices__value=one.value)
        rolled = days.filter(here).values_list("team_id", flat=True)
        found &= {*rolled.distinct()}
    stale = days.filter(stale=True).values_list("team_id", flat=True)
    return tuple(team for team in scope.teams if team in found | {*stale.distinct()})


def page_number(request: HttpRequest) -> int:
    """Which page the address asks for, counted from 0."""
    text = request.GET.get("page", "1")
    return max(0, int(text) - 1) if text.isdecimal() and len(text) < 7 else 0


def _range(page: int, length: int, n: int) -> str:
    begin = page * PAGE
    words = {
        "first": numbers.count(begin + 1),
        "last": numbers.count(begin + length),
        "n": numbers.count(n),
    }
    return _("%(first)s–%(last)s of %(n)s") % words


def _case(case: Case) -> dict[str, Any]:
    """An anonymous answer leads nowhere."""
    number = case.conversation
    return {
        "url": reverse("conversations:conversation", args=[number]) if number else "",
        "id": number or 0,
        "number": f"#{number}" if number else "",
        "subject": case.subject,
        "customer": case.customer,
        "at": case.at,
        "outcome": case.outcome,
        "tone": case.tone,
        "value": text_of(case.value, case.unit),
    }
