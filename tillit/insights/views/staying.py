"""The page about who stays and who leaves."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.insights.exporting.links import of_one
from tillit.insights.exporting.staying import SHEETS
from tillit.insights.periods import Choice, Selection, selection_of
from tillit.insights.staying import buyers, page
from tillit.insights.staying.telling import SPANS, Counts, counts_of
from tillit.insights.staying.worth import worth
from tillit.insights.views.section import tabs

PAGE = 40
SPAN = "months"


@require_safe
def staying(request: HttpRequest) -> HttpResponse:
    """What is known of customers who stay and who leave, of one's teams or one of them."""
    agent = agent_of(request)
    selection = selection_of(request, agent)
    counts = counts_of(selection.teams)
    context = {
        **frame(request, current=reverse("insights:figures")),
        "tabs": tabs(selection, "staying"),
        "staying": {
            "teams": selection.team_choices(),
            **(_told(request, counts, selection) if counts else {}),
        },
    }
    return render(request, "insights/staying.html", context)


def _told(request: HttpRequest, counts: Counts, selection: Selection) -> dict[str, Any]:
    span = span_of(request)
    stayed, curve = counts.stayed(span), counts.survival()
    return {
        "is_counted": True,
        "spans": [
            Choice(page.months(one), selection.query(**{SPAN: str(one)}), one == span)
            for one in SPANS
        ],
        "period": page.stretch(stayed.first, stayed.last),
        "through": counts.through,
        "is_known": bool(counts.left),
        "cards": page.cards(counts, stayed, counts.stayed_before(span), curve),
        "chart": page.survival_chart(counts, curve),
        "cohorts": page.cohort_table(counts.cohorts()),
        "linked": page.linked_rows(counts),
        "beginnings": page.beginnings(counts.beginnings()),
        **page.looked_at(counts),
        **_troubled(request, selection),
        "buyers": buyers.told(counts, selection.agent, selection.teams),
        "worth": worth(request.GET, counts.stayed(SPANS[0]).rate.value if counts.left else None),
        "files": {
            name.replace("-", "_"): of_one(
                "staying_table", name, query=selection.query(**{SPAN: str(span)})
            )
            for name in SHEETS
        },
        "kept": [(SPAN, str(span)), ("team", str(selection.team or ""))],
    }


def _troubled(request: HttpRequest, selection: Selection) -> dict[str, Any]:
    text = request.GET.get("page", "1")
    place = max(0, int(text) - 1) if text.isdecimal() and len(text) < 7 else 0
    found = page.troubled(selection.agent, selection.teams, place * PAGE, PAGE + 1)
    span = {SPAN: str(span_of(request))}
    return {
        "troubled": found[:PAGE],
        "previous_url": selection.query(**span, page=str(place)) if place else "",
        "next_url": selection.query(**span, page=str(place + 2)) if len(found) > PAGE else "",
    }


def span_of(request: HttpRequest) -> int:
    """Over how many months it is asked who stays."""
    asked = request.GET.get(SPAN, "")
    return next((one for one in SPANS if str(one) == asked), SPANS[0])
