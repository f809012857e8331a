"""Internal notes never leave the house, by any road."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tillit.conversations import actions
from tillit.conversations.events import MessageQueued, NoteWritten
from tillit.conversations.models import Conversation, Delivery, Message, MessageKind
from tillit.conversations.spine import post
from tillit.journal.models import Event, Reaction
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, Desk, writes
from tillit.testing.journal import assert_emits, run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten", "acknowledged")]

SECRET = "between us: secret-8214"


def note_in(conversation: Conversation, desk: Desk, key: uuid.UUID | None = None) -> Message:
    """Ada leaves a note."""
    return post(
        conversation=conversation,
        by=Actor.agent(desk.ada),
        agent=desk.ada,
        text=SECRET,
        note=True,
        submission=key,
    )


def nothing_left(note: Message) -> bool:
    """Whether the note has no delivery, and no mail says its words."""
    sent = [delivery.message.text for delivery in run_reactions()]
    delivered = Delivery.objects.filter(message__kind=MessageKind.NOTE)
    return not delivered.exists() and not any(SECRET in text for text in sent)


def test_a_note_is_told_and_queued_nowhere(conversation: Conversation, desk: Desk) -> None:
    with assert_emits(NoteWritten):
        note = note_in(conversation, desk)
    assert not Reaction.objects.exists()
    assert (note.address, note.external_id) == ("", "")
    assert nothing_left(note)


def test_a_note_is_no_answer(conversation: Conversation, desk: Desk) -> None:
    before = Conversation.objects.get()
    note_in(conversation, desk)
    after = Conversation.objects.get()
    for field in ("status", "unread", "assignee_id", "preview", "last_message_at"):
        assert getattr(after, field) == getattr(before, field), field
    assert after.first_answered_at is None
    assert conversation.promises.unsettled().count() == 1


def test_resolving_reopening_and_writing_again_do_not_send_it(
    conversation: Conversation, desk: Desk
) -> None:
    note, by = note_in(conversation, desk), Actor.agent(desk.ada)
    actions.resolve(conversation=conversation, by=by)
    run_reactions()
    actions.reopen(conversation=conversation, by=by)
    post(conversation=conversation, by=by, agent=desk.ada, text="A reply.")
    writes(GRACE, desk.inbox, answers=f"<{GRACE.email}>")
    assert nothing_left(note)


def test_the_same_form_sent_again_as_a_reply_stays_a_note(
    conversation: Conversation, desk: Desk
) -> None:
    key = uuid.uuid4()
    note = note_in(conversation, desk, key)
    again = post(
        conversation=conversation,
        by=Actor.agent(desk.ada),
        agent=desk.ada,
        text=SECRET,
        submission=key,
    )
    assert again == note
    assert nothing_left(note)


def test_a_note_from_the_form_stays_inside(
    conversation: Conversation, desk: Desk, ada: Client
) -> None:
    fields = {"kind": "note", "text": SECRET, "key": str(uuid.uuid4())}
    ada.post(f"/conversations/{conversation.pk}/messages/", fields)
    assert nothing_left(Message.objects.get(kind=MessageKind.NOTE))


@pytest.mark.parametrize("kind", ["Note", "note ", "", "internal", None])
def test_a_form_that_does_not_say_reply_leaves_a_note(
    conversation: Conversation, ada: Client, kind: str | None
) -> None:
    fields = {"text": SECRET} if kind is None else {"text": SECRET, "kind": kind}
    ada.post(f"/conversations/{conversation.pk}/messages/", fields)
    assert nothing_left(Message.objects.get(text=SECRET))


def test_the_database_refuses_a_delivery_of_a_note(conversation: Conversation, desk: Desk) -> None:
    note = note_in(conversation, desk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(message=note, recipient=note.address, created_at=note.at)


def test_facts_about_a_note_queue_nothing(conversation: Conversation, desk: Desk) -> None:
    note = note_in(conversation, desk)
    queued = Event.objects.filter(kind=MessageQueued.kind()).values_list("data", flat=True)
    assert note.pk not in [data["message"] for data in queued]
