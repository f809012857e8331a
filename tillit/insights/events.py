"""What can happen to what people know of figures."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.journal.facts import Fact


@dataclass(frozen=True)
class ExplanationFact(Fact):
    """Anything about one explanation of a change."""

    about: ClassVar[str] = "explanation"
    explanation: int
    measure: str


@dataclass(frozen=True)
class SignalExplained(ExplanationFact):
    """Somebody wrote down why a week was unlike others; `week` is its Monday."""

    team: int | None
    week: str
    starts_anew: bool


@dataclass(frozen=True)
class SignalExplanationWithdrawn(ExplanationFact):
    """It was taken back."""
