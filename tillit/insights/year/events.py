"""What can happen to the methods of the calendar."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.journal.facts import Fact


@dataclass(frozen=True)
class MethodFact(Fact):
    """Anything about one method."""

    about: ClassVar[str] = "method"
    method: int


@dataclass(frozen=True)
class MethodAdded(MethodFact):
    """It belongs to the year from now on."""


@dataclass(frozen=True)
class MethodChanged(MethodFact):
    """It is called, done or owned otherwise. `fields`: which columns changed."""

    fields: list[str]


@dataclass(frozen=True)
class MethodPutAway(MethodFact):
    """It is done no longer."""


@dataclass(frozen=True)
class MethodTakenUp(MethodFact):
    """It is done again."""


@dataclass(frozen=True)
class OccasionDone(MethodFact):
    """It was done once more."""

    occasion: int


@dataclass(frozen=True)
class OccasionSkipped(MethodFact):
    """It was left out once, for a reason."""

    occasion: int


@dataclass(frozen=True)
class MethodNears(MethodFact):
    """It is due within a week."""


@dataclass(frozen=True)
class MethodFellDue(MethodFact):
    """The day has come."""


@dataclass(frozen=True)
class MethodOverdue(MethodFact):
    """A week has passed since the day."""


@dataclass(frozen=True)
class CalendarAddressMade(Fact):
    """An agent has a new secret address for his or her own calendar; the one before is void."""

    about: ClassVar[str] = "agent"
    agent: int
