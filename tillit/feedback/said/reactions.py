"""What is done about what customers say."""

from tillit.conversations.events import ConversationAssigned, MessageSent
from tillit.conversations.models import Message
from tillit.feedback.events import AnonymousResponseSaved, ResponseSaved
from tillit.feedback.models import FollowUp
from tillit.feedback.said.following import given
from tillit.feedback.said.noting import note
from tillit.feedback.said.telling import heard
from tillit.journal import rows
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
        heard(follow_up, rows.get(Message, fact.message).agent_id, at=event.at)


def _pursued_in(conversation: int) -> list[FollowUp]:
    return rows.select(FollowUp, "conversation_id = %s ORDER BY id", [conversation])
