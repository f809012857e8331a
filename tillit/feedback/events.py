"""What can happen to questions and answers."""

from dataclasses import dataclass

from tillit.conversations.events import ConversationFact


@dataclass(frozen=True)
class CustomerAsked(ConversationFact):
    """A customer was asked how we did."""

    invitation: int


@dataclass(frozen=True)
class ResponseSaved(ConversationFact):
    """A customer answered, or changed the answer (`before` is the earlier score)."""

    response: int
    before: int | None
    score: int
    previous_at: str | None


@dataclass(frozen=True)
class SurveysRefused(ConversationFact):
    """A customer does not want to be asked any more."""

    contact: int


@dataclass(frozen=True)
class SurveysWanted(ConversationFact):
    """A customer wants to be asked again."""

    contact: int
