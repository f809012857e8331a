"""What is done about what customers say."""

from tillit.conversations.events import (
    ConversationAssigned,
    MessageSent,
    MessageUndeliverable,
)
from tillit.conversations.models import Message
from tillit.feedback.events import AnonymousResponseSaved, ResponseSaved
from tillit.feedback.models import FollowUp
from tillit.feedback.said.events import CommentCorrected, CommentUnderstood, FollowUpMoved
from tillit.feedback.said.following import given
from tillit.feedback.said.noting import note
from tillit.feedback.said.telling import heard, not_heard
from tillit.journal import bus, rows
from tillit.journal.models import Event
from tillit.journal.registry import Mode, on
from tillit.people.actor import Actor


@on(ResponseSaved, AnonymousResponseSaved, mode=Mode.LATER, even_quiet=True)
def note_what_was_said(fact: ResponseSaved | AnonymousResponseSaved, event: Event) -> None:
    """It comes on the board, its comment is understood, and who is dissatisfied gets an answer."""
    note(response=fact.response, at=event.at, opening=not event.quiet)


@on(ConversationAssigned)
def follow_the_assignee(fact: ConversationAssigned, event: Event) -> None:
    """Whoever has the conversation looks after what it is about."""
    for follow_up in _pursued_in(fact.conversation):
        given(follow_up, fact.after, by=Actor.from_key(event.actor), at=event.at)


@on(MessageSent)
def follow_the_answer(fact: MessageSent, event: Event) -> None:
    """A person's message to the customer answers, or tells what was changed."""
    if fact.automatic or fact.copy:
        return
    for follow_up in _pursued_in(fact.conversation):
        message = rows.get(Message, fact.message)
        heard(follow_up, message.pk, message.agent_id, at=event.at)


@on(MessageUndeliverable)
def take_back_what_nobody_heard(fact: MessageUndeliverable, event: Event) -> None:
    """The message that answered or told came back; a copy to somebody else changes nothing."""
    if fact.copy:
        return
    for follow_up in rows.select(FollowUp, "heard_in_id = %s ORDER BY id", [fact.message]):
        not_heard(follow_up, rows.get(Message, fact.message), at=event.at)


@on(FollowUpMoved, CommentUnderstood, CommentCorrected)
def wake_boards(fact: FollowUpMoved | CommentUnderstood | CommentCorrected, event: Event) -> None:
    """Who looks at the board sees it at once."""
    bus.wake(f"team.{fact.team}")


def _pursued_in(conversation: int) -> list[FollowUp]:
    """Those that are pursued there, or in what went into it."""
    merged = "SELECT id FROM conversations_conversation WHERE merged_into_id = %s"
    those = f"conversation_id = %s OR conversation_id IN ({merged}) ORDER BY id"
    return rows.select(FollowUp, those, [conversation, conversation])
