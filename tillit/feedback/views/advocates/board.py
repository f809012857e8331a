"""Everybody who recommends us: the list, the months, who brought whom, whom to ask."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tillit import clock
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.documents.days import today_at_home
from tillit.feedback.advocates import asking, listing
from tillit.feedback.advocates.chains import Link, chains
from tillit.feedback.advocates.showing import all_shown
from tillit.feedback.models import AdvocacyKind
from tillit.people.models import Agent
from tillit.people.policy import Verb, may


@require_safe
def advocates(request: HttpRequest) -> HttpResponse:
    """Who recommends us, as filtered, and what can be done about it."""
    agent, asked = agent_of(request), listing.Asked.read(request.GET.dict())
    today = today_at_home(clock.now())
    rows, after = listing.page_of(agent, asked, today, request.GET.get("after", ""))
    counted = listing.counts(agent, today)
    context = {
        **frame(request, current=reverse("feedback:said")),
        "advocates": {
            "place": "advocates",
            "rows": all_shown(rows, agent, today),
            "filters": _filters(asked, counted),
            "filtered": asked != listing.Asked(),
            "clear_url": reverse("feedback:advocates"),
            "next_url": asked.address(after=after) if after else "",
            "first_url": reverse("feedback:advocates") + asked.address()
            if request.GET.get("after")
            else "",
            "kinds": [kind.label for kind in AdvocacyKind],
            "months": [_month(month, numbers) for month, numbers in counted],
            "is_counted": any(numbers for _month, numbers in counted),
            "chains": [_link(one) for one in chains(agent)],
            **_asking(agent),
        },
    }
    return render(request, "feedback/advocates/board.html", context)


def _filters(asked: listing.Asked, counted: list[tuple[date, Counter[str]]]) -> dict[str, Any]:
    usable = ((listing.USABLE, _("May be shown now")), (listing.NOT_USABLE, _("May not be shown")))
    return {
        "kinds": [(one.value, one.label, asked.kind == one.value) for one in AdvocacyKind],
        "usable": [(value, label, asked.usable == value) for value, label in usable],
        "months": [(f"{one:%Y-%m}", one, asked.month == f"{one:%Y-%m}") for one, _n in counted],
    }


def _month(month: date, numbers: Counter[str]) -> dict[str, Any]:
    return {
        "month": month,
        "url": f"?month={month:%Y-%m}",
        "numbers": [numbers[kind.value] for kind in AdvocacyKind],
        "total": numbers.total(),
    }


def _link(one: Link) -> dict[str, Any]:
    seen = one.contact
    return {
        "depth": min(one.depth, 5),
        "who": seen.name if seen else "",
        "id": seen.pk if seen else 0,
        "url": reverse("conversations:customer", args=[seen.pk]) if seen else "",
        "day": one.day,
        "brought": one.brought,
    }


def _asking(agent: Agent) -> dict[str, Any]:
    """Whom to ask, and whose answer is awaited; nothing for those who may not."""
    if not may(agent, Verb.SORT):
        return {"may_note": False}
    return {
        "may_note": True,
        "promoters": asking.promoters(agent),
        "waiting": list(asking.waiting(agent)[: asking.MOST]),
    }
