"""What can happen to opening hours."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.journal.facts import Fact


@dataclass(frozen=True)
class CalendarChanged(Fact):
    """A calendar has other hours from now on; what was promised by earlier ones stays."""

    about: ClassVar[str] = "calendar"
    calendar: int
    version: int


@dataclass(frozen=True)
class CalendarPutAway(Fact):
    """Nobody uses it, and it is offered no longer."""

    about: ClassVar[str] = "calendar"
    calendar: int


@dataclass(frozen=True)
class CalendarBroughtBack(CalendarPutAway):
    """It is offered again."""
