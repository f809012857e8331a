"""What can happen to questions and answers."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.conversations.events import ConversationFact
from tillit.journal.facts import Fact


@dataclass(frozen=True)
class CustomerAsked(ConversationFact):
    """A customer was asked; of an anonymous survey nobody knows by which invitation."""

    invitation: int | None


@dataclass(frozen=True)
class CustomerNotAsked(ConversationFact):
    """A customer was to be asked and was not; `outcome` says why."""

    survey: int
    outcome: str


@dataclass(frozen=True)
class InvitationReturned(ConversationFact):
    """The mail that asked came back; `asked_at` is when it had left."""

    asked_at: str


@dataclass(frozen=True)
class ResponseSaved(ConversationFact):
    """A customer answered, or changed the answer (`before` is the earlier score)."""

    response: int
    before: int | None
    score: int | None
    previous_at: str | None


@dataclass(frozen=True)
class AnonymousResponseSaved(Fact):
    """Somebody answered of whom nobody knows who it was."""

    about: ClassVar[str] = "response"
    response: int
    team: int
    before: int | None
    score: int | None
    previous_at: str | None


@dataclass(frozen=True)
class AnonymousAnswersCounted(Fact):
    """Enough anonymous answers had come to count together, so that nobody's own can be told."""

    about: ClassVar[str] = "survey"
    survey: int
    team: int
    number: int


@dataclass(frozen=True)
class SurveysRefused(ConversationFact):
    """A customer does not want to be asked any more."""

    contact: int


@dataclass(frozen=True)
class SurveysWanted(ConversationFact):
    """A customer wants to be asked again."""

    contact: int


@dataclass(frozen=True)
class SurveyChanged(Fact):
    """Somebody set up a survey, or changed it; `version` is what it asks now."""

    about: ClassVar[str] = "survey"
    survey: int
    version: int


@dataclass(frozen=True)
class SurveyLinkRenewed(Fact):
    """A survey has another public address; the old one opens nothing any more."""

    about: ClassVar[str] = "survey"
    survey: int


@dataclass(frozen=True)
class SurveyPutAway(Fact):
    """A survey is asked no more."""

    about: ClassVar[str] = "survey"
    survey: int
