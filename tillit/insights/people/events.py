"""What can happen to the notes of talks."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.journal.facts import Fact


@dataclass(frozen=True)
class TalkFact(Fact):
    """Anything about one note."""

    about: ClassVar[str] = "talk"
    talk: int


@dataclass(frozen=True)
class TalkNoted(TalkFact):
    """A person or the lead has written it down."""

    agent: int
    lead: int


@dataclass(frozen=True)
class TalkTakenBack(TalkFact):
    """Who wrote it has taken it back."""


@dataclass(frozen=True)
class StepAgreed(TalkFact):
    """One of the two does something next."""

    step: int
    owner: int


@dataclass(frozen=True)
class StepDone(TalkFact):
    """It is done."""

    step: int


@dataclass(frozen=True)
class StepReopened(TalkFact):
    """It is not done after all."""

    step: int
