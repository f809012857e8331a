"""What stands in the calendar: what was done, what is due, and what will be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.insights.models import Method, Occasion, Outcome
from tillit.insights.year import reviews
from tillit.people.models import Agent
from tillit.ui.addresses import url_of

SOON = timedelta(days=7)


class State(TextChoices):
    """How an entry stands."""

    DONE = "done", gettext_lazy("Done")
    SKIPPED = "skipped", gettext_lazy("Skipped")
    LATE = "late", gettext_lazy("Late")
    DUE = "due", gettext_lazy("Due today")
    COMING = "coming", gettext_lazy("To come")

    @property
    def icon(self) -> str:
        """The name of its icon."""
        return _ICONS[self]

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return self in (State.DONE, State.SKIPPED)


_ICONS = {
    State.DONE: "circle-check",
    State.SKIPPED: "circle-slash",
    State.LATE: "clock-alert",
    State.DUE: "calendar-clock",
    State.COMING: "calendar",
}


@dataclass(frozen=True)
class Entry:
    """One thing on one day. `identity` stays the same while it moves from due to done.

    `words` are what came of it; `is_next` is what is due next of its kind, not a later time.
    """

    identity: str
    day: date
    title: str
    url: str
    state: State
    changed_at: datetime
    owner: str = ""
    kind: str = ""
    words: str = ""
    is_next: bool = False
    is_own: bool = False


@dataclass(frozen=True)
class Entries:
    """What stands on the days that were asked for, and what presses: late, or due within a week."""

    listed: list[Entry]
    pressing: list[Entry]


def entries_of(agent: Agent, first: date, last: date, today: date) -> Entries:
    """What an agent sees of these days; in a number of questions that does not grow."""
    every = [
        *_done(agent, first, last),
        *_dues(agent, last, today),
        *_reviews(agent, first, last, today),
    ]
    every.sort(key=lambda one: (one.day, one.title))
    return Entries(
        listed=[one for one in every if first <= one.day <= last],
        pressing=[one for one in every if one.is_next and one.day <= today + SOON],
    )


def state_on(day: date, today: date) -> State:
    """How something stands that is not done."""
    if day < today:
        return State.LATE
    return State.DUE if day == today else State.COMING


def _done(agent: Agent, first: date, last: date) -> Iterator[Entry]:
    visible = Method.objects.visible_to(agent)
    found = Occasion.objects.filter(method__in=visible, day__range=(first, last))
    for one in found.select_related("method", "by"):
        yield Entry(
            identity=f"method-{one.method_id}-{one.due_on}",
            day=one.day,
            title=one.method.name,
            url=url_of("year:method", one.method_id),
            state=State.DONE if one.outcome == Outcome.DONE else State.SKIPPED,
            changed_at=one.at,
            owner=one.by.name if one.by else "",
            words=one.words,
        )


def _dues(agent: Agent, last: date, today: date) -> Iterator[Entry]:
    for method in Method.objects.visible_to(agent).running().select_related("owner"):
        for day in _days(method, last):
            yield Entry(
                identity=f"method-{method.pk}-{day}",
                day=day,
                title=method.name,
                url=url_of("year:method", method.pk),
                state=state_on(day, today),
                changed_at=method.changed_at,
                owner=method.owner.name if method.owner else "",
                kind=_("Does it still run?") if method.runs_by_itself else "",
                is_next=day == method.due_on,
                is_own=method.owner_id == agent.pk,
            )


def _days(method: Method, last: date) -> Iterator[date]:
    """The day on which it is due, however long ago, and those after it."""
    due = method.due_on
    if due is None:
        return
    yield due
    until_last = takewhile(lambda day: day <= last, method.frequency.days(method.anchor))
    yield from (day for day in until_last if day > due)


def _reviews(agent: Agent, first: date, last: date, today: date) -> Iterator[Entry]:
    """The reviews of standards and pages, which the handbook keeps the days of."""
    for due in reviews.dues(agent):
        yield Entry(
            identity=due.identity,
            day=due.day,
            title=due.title,
            url=due.url,
            state=state_on(due.day, today),
            changed_at=due.changed_at,
            owner=due.owner,
            kind=_("Review"),
            is_next=True,
            is_own=due.owner_id == agent.pk,
        )
    for done in reviews.done(agent, first, last):
        yield Entry(
            identity=done.identity,
            day=done.day,
            title=done.title,
            url=done.url,
            state=State.DONE,
            changed_at=done.changed_at,
            owner=done.owner,
            kind=_("Review"),
            words=done.words,
        )
