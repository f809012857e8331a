"""What can happen to talks with customers."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.journal.facts import Fact


@dataclass(frozen=True)
class RoundFact(Fact):
    """Anything about a round of talks."""

    about: ClassVar[str] = "round"
    round: int
    team: int


@dataclass(frozen=True)
class RoundPlanned(RoundFact):
    """A lead planned a round."""


@dataclass(frozen=True)
class RoundChanged(RoundFact):
    """A lead changed the day, the numbers wanted, or the questions."""


@dataclass(frozen=True)
class RoundFinished(RoundFact):
    """A lead finished a round."""


@dataclass(frozen=True)
class CustomersDrawn(RoundFact):
    """Customers were drawn for talks."""

    lot: int
    number: int


@dataclass(frozen=True)
class NextStepNoted(RoundFact):
    """Somebody is to do something because of what was said."""

    step: int
    owner: int


@dataclass(frozen=True)
class NextStepDone(RoundFact):
    """Something was done because of what was said."""

    step: int


@dataclass(frozen=True)
class NextStepTakenUp(RoundFact):
    """What was said to be done is to be done after all."""

    step: int


@dataclass(frozen=True)
class InterviewFact(Fact):
    """Anything about one talk."""

    about: ClassVar[str] = "interview"
    interview: int
    team: int


@dataclass(frozen=True)
class InterviewChosen(InterviewFact):
    """A customer was chosen by hand."""


@dataclass(frozen=True)
class InterviewEntrusted(InterviewFact):
    """It was said who talks with a customer."""

    interviewer: int | None


@dataclass(frozen=True)
class InterviewMoved(InterviewFact):
    """A talk was agreed, done, declined or did not come about."""

    before: str
    after: str


@dataclass(frozen=True)
class ConsentGiven(InterviewFact):
    """A customer said what may be told of the talk."""

    consent: int


@dataclass(frozen=True)
class ConsentWithdrawn(InterviewFact):
    """A customer took the consent back; what was noted is gone."""

    consent: int


@dataclass(frozen=True)
class NotesWritten(InterviewFact):
    """Somebody wrote down what was said, or wrote it differently."""


@dataclass(frozen=True)
class CodersNamed(InterviewFact):
    """It was said who codes a talk."""

    first: int | None
    second: int | None


@dataclass(frozen=True)
class InterviewCoded(InterviewFact):
    """A coder said which themes came up."""

    coding: int
