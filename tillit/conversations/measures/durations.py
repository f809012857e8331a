"""How long resolved conversations took, and who waited for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tillit.conversations.measures.solved import OfResolved, solved_in
from tillit.conversations.models import Outcome
from tillit.conversations.outcomes import outcomes_of
from tillit.measures.dimensions import Fact
from tillit.measures.registry import Aim, ClockKind, Figure, Scope, Summary, Unit, Words
from tillit.measures.telling import NINETY, STEPS_IN_WORDS, median
from tillit.measures.times import Times

COLUMNS = ("first_resolution", "full_resolution", "requester_wait", "agent_wait")


@dataclass(frozen=True)
class Duration(OfResolved):
    """The median of one duration of the resolved conversations."""

    key: str
    order: int
    title: Words
    definition: Words
    formula: Words
    column: str
    value_label: Words
    basis = "solving-times"
    unit = Unit.SECONDS
    unit_of_case = Unit.SECONDS
    aim = Aim.AT_MOST
    exactness = STEPS_IN_WORDS
    has_clocks = True

    def facts(self, scope: Scope) -> Iterable[Fact]:
        """What came of the conversations resolved in this time."""
        outcomes = outcomes_of(list(solved_in(scope)))
        return [Fact(conversation, outcome) for conversation, outcome in outcomes.items()]

    def count(self, told: Iterable[Outcome]) -> Summary:
        """Every duration, on both clocks."""
        outcomes = list(told)
        return {
            column: {
                kind.value: Times.of(_seconds(one, column, kind) for one in outcomes).written()
                for kind in ClockKind
            }
            for column in COLUMNS
        }

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """Median and 90th percentile."""
        times = Times.together(summary[self.column][clock.value] for summary in summaries)
        return median(times, NINETY)

    def value_of(self, outcome: Outcome, clock: ClockKind) -> float:
        """How long this one took."""
        return _seconds(outcome, self.column, clock)


def _seconds(outcome: Outcome, column: str, clock: ClockKind) -> int:
    seconds: int = getattr(outcome, f"{column}_{clock.value}")
    return seconds


DURATIONS = (
    Duration(
        key="first-resolution",
        order=25,
        title=_("Time to the first solution"),
        definition=_(
            "From the beginning of a conversation until it was resolved for the first time. A "
            "conversation counts on the day on which it was last resolved."
        ),
        formula=_(
            "median of (first resolved − begun); P90 beside it, both by linear interpolation"
        ),
        column="first_resolution",
        value_label=_("Resolved after"),
    ),
    Duration(
        key="full-resolution",
        order=26,
        title=_("Time to the last solution"),
        definition=_(
            "From the beginning of a conversation until it was resolved for the last time, however "
            "often it was open again in between."
        ),
        formula=_("median of (last resolved − begun); P90 beside it, both by linear interpolation"),
        column="full_resolution",
        value_label=_("Resolved after"),
    ),
    Duration(
        key="requester-wait",
        order=27,
        title=_("Customers waited for us"),
        definition=_(
            "How long a conversation was new, open or on hold until it was resolved: all the time "
            "in which the next step was ours, or that of somebody for whom we waited."
        ),
        formula=_(
            "median of the time new + open + on hold; P90 beside it, both by linear interpolation"
        ),
        column="requester_wait",
        value_label=_("Waited for us"),
    ),
    Duration(
        key="agent-wait",
        order=28,
        title=_("We waited for customers"),
        definition=_(
            "How long a conversation waited for the customer until it was resolved. It is not part "
            "of the time for which customers waited for us."
        ),
        formula=_(
            "median of the time waiting for the customer; P90 beside it, both by linear "
            "interpolation"
        ),
        column="agent_wait",
        value_label=_("Waited for them"),
    ),
)
