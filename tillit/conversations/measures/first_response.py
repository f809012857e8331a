"""First response time, from the messages themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tillit.conversations.measures.leading import leading
from tillit.conversations.measures.waiting import Waiting
from tillit.conversations.models import Conversation, Shelf
from tillit.measures.dimensions import NONE, Fact, FromFacts, narrowed
from tillit.measures.registry import (
    Aim,
    Case,
    ClockKind,
    Extra,
    Figure,
    Group,
    Scope,
    Summary,
    Unit,
    Words,
)
from tillit.measures.survival import median_survival
from tillit.measures.telling import STEPS_IN_WORDS, mean, median
from tillit.measures.times import NO_TIMES, Times

COLUMNS = {
    ClockKind.BUSINESS: "first_response_business",
    ClockKind.CALENDAR: "first_response_calendar",
}
OWN = {"agent": "first_answered_by_id"}
NOTHING: Summary = {kind.value: NO_TIMES for kind in ClockKind}


class FirstResponseTime(FromFacts):
    """From the first customer message to the first answer by a person (domain: clocks)."""

    key = "first-response"
    basis = "first-response"
    order = 10
    group = Group.ANSWERING
    aim = Aim.AT_MOST
    title = _("First response time")
    unit = Unit.SECONDS
    definition = _(
        "How long customers waited for the first answer by a person. It runs from the arrival of "
        "the first message to the click on Send of the first reply that left the house. Automatic "
        "mails and internal notes never count as an answer. A conversation counts in the period of "
        "its first answer. Who still waits is not in it. So that nobody is forgotten, the median "
        "by Kaplan and Meier beside it also counts those who asked in the period and still wait, "
        "each with the time waited so far."
    )
    formula = _(
        "median of (first reply − first message); P90 beside it, both by linear interpolation"
    )
    counted = _("answered conversations")
    value_label = _("Answered after")
    exactness: Words = STEPS_IN_WORDS
    has_clocks = True
    has_cases = True
    own = OWN

    def facts(self, scope: Scope) -> Iterable[Fact]:
        """Both clocks of every first answer of the day, and who gave it."""
        columns = ("id", "first_answered_by_id", *COLUMNS.values())
        return [
            Fact(number, times, {"agent": str(agent or NONE)})
            for number, agent, *times in _answered(scope).values_list(*columns)
        ]

    def count(self, told: Iterable[Sequence[int | None]]) -> Summary:
        """Every duration, on both clocks."""
        clocks = list(zip(*told, strict=True)) or [()] * len(COLUMNS)
        return {kind.value: _times(times) for kind, times in zip(COLUMNS, clocks, strict=True)}

    def present(self, scope: Scope) -> Summary:
        """Those who asked in this time and have no answer yet."""
        return {**NOTHING, "waiting": Waiting(scope)}

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """Median and 90th percentile, and the median that counts those who still wait."""
        found = list(summaries)
        times = Times.together(one[clock.value] for one in found)
        waiting = next((one["waiting"] for one in found if "waiting" in one), ())
        # Where nobody waits any more the plain one is the same, without going through each step.
        whole = times.n + len(waiting)
        honest = median_survival(times, waiting, whole) if waiting else times.half
        beside = Extra(_("Median with those who wait"), honest, Unit.SECONDS)
        return median(times, _("90% were answered within"), extras=[beside])

    def cases(self, scope: Scope, offset: int, limit: int) -> Sequence[Case]:
        """The answered conversations, newest answer first."""
        found = _answered(scope)
        some = leading(found, scope.teams, "first_answered_at", offset=offset, limit=limit)
        return [_case(one, scope.clock) for one in some]


class FirstResponseOnAverage(FirstResponseTime):
    """The same as a mean, for promises that speak of an average."""

    key = "first-response-mean"
    order = 11
    title = _("First response time, on average")
    definition = _(
        "The mean of the first response times of the period. A few that took very long weigh much "
        "in it, so the median tells more of what customers usually meet; some laws and contracts "
        "promise an average all the same."
    )
    formula = _("Σ (first reply − first message) ÷ answered conversations, with its t interval")
    exactness = ""

    def present(self, scope: Scope) -> Summary:
        """A mean has no place for those whose time is not over."""
        return NOTHING

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """The mean with its interval."""
        times = Times.together(summary[clock.value] for summary in summaries)
        return mean(times.n, times.total, times.squares)


def _times(seconds: Iterable[int | None]) -> Summary:
    return Times.of(one for one in seconds if one is not None).written()


def _answered(scope: Scope) -> QuerySet[Conversation]:
    found = Conversation.objects.filter(
        team_id__in=scope.teams,
        first_answered_at__gte=scope.start,
        first_answered_at__lt=scope.end,
    ).exclude(shelf__in=(Shelf.SPAM, Shelf.MERGED))
    return narrowed(found, scope, own=OWN)


def _case(row: Conversation, clock: ClockKind) -> Case:
    return Case(
        conversation=row.pk,
        subject=row.subject,
        customer=row.contact.name,
        at=row.first_answered_at or row.created_at,
        outcome=_("Answered"),
        tone="",
        value=getattr(row, COLUMNS[clock]),
        unit=Unit.SECONDS,
    )
