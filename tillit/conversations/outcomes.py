"""What came of resolved conversations: replies, reopens, transfers and times, from the facts.

An outcome is worked out from messages and the journal, many at a time, and kept beside the version
of the conversation that it is true of: no fact has to pay for it, and none goes unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from tillit.conversations.case_events import (
    CaseTypeChanged,
    ConversationAbsorbed,
    ConversationHeld,
    ConversationMoved,
)
from tillit.conversations.events import (
    ConversationAssigned,
    ConversationFact,
    ConversationReopened,
    ConversationResolved,
    MessageQueued,
    NoteWritten,
)
from tillit.conversations.models import CaseType, Conversation, Message, Outcome, Status
from tillit.conversations.openness import Calendars
from tillit.conversations.thanks import words_of_thanks
from tillit.conversations.times import CHANGES, statuses_told
from tillit.hours.book import HoursBook
from tillit.hours.opening_hours import Hours
from tillit.hours.timeline import StatusTimes, passed, status_times
from tillit.journal import rows
from tillit.journal.models import Event

AT_ONCE = 500
FACTS = (*CHANGES, CaseTypeChanged, ConversationAssigned, ConversationMoved, NoteWritten)
ARRIVED = (
    "kind = 'outgoing' AND NOT automatic AND EXISTS (SELECT 1 FROM conversations_delivery"
    " WHERE message_id = conversations_message.id AND role = 'to' AND state = 'sent')"
)
"""What a person wrote to the customer, and what left and did not come back."""
_ASKED = "kind = 'incoming' AND NOT automatic"


class Told(NamedTuple):
    """One fact of a conversation."""

    kind: str
    at: datetime
    actor: str
    data: dict[str, Any]

    def is_a(self, fact: type[ConversationFact]) -> bool:
        """Whether it is of this kind."""
        return self.kind == fact.kind()

    @property
    def is_touch(self) -> bool:
        """Whether a colleague took the case up: answered, noted something, or gave it to one."""
        if self.is_a(MessageQueued):
            return not self.data["automatic"] and not self.data.get("copy", False)
        by_agent = self.actor.startswith("agent:")
        taken = self.is_a(ConversationAssigned) and self.data["after"] is not None
        return by_agent and (taken or self.is_a(NoteWritten))


@dataclass
class Story:
    """All that an outcome is worked out from."""

    created_at: datetime
    resolved_at: datetime
    hours: Hours
    told: list[Told] = field(default_factory=list)
    replied_at: list[datetime] = field(default_factory=list)
    asked: list[tuple[datetime, str]] = field(default_factory=list)

    def count(self, fact: type[ConversationFact]) -> int:
        """How often something happened."""
        return sum(one.is_a(fact) for one in self.told)


def outcomes_of(conversations: Sequence[Conversation]) -> dict[int, Outcome]:
    """The outcome of each of these resolved conversations, by number."""
    found = _kept(conversations)
    missing = [one for one in conversations if one.pk not in found]
    return {**found, **_worked_out(missing)}


def settle(conversations: Sequence[Conversation]) -> None:
    """Keep the outcomes that had to be worked out."""
    kept = _kept(conversations)
    new = _worked_out([one for one in conversations if one.pk not in kept])
    columns = [column.name for column in Outcome._meta.concrete_fields]
    Outcome.objects.bulk_create(
        new.values(),
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["conversation"],
        update_fields=[name for name in columns if name not in ("id", "conversation")],
    )


def _kept(conversations: Sequence[Conversation]) -> dict[int, Outcome]:
    versions = {one.pk: one.version for one in conversations}
    found: dict[int, Outcome] = {}
    for numbers in _batches(list(versions)):
        among = f"conversation_id IN ({rows.marks(numbers)})"
        for outcome in rows.select(Outcome, among, numbers):
            if outcome.version == versions[outcome.conversation_id]:
                found[outcome.conversation_id] = outcome
    return found


def _worked_out(conversations: Sequence[Conversation]) -> dict[int, Outcome]:
    rows.attach_one(conversations, "inbox")
    book, calendars, found = HoursBook(), Calendars(), {}
    for some in _batches(conversations):
        stories = {
            one.pk: _begin(one, book.hours(calendars.of(one), one.created_at)) for one in some
        }
        _tell(stories)
        for one in some:
            found[one.pk] = outcome_of(one, stories[one.pk])
    return found


def _begin(conversation: Conversation, hours: Hours) -> Story:
    created_at = conversation.created_at
    return Story(created_at, conversation.resolved_at or created_at, hours)


def _tell(stories: dict[int, Story]) -> None:
    """Read what happened in each, in three statements; words only where they may be thanks."""
    subjects = {f"conversation:{number}": story for number, story in stories.items()}
    kinds = [fact.kind() for fact in FACTS]
    those = (
        f"subject IN ({rows.marks(list(subjects))}) AND kind IN ({rows.marks(kinds)})"
        " ORDER BY at, id"
    )
    columns = ("subject", "kind", "at", "actor", "data")
    for subject, *told in rows.values(Event, columns, those, [*subjects, *kinds]):
        subjects[subject].told.append(Told(*told))
    for number, at in _messages(("conversation_id", "at"), stories, ARRIVED):
        stories[number].replied_at.append(at)
    doubtful = [number for number, story in stories.items() if story.count(ConversationReopened)]
    for number, at, text in _messages(("conversation_id", "at", "text"), doubtful, _ASKED):
        stories[number].asked.append((at, text))


def _messages(
    columns: tuple[str, ...], conversations: Iterable[int], which: str
) -> list[tuple[Any, ...]]:
    numbers = list(conversations)
    if not numbers:
        return []
    those = f"conversation_id IN ({rows.marks(numbers)}) AND {which}"
    return rows.values(Message, columns, those, numbers)


def outcome_of(conversation: Conversation, story: Story) -> Outcome:
    """What came of a conversation, by its story."""
    changes = statuses_told(story.created_at, [(one.kind, one.at, one.data) for one in story.told])
    business = status_times(story.hours, changes, story.resolved_at)
    calendar = status_times(None, changes, story.resolved_at)
    return Outcome(
        conversation_id=conversation.pk,
        version=conversation.version,
        replies=len(story.replied_at),
        reopens=_reopens(story),
        thanks=_thanks(story),
        transfers=_transfers(story.told),
        became_complaint=any(_complains(one) for one in story.told),
        was_held=story.count(ConversationHeld) > 0,
        **_durations("business", business, story, story.hours),
        **_durations("calendar", calendar, story, None),
    )


def _durations(clock: str, times: StatusTimes, story: Story, hours: Hours | None) -> dict[str, int]:
    """The four durations on one clock; what the journal does not tell is the whole time."""
    whole = passed(hours, story.created_at, story.resolved_at)
    told = {
        "first_resolution": times.first_resolution,
        "full_resolution": times.full_resolution,
        "requester_wait": times.requester_wait,
        "agent_wait": times.agent_wait,
    }
    return {f"{name}_{clock}": _seconds(whole if it is None else it) for name, it in told.items()}


def _seconds(duration: timedelta) -> int:
    return round(duration.total_seconds())


def _reopens(story: Story) -> int:
    """Coming back as planned is none; that a case came into it which is open is one."""
    absorbed = (one for one in story.told if one.is_a(ConversationAbsorbed))
    came_with = sum(one.data["before"] == Status.RESOLVED != one.data["after"] for one in absorbed)
    return story.count(ConversationReopened) + came_with


def _thanks(story: Story) -> int:
    """Reopened by a customer, and resolved without a reply since it was no more than thanks."""
    found, reopened = 0, None
    for one in story.told:
        if one.is_a(ConversationReopened):
            reopened = one if one.actor.startswith("contact:") else None
        elif one.is_a(ConversationResolved) and reopened:
            found += _was_thanks(story, reopened, one)
            reopened = None
    return found


def _was_thanks(story: Story, reopened: Told, resolved: Told) -> bool:
    def between(at: datetime) -> bool:
        return reopened.at <= at <= resolved.at

    if any(between(at) for at in story.replied_at):
        return False
    said = [text for at, text in story.asked if between(at)]
    return bool(resolved.data["no_reply_needed"]) or (
        bool(said) and all(words_of_thanks(text) for text in said)
    )


def _transfers(told: Iterable[Told]) -> int:
    """Moves to another team after somebody had taken the case up; before that it is sorting."""
    found, touched = 0, False
    for one in told:
        touched = touched or one.is_touch
        found += touched and one.is_a(ConversationMoved)
    return found


def _complains(one: Told) -> bool:
    return one.is_a(CaseTypeChanged) and one.data["after"] == CaseType.COMPLAINT


def _batches(things: Sequence[Any]) -> Iterable[list[Any]]:
    for begin in range(0, len(things), AT_ONCE):
        yield list(things[begin : begin + AT_ONCE])
