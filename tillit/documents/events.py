"""What can happen to documents."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.journal.facts import Fact


@dataclass(frozen=True)
class DocumentFact(Fact):
    """Anything about one document."""

    about: ClassVar[str] = "document"
    document: int


@dataclass(frozen=True)
class VersionPublished(DocumentFact):
    """It says something else from now on."""

    version: int


@dataclass(frozen=True)
class DocumentArranged(DocumentFact):
    """Somebody else looks after it, it concerns others, or it is looked at on another day."""


@dataclass(frozen=True)
class DocumentDropped(DocumentFact):
    """It holds no longer."""


@dataclass(frozen=True)
class DocumentTakenUp(DocumentFact):
    """It holds again."""


@dataclass(frozen=True)
class VersionRead(DocumentFact):
    """A colleague has read a version."""

    version: int
    agent: int


@dataclass(frozen=True)
class PictureAdded(DocumentFact):
    """There is a further picture that its text may show."""

    picture: int


@dataclass(frozen=True)
class ReviewFellDue(DocumentFact):
    """The day has come to look at it again."""


@dataclass(frozen=True)
class ReviewRecorded(DocumentFact):
    """Somebody has looked at it again."""

    review: int


@dataclass(frozen=True)
class ProposalFact(DocumentFact):
    """Anything about one proposal."""

    proposal: int


@dataclass(frozen=True)
class ChangeProposed(ProposalFact):
    """A colleague would say it otherwise."""


@dataclass(frozen=True)
class ProposalDiscussed(ProposalFact):
    """A colleague says something to a proposal."""

    comment: int


@dataclass(frozen=True)
class ProposalVoted(ProposalFact):
    """A colleague is for it, or against it."""

    agent: int
    in_favour: bool


@dataclass(frozen=True)
class ProposalDecided(ProposalFact):
    """It became a version, or it did not."""

    accepted: bool


@dataclass(frozen=True)
class ProposalWithdrawn(ProposalFact):
    """Its author no longer wants it."""
