"""What can happen to targets."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.journal.facts import Fact


@dataclass(frozen=True)
class TargetFact(Fact):
    """Anything about one target, which is a team's or a person's."""

    about: ClassVar[str] = "target"
    target: int
    measure: str
    team: int | None
    agent: int | None


@dataclass(frozen=True)
class TargetSet(TargetFact):
    """It holds from its first day on."""


@dataclass(frozen=True)
class TargetWithdrawn(TargetFact):
    """It holds no longer."""


@dataclass(frozen=True)
class TargetReached(Fact):
    """A month that is over got there."""

    about: ClassVar[str] = "target_month"
    target_month: int
    target: int
    measure: str


@dataclass(frozen=True)
class MonthEarned(Fact):
    """A team reached every goal of a month that is over, so many of them."""

    about: ClassVar[str] = "team_month"
    team_month: int
    team: int
    goals: int
