"""The figure that a method looks at: of the days since it was last due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from tillit.insights import figures as shown
from tillit.insights.models import Method
from tillit.insights.periods import OWN, Selection
from tillit.measures.registry import ClockKind, measure_named
from tillit.people.models import Agent

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Looked:
    """What it says now, of which days, and where it stands."""

    title: str
    words: str
    days: str
    url: str
    is_known: bool


def figure_of(method: Method, agent: Agent, today: date) -> Looked | None:
    """As this agent sees it; None where no figure belongs to the method."""
    key = method.ready_made.measure if method.ready_made else ""
    if not key:
        return None
    measure, selection = measure_named(key), _selection(method, agent, today)
    one = shown.measured([measure], selection)[key]
    told = shown.card(one, selection)
    beside = [words for words in (told["reading"], told["count"]) if words]
    return Looked(
        title=str(measure.title),
        words=f"{told['value']} ({', '.join(map(str, beside))})" if beside else told["value"],
        days=selection.words(),
        url=reverse("insights:measure", args=[key]) + selection.query(),
        is_known=told["defined"],
    )


def result_of(looked: Looked | None) -> str:
    """How one would write it down; nothing as long as it says nothing."""
    if looked is None or not looked.is_known:
        return ""
    return f"{looked.title}, {looked.days}: {looked.words}"


def _selection(method: Method, agent: Agent, today: date) -> Selection:
    """The days since it was last looked at, or as many as lie between one time and the next."""
    last = method.occasions.order_by("-day").values_list("day", flat=True).first()
    first = last + ONE_DAY if last else today - method.frequency.length + ONE_DAY
    team = method.team_id if method.team_id in agent.team_ids else None
    return Selection(agent, team, OWN, ClockKind.BUSINESS, min(first, today), today)
