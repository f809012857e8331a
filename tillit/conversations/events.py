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
class ParcelAskedFor(ParcelRetried):
    """Somebody asked for the bytes of a held parcel to be fetched once more."""


@dataclass(frozen=True)
class ParcelDeleted(ParcelRetried):
    """Somebody deleted a held parcel."""


@dataclass(frozen=True)
class ParcelReleased(ParcelRetried):
    """Somebody had a parcel filed as a message that would not have become one."""


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
class QuestionAnswered(ConversationFact):
    """A customer answered what we had asked automatically (`asked`), and wrote nothing more."""

    message: int
    asked: int


@dataclass(frozen=True)
class OtherWrote(ConversationFact):
    """Somebody whom we had brought in answered; no clock of the customer's moves by it."""

    message: int
    before: str
    after: str


@dataclass(frozen=True)
class AutomaticReplyReceived(ConversationFact):
    """A robot answered (out of office); it is shown, and nothing follows from it."""

    message: int


@dataclass(frozen=True)
class MessageQueued(ConversationFact):
    """A message waits to be sent. `copy`: to somebody else than the customer; it answers nothing.

    `assignee_before` is who had the conversation; the writer takes it when nobody has.
    """

    message: int
    delivery: int
    automatic: bool
    before: str
    after: str
    copy: bool = False
    assignee_before: int | None = None


@dataclass(frozen=True)
class MessageSent(ConversationFact):
    """A message has left: the channel accepted it. `said_at`: the click. `copy`: see MessageQueued.

    `instead_of`: the click of the reply that had been taken for the first answer before.
    `after`: the status that the conversation has since, when its leaving changed that.
    """

    message: int
    delivery: int
    automatic: bool
    said_at: str
    instead_of: str | None = None
    copy: bool = False
    after: str = ""


@dataclass(frozen=True)
class MessageWithdrawn(ConversationFact):
    """A message was taken back before it left; it is gone. `scheduled`: it was to leave later."""

    message: int
    scheduled: bool
    before: str
    after: str


@dataclass(frozen=True)
class MessageUndeliverable(ConversationFact):
    """A message will never arrive. `had_left`: it had been accepted before; `copy` as above."""

    message: int
    delivery: int
    automatic: bool
    had_left: bool
    said_at: str
    copy: bool = False


@dataclass(frozen=True)
class MessageDelayed(ConversationFact):
    """A message has not arrived yet; another server still tries."""

    message: int
    delivery: int


@dataclass(frozen=True)
class ColleagueDoubted(ConversationFact):
    """A message came from a colleague's address, but nothing proves it; `doubt` is a Doubt."""

    message: int
    agent: int
    doubt: str


@dataclass(frozen=True)
class AutomaticMessageWithheld(ConversationFact):
    """Tillit did not say something of this purpose by itself; `reason` is a Restraint."""

    purpose: str
    reason: str


@dataclass(frozen=True)
class NoteWritten(ConversationFact):
    """A colleague left an internal note."""

    message: int


@dataclass(frozen=True)
class ColleagueMentioned(ConversationFact):
    """A note calls a colleague by name."""

    message: int
    agent: int


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
    """Open again, by a colleague or since somebody wrote.

    `by_other`: since somebody else than the customer wrote, so nobody waits for us again.
    """

    after: str
    by_other: bool = False


@dataclass(frozen=True)
class ConversationRead(ConversationFact):
    """Somebody opened a conversation that nobody had read."""


@dataclass(frozen=True)
class PicturesWanted(ConversationFact):
    """Somebody wants to see the pictures on the internet that a message names."""

    message: int


@dataclass(frozen=True)
class PicturesFetched(PicturesWanted):
    """They were fetched, or could not be."""
