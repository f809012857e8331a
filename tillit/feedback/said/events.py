"""What can happen to what a customer said."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.conversations.events import ConversationFact
from tillit.journal.facts import Fact


@dataclass(frozen=True)
class FollowUpMoved(Fact):
    """We are further with what a customer said, or back; `assignee` is who looks after it."""

    about: ClassVar[str] = "follow_up"
    follow_up: int
    team: int
    before: str
    after: str
    assignee: int | None


@dataclass(frozen=True)
class WordCameBack(Fact):
    """The message by which a customer was answered or told came back; `writer` had written it."""

    about: ClassVar[str] = "follow_up"
    follow_up: int
    team: int
    assignee: int | None
    writer: int | None


@dataclass(frozen=True)
class CommentUnderstood(Fact):
    """The machine found other topics in a comment than were known before."""

    about: ClassVar[str] = "follow_up"
    follow_up: int
    team: int


@dataclass(frozen=True)
class CommentCorrected(Fact):
    """A person said what a comment is about and how it sounds; moods before and after."""

    about: ClassVar[str] = "follow_up"
    follow_up: int
    team: int
    before: str
    after: str


@dataclass(frozen=True)
class AnswerPursued(ConversationFact):
    """A dissatisfied customer's answer to a survey became a conversation."""

    follow_up: int


@dataclass(frozen=True)
class ImprovementFact(Fact):
    """Anything about what was changed because of what customers said."""

    about: ClassVar[str] = "improvement"
    improvement: int
    team: int


@dataclass(frozen=True)
class ImprovementWritten(ImprovementFact):
    """Somebody wrote down what was changed, or wrote it differently."""


@dataclass(frozen=True)
class ImprovementApproved(ImprovementFact):
    """A lead approved it: everybody can read it."""


@dataclass(frozen=True)
class ImprovementTakenBack(ImprovementFact):
    """A lead took it back from the charter."""


@dataclass(frozen=True)
class CommentsDrawn(Fact):
    """Comments of a month were drawn to be labelled by people."""

    about: ClassVar[str] = "draw"
    draw: int
    team: int
    number: int


@dataclass(frozen=True)
class CommentLabelled(Fact):
    """Somebody labelled a drawn comment."""

    about: ClassVar[str] = "draw"
    draw: int
    team: int
    label: int
