"""What can happen to promises."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.conversations.events import ConversationFact
from tillit.journal.facts import Fact


@dataclass(frozen=True)
class PromiseFact(ConversationFact):
    """Anything about one promise, on the timeline of its conversation."""

    promise: int


@dataclass(frozen=True)
class PromiseStarted(PromiseFact):
    """A clock runs."""


@dataclass(frozen=True)
class PromiseDecided(PromiseFact):
    """Anything that counts in figures. `decided_at`: the instant whose period it counts in."""

    decided_at: str


@dataclass(frozen=True)
class PromiseKept(PromiseDecided):
    """Answered in time."""


@dataclass(frozen=True)
class PromiseBroken(PromiseDecided):
    """The time was up; told once, answered or not."""


@dataclass(frozen=True)
class PromiseAnsweredLate(PromiseDecided):
    """A promise that was broken already has its answer now."""


@dataclass(frozen=True)
class PromiseCancelled(PromiseDecided):
    """Nobody waits any more: resolved without a reply."""

    cause: str


@dataclass(frozen=True)
class PromiseResumed(PromiseDecided):
    """It runs again with its old due instant. `cause`: why it had ended.

    `decided_at`: when it had been decided, which it is no longer.
    """

    cause: str


@dataclass(frozen=True)
class PromisePaused(PromiseFact):
    """Its clock stands still. `status`: what the conversation has become."""

    status: str


@dataclass(frozen=True)
class PromiseContinued(PromiseFact):
    """Its clock runs again, and it is due later by the time that it stood still."""


@dataclass(frozen=True)
class PromiseRetargeted(PromiseFact):
    """Another version of a standard came to apply, since the conversation became another."""

    version_before: int
    version_after: int


@dataclass(frozen=True)
class StandardRevised(Fact):
    """A standard has a new version from now on."""

    about: ClassVar[str] = "standard"
    standard: int
    version: int


@dataclass(frozen=True)
class FollowingBegun(StandardRevised):
    """Somebody lets the promises that run by older versions follow this one."""

    following: int


@dataclass(frozen=True)
class CharterChanged(Fact):
    """The charter says something else, or somebody else may read it."""

    published: bool


@dataclass(frozen=True)
class StandardEnded(StandardRevised):
    """It is promised no longer."""


@dataclass(frozen=True)
class StandardResumed(StandardRevised):
    """It is promised again."""


@dataclass(frozen=True)
class NewTimeTold(PromiseFact):
    """The customer was told a later time, until when, by which message."""

    until: str
    message: int


@dataclass(frozen=True)
class StandardReviewFellDue(StandardRevised):
    """The day has come to look at a version again."""


@dataclass(frozen=True)
class StandardReviewed(StandardRevised):
    """Somebody has looked at a version again."""

    review: int


@dataclass(frozen=True)
class GuidanceChosen(Fact):
    """A page of the handbook belongs to other standards than before."""

    about: ClassVar[str] = "document"
    document: int
