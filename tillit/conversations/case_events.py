"""What can happen to a conversation as a case: what it is about, where it stands, its ties."""

from dataclasses import dataclass

from tillit.conversations.events import ConversationFact


@dataclass(frozen=True)
class CaseFact(ConversationFact):
    """Anything that is told here."""


@dataclass(frozen=True)
class PropertyChanged(CaseFact):
    """One of a few values was chosen instead of another."""

    before: str
    after: str


@dataclass(frozen=True)
class CaseTypeChanged(PropertyChanged):
    """Request, question or complaint."""


@dataclass(frozen=True)
class StageChanged(PropertyChanged):
    """Before, during or after the purchase."""


@dataclass(frozen=True)
class PriorityChanged(PropertyChanged):
    """How urgent it is."""


@dataclass(frozen=True)
class ConversationMoved(CaseFact):
    """Another team has it now, which is `team`; who had it is not there, and has it no longer."""

    before: int
    assignee_before: int | None


@dataclass(frozen=True)
class TagAdded(CaseFact):
    """A tag was put on it."""

    tag: int


@dataclass(frozen=True)
class TagRemoved(TagAdded):
    """A tag was taken off."""


@dataclass(frozen=True)
class FollowerJoined(CaseFact):
    """Somebody wants to keep an eye on it."""

    agent: int


@dataclass(frozen=True)
class FollowerLeft(FollowerJoined):
    """Somebody no longer does."""


@dataclass(frozen=True)
class FieldAnswered(CaseFact):
    """A field of one's own says something else than before."""

    field: int


@dataclass(frozen=True)
class ConversationSnoozed(CaseFact):
    """Put off until an instant (empty for none), until the customer writes, or either."""

    until: str
    until_reply: bool


@dataclass(frozen=True)
class ConversationWoken(CaseFact):
    """No longer put off; `reason` is a Waking."""

    reason: str


@dataclass(frozen=True)
class CheckBackPlanned(CaseFact):
    """It is to come back to us at an instant."""

    until: str


@dataclass(frozen=True)
class CheckBackCame(CaseFact):
    """It has come back: open again, since we wanted to look once more."""

    before: str
    after: str


@dataclass(frozen=True)
class CheckBackDropped(CaseFact):
    """It need not come back any more."""


@dataclass(frozen=True)
class ConversationHeld(CaseFact):
    """We wait for somebody else than the customer; `party` is a Party."""

    before: str
    after: str
    party: str


@dataclass(frozen=True)
class ConversationTakenUp(CaseFact):
    """We wait for nobody else any more; the next step is ours."""

    before: str
    after: str


@dataclass(frozen=True)
class SpamMarked(CaseFact):
    """Somebody says that it is spam."""

    before: str


@dataclass(frozen=True)
class SpamUnmarked(CaseFact):
    """It was none."""

    after: str


@dataclass(frozen=True)
class SenderBlocked(CaseFact):
    """Mail from the address of this contact is not filed any more."""

    contact: int


@dataclass(frozen=True)
class SenderUnblocked(SenderBlocked):
    """It is filed again."""


@dataclass(frozen=True)
class ConversationMerged(CaseFact):
    """It went into another one."""

    into: int
    merge: int
    before: str


@dataclass(frozen=True)
class ConversationAbsorbed(CaseFact):
    """Another one came into this one."""

    source: int
    merge: int
    before: str
    after: str


@dataclass(frozen=True)
class ConversationUnmerged(CaseFact):
    """It stands by itself again."""

    into: int
    merge: int
    after: str


@dataclass(frozen=True)
class ConversationReturned(CaseFact):
    """What had come into this one has left it again."""

    source: int
    merge: int
    before: str
    after: str


@dataclass(frozen=True)
class MessagesSplitOff(CaseFact):
    """Messages became a conversation of their own."""

    into: int


@dataclass(frozen=True)
class ConversationSplitOff(CaseFact):
    """It was part of another one until now."""

    origin: int


@dataclass(frozen=True)
class ParentChanged(CaseFact):
    """It is part of a bigger matter, or no longer."""

    before: int | None
    after: int | None


@dataclass(frozen=True)
class ConversationLinked(CaseFact):
    """It has to do with another one."""

    other: int


@dataclass(frozen=True)
class ConversationUnlinked(ConversationLinked):
    """It has nothing to do with it after all."""


@dataclass(frozen=True)
class ProblemWritten(CaseFact):
    """How the problem was solved was written down anew."""

    version: int


@dataclass(frozen=True)
class MacroRun(CaseFact):
    """Somebody used a macro; what it did follows as facts of its own."""

    macro: int
    use: int


@dataclass(frozen=True)
class MacroRunUndone(MacroRun):
    """Everything is as it was before."""


CASE_FACTS: tuple[type[CaseFact], ...] = (
    CaseTypeChanged,
    StageChanged,
    PriorityChanged,
    ConversationMoved,
    TagAdded,
    TagRemoved,
    FollowerJoined,
    FollowerLeft,
    FieldAnswered,
    ConversationSnoozed,
    ConversationWoken,
    CheckBackPlanned,
    CheckBackCame,
    CheckBackDropped,
    SpamMarked,
    SpamUnmarked,
    SenderBlocked,
    SenderUnblocked,
    ConversationMerged,
    ConversationAbsorbed,
    ConversationUnmerged,
    ConversationReturned,
    MessagesSplitOff,
    ConversationSplitOff,
    ParentChanged,
    ConversationLinked,
    ConversationUnlinked,
    ProblemWritten,
    MacroRun,
    MacroRunUndone,
)
