"""What can happen to conversations and messages."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.journal.facts import Fact


@dataclass(frozen=True)
class ParcelKept(Fact):
    """Something arrived and is stored, not yet read."""

    about: ClassVar[str] = "parcel"
    parcel: int


@dataclass(frozen=True)
class ParcelRetried(Fact):
    """Somebody asked for a held parcel to be read again."""

    about: ClassVar[str] = "parcel"
    parcel: int

    @property
    def subject(self) -> str:
        """A name of its own: arrivals are counted by theirs."""
        return f"held-parcel:{self.parcel}"


@dataclass(frozen=True)
class ParcelDeleted(ParcelRetried):
    """Somebody deleted a held parcel."""


@dataclass(frozen=True)
class ConversationFact(Fact):
    """Anything that belongs on the timeline of a conversation."""

    about: ClassVar[str] = "conversation"
    conversation: int
    team: int


@dataclass(frozen=True)
class ConversationStarted(ConversationFact):
    """A customer wrote about something new."""

    contact: int


@dataclass(frozen=True)
class MessageReceived(ConversationFact):
    """A customer's message was filed. `acknowledge` is False for robots and mailing lists."""

    message: int
    first: bool
    acknowledge: bool
    before: str
    after: str


@dataclass(frozen=True)
class AutomaticReplyReceived(ConversationFact):
    """A robot answered (out of office); it is shown, and nothing follows from it."""

    message: int


@dataclass(frozen=True)
class MessageQueued(ConversationFact):
    """A message to the customer waits to be sent."""

    message: int
    delivery: int
    automatic: bool
    before: str
    after: str


@dataclass(frozen=True)
class MessageSent(ConversationFact):
    """A message to the customer has left: the channel accepted it. `said_at`: the click.

    `instead_of`: the click of the reply that had been taken for the first answer before.
    """

    message: int
    delivery: int
    automatic: bool
    said_at: str
    instead_of: str | None = None


@dataclass(frozen=True)
class MessageUndeliverable(ConversationFact):
    """A message to the customer will never arrive. `had_left`: it had been accepted before."""

    message: int
    delivery: int
    automatic: bool
    had_left: bool
    said_at: str


@dataclass(frozen=True)
class NoteWritten(ConversationFact):
    """A colleague left an internal note."""

    message: int


@dataclass(frozen=True)
class ConversationAssigned(ConversationFact):
    """Somebody took it, gave it away or let go of it."""

    before: int | None
    after: int | None


@dataclass(frozen=True)
class ConversationResolved(ConversationFact):
    """Done. `without_reply`: the customer's last message was left without an answer.

    `no_reply_needed`: a colleague said so.
    """

    before: str
    without_reply: bool
    no_reply_needed: bool


@dataclass(frozen=True)
class ConversationReopened(ConversationFact):
    """Open again, by a colleague or since the customer wrote."""

    after: str


@dataclass(frozen=True)
class ConversationRead(ConversationFact):
    """Somebody opened a conversation that nobody had read."""
