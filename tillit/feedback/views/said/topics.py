"""What comments are about."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tillit import clock
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.feedback.delivered import title_of
from tillit.feedback.said import board
from tillit.feedback.said.marking import marked
from tillit.feedback.said.topics import Told, months_until, overview
from tillit.hours.home import home_zone
from tillit.measures.statistics import Rate
from tillit.ui import numbers

FEW = 30


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Each topic with its share, mood, months and examples."""
    today = clock.now().astimezone(ZoneInfo(home_zone())).date()
    asked = board.Asked.read({"survey": request.GET.get("survey", "")})
    chosen = int(asked.survey) if asked.survey else None
    found = overview(agent_of(request), today, chosen)
    surveys = [(str(one.pk), title_of(one), asked.survey == str(one.pk)) for one in board.surveys()]
    context = {
        **frame(request, current=reverse("feedback:said")),
        "said": {
            "place": "topics",
            "n": found.n,
            "months": months_until(today),
            "surveys": surveys,
            "topics": [_shown(one, found.n, asked.survey) for one in found.topics],
            "hidden": found.hidden,
            "untagged": _share(found.untagged),
            "is_few": found.n < FEW,
        },
    }
    return render(request, "feedback/said/topics.html", context)


def _shown(told: Told, n: int, survey: str) -> dict[str, Any]:
    return {
        "label": told.topic.label,
        "share": _share(told.share),
        "bounds": " – ".join(
            numbers.share(bound, decimals=0) for bound in (told.share.low, told.share.high)
        ),
        "n": numbers.count(told.share.part),
        "is_few": told.share.part < FEW,
        "net": numbers.decimal(told.net_sentiment, decimals=2),
        "months": [_share(month.share) for month in told.months],
        "examples": [
            {
                "text": marked(one, told.topic.value),
                "url": reverse("feedback:said_row", args=[one.pk]),
                "language": one.language,
            }
            for one in told.examples
        ],
        "states": [
            (
                state.label,
                reverse("feedback:said")
                + board.Asked(state.value, topic=told.topic.value, survey=survey).address(),
            )
            for state in board.STATES
        ],
    }


def _share(share: Rate | None) -> str:
    return numbers.share(share.value if share else None, decimals=0)
