"""A customer's first message: recognised, stored, counted, told."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import QuerySet

from tillit.conversations.envelope import Enclosure, Envelope, Robot
from tillit.conversations.events import ConversationStarted, MessageReceived
from tillit.conversations.models import (
    Attachment,
    Conversation,
    Delivery,
    Message,
    MessageKind,
    Shelf,
    Status,
    Tally,
)
from tillit.conversations.spine import receive, receiving
from tillit.journal.models import Event, Reaction
from tillit.people.models import Contact
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, NORA, ZSOFIA, Customer, Desk, writes
from tillit.testing.journal import assert_emits, run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def test_a_first_message_begins_an_unread_conversation(desk: Desk) -> None:
    with assert_emits(ConversationStarted, MessageReceived):
        conversation = writes(NORA, desk.inbox, subject="Kvernen")
    assert (conversation.status, conversation.shelf) == (Status.NEW, Shelf.OPEN)
    assert conversation.unread
    assert conversation.assignee is None
    assert conversation.team == desk.team
    assert conversation.contact.name == NORA.name
    assert (conversation.subject, conversation.preview) == ("Kvernen", NORA.words)
    assert conversation.first_asked_at == conversation.last_message_at == MONDAY_TEN


def test_the_message_keeps_the_words_and_the_address(desk: Desk) -> None:
    conversation = writes(NORA, desk.inbox)
    message = conversation.messages.get(kind=MessageKind.INCOMING)
    assert (message.text, message.address) == (NORA.words, NORA.email)
    assert message.at == MONDAY_TEN


def test_the_same_customer_in_two_conversations_is_one_contact(desk: Desk) -> None:
    first = writes(NORA, desk.inbox, subject="One")
    second = writes(NORA, desk.inbox, subject="Two", at=MONDAY_TEN + timedelta(hours=1))
    assert first != second
    assert first.contact == second.contact
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("customer", [NORA, DAAN, ZSOFIA, GRACE])
def test_the_language_is_read_from_the_words(desk: Desk, customer: Customer) -> None:
    envelope = Envelope(sender_address=customer.email, text=customer.words)
    conversation = receive(envelope, inbox=desk.inbox).conversation
    assert conversation.language == customer.language
    assert conversation.contact.language == customer.language


def test_words_too_few_to_tell_are_in_the_language_the_customer_wrote_before(desk: Desk) -> None:
    writes(DAAN, desk.inbox)
    short = receive(Envelope(sender_address=DAAN.email, text="Hoi!"), inbox=desk.inbox)
    assert short.conversation.language == "nl"


def test_words_too_few_from_somebody_new_are_in_the_language_of_the_inbox(desk: Desk) -> None:
    short = receive(Envelope(sender_address=DAAN.email, text="Hoi!"), inbox=desk.inbox)
    assert short.conversation.language == "en"


def test_html_is_cleaned_before_it_is_stored(desk: Desk) -> None:
    html = (
        '<p onclick="x()">Hello</p><script>alert(1)</script><img src="//evil.example/pixel">'
        '<a href="javascript:alert(1)">press</a><style>*{display:none}</style>'
        '<form action="//evil.example"><input name="password"></form>'
    )
    envelope = Envelope(sender_address=GRACE.email, html=html)
    stored = receive(envelope, inbox=desk.inbox).message.html
    assert "<p>Hello</p>" in stored
    for evil in ("onclick", "script", "evil.example", "display", "<form", "<input", "src"):
        assert evil not in stored


def test_plain_words_are_escaped(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, text="<b>1 < 2</b> & https://shop.example/a?b=1&c=2")
    stored = conversation.messages.get(kind=MessageKind.INCOMING).html
    assert "&lt;b&gt;1 &lt; 2&lt;/b&gt; &amp;" in stored
    assert 'href="https://shop.example/a?b=1&amp;c=2"' in stored


def test_a_header_cannot_break_out_of_its_line(desk: Desk) -> None:
    conversation = writes(
        GRACE, desk.inbox, subject="A\r\nBcc: all@x.example\x00\x1b[31m" + "x" * 999
    )
    assert conversation.subject.startswith("A Bcc: all@x.example [31mx")
    assert len(conversation.subject) == 250


def test_a_nul_in_the_words_does_no_harm(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, text="before\x00after")
    assert conversation.preview == "beforeafter"
    assert conversation.messages.get(kind=MessageKind.INCOMING).text == "beforeafter"


def test_enclosures_become_attachments(desk: Desk) -> None:
    photo = Enclosure("photo.png", "image/png", b"not really a picture")
    envelope = Envelope(sender_address=GRACE.email, text="Look!", enclosures=[photo, photo])
    message = receive(envelope, inbox=desk.inbox).message
    assert [(file.name, file.size) for file in message.attachments.all()] == [("photo.png", 20)] * 2
    assert Attachment.objects.values("sha256").distinct().count() == 1


def test_a_mailing_list_gets_no_acknowledgement_but_waits_like_anybody(desk: Desk) -> None:
    envelope = Envelope(sender_address=GRACE.email, text=GRACE.words, robot=Robot.LIST)
    receive(envelope, inbox=desk.inbox)
    assert run_reactions() == []
    assert Conversation.objects.get().unread


def told_of_conversations() -> QuerySet[Event]:
    """What the journal tells of them; the desk has adopted its standards before."""
    return Event.objects.exclude(subject__startswith="standard:")


def test_quiet_history_promises_and_sends_nothing_but_counts(desk: Desk) -> None:
    envelope = Envelope(sender_address=GRACE.email, text=GRACE.words)
    conversation = receive(envelope, inbox=desk.inbox, quiet=True).conversation
    assert not conversation.promises.exists()
    assert not Delivery.objects.exists()
    assert not Reaction.objects.exists()
    assert all(told_of_conversations().values_list("quiet", flat=True))
    assert Tally.objects.get().count == 1


def test_when_something_fails_nothing_of_it_remains(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "attach", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        writes(GRACE, desk.inbox)
    assert not Contact.objects.exists()
    assert not Message.objects.exists()
    assert not Tally.objects.exists()
    assert not told_of_conversations().exists()
