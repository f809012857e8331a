"""Copies in the composer, and pages to pass messages on and to sign them."""

import uuid

import pytest
from django.test import Client

from tillit.conversations.envelope import Envelope
from tillit.conversations.models import Conversation, Inbox, Message, MessageKind
from tillit.conversations.parties import Party
from tillit.conversations.spine import post, receive
from tillit.conversations.tests.browsing import (
    CANARY,
    assert_hidden,
    canary_in,
    letter_with_files,
    text_of,
)
from tillit.people.actor import Actor
from tillit.people.models import Agent, Role
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

FRANK = Party("Frank", "frank@partner.example")
HTMX = {"HX-Request": "true"}


def written_to_all(desk: Desk) -> Conversation:
    """Grace writes to us and to Frank, whom she names."""
    envelope = Envelope(
        sender_address=GRACE.email,
        sender_name=GRACE.name,
        subject="For both of you",
        text="Hello",
        to=(Party("", "support@desk.example"), FRANK),
        cc=(Party("", "support+token@desk.example"), Party("", "lawyer@firm.example")),
    )
    return receive(envelope, inbox=desk.inbox, at=MONDAY_TEN).conversation


def thread(client: Client, conversation: Conversation) -> str:
    """The page of a conversation."""
    return text_of(client.get(f"/inbox/open/?conversation={conversation.pk}"))


def sends(client: Client, conversation: Conversation, **fields: str) -> Message | None:
    """Ada presses Send; what was sent, if anything."""
    form = {"kind": "reply", "text": "Done.", "key": str(uuid.uuid4()), **fields}
    client.post(f"/conversations/{conversation.pk}/messages/", form)
    return conversation.messages.filter(text="Done.").first()


class TestComposer:
    """Who gets an answer."""

    def test_others_whom_the_customer_wrote_to_are_preset(self, ada: Client, desk: Desk) -> None:
        page = thread(ada, written_to_all(desk))
        assert ">Frank &lt;frank@partner.example&gt;, lawyer@firm.example</textarea>" in page

    def test_nobody_is_preset_when_the_customer_wrote_to_us_alone(
        self, ada: Client, desk: Desk
    ) -> None:
        page = thread(ada, writes(GRACE, desk.inbox))
        assert 'spellcheck="false" placeholder="Addresses, parted by commas"></textarea>' in page
        assert '<details class="composer-recipients when-reply">' in page

    def test_whom_we_answered_too_stays_preset(self, ada: Client, desk: Desk) -> None:
        conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
        post(conversation=conversation, by=by, agent=desk.ada, text="Hi", cc=[FRANK])
        assert ">Frank &lt;frank@partner.example&gt;</textarea>" in thread(ada, conversation)

    def test_what_is_typed_is_sent(self, ada: Client, desk: Desk) -> None:
        conversation = writes(GRACE, desk.inbox)
        message = sends(
            ada, conversation, cc="Frank <frank@partner.example>", bcc="boss@firm.example"
        )
        assert message is not None
        sent = message.deliveries.order_by("id").values_list("role", "recipient")
        assert list(sent) == [
            ("to", GRACE.email),
            ("cc", "frank@partner.example"),
            ("bcc", "boss@firm.example"),
        ]
        page = thread(ada, conversation)
        assert "Cc Frank · Bcc boss@firm.example" in page

    @pytest.mark.parametrize("headers", [{}, HTMX])
    @pytest.mark.parametrize(
        ("field", "typed", "words"),
        [
            ("cc", "frank", "“frank” is not a mail address."),
            ("bcc", "support@desk.example", "support@desk.example is our own address"),
            ("cc", "a@b.example\r\nBcc: eve@x.example", "“Bcc: eve@x.example” is not"),
            ("cc", ",".join(f"p{n}@b.example" for n in range(51)), "at most 50 people"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_lost(
        self, ada: Client, desk: Desk, field: str, typed: str, words: str, headers: dict[str, str]
    ) -> None:
        conversation = writes(GRACE, desk.inbox)
        form = {"kind": "reply", "text": "Done.", field: typed}
        address = f"/conversations/{conversation.pk}/messages/"
        answer = ada.post(address, form, headers=headers)
        assert answer.status_code == 422
        page = text_of(answer)
        assert words in page
        assert typed.split("\r\n")[0] in page
        assert ">Done.</textarea>" in page
        assert not conversation.messages.filter(text="Done.").exists()

    def test_a_note_goes_to_nobody_whatever_was_typed(self, ada: Client, desk: Desk) -> None:
        message = sends(ada, written_to_all(desk), kind="note", cc=FRANK.address)
        assert message is not None
        assert message.is_note
        assert not message.deliveries.exists()

    def test_a_stranger_sends_no_copies(self, eve: Client, desk: Desk) -> None:
        assert sends(eve, writes(GRACE, desk.inbox), cc="eve@stranger.example") is None

    def test_the_signature_is_shown_as_it_will_be(self, ada: Client, desk: Desk) -> None:
        desk.inbox.signature = "Regards, {agent} of {company}"
        desk.inbox.save()
        assert "Regards, Ada of Desk</p>" in thread(ada, writes(GRACE, desk.inbox))


class TestForwarding:
    """The page to pass a message on."""

    def address(self, message: Message) -> str:
        """Where one message is passed on."""
        return f"/conversations/{message.conversation_id}/messages/{message.pk}/forwarding/"

    def test_the_form_shows_what_will_be_forwarded(self, ada: Client, desk: Desk) -> None:
        message = letter_with_files(desk)
        assert self.address(message) in thread(ada, message.conversation)
        page = text_of(ada.get(self.address(message)))
        for words in (
            "---------- Forwarded message ----------",
            "From: Grace Whitfield",
            "Subject: A crack",
            "To: ",
            "The lid is cracked.",
            "lid.txt",
        ):
            assert words in page, words
        assert "What you wrote before." not in page

    def test_it_is_sent_with_the_chosen_files(self, ada: Client, desk: Desk) -> None:
        message = letter_with_files(desk)
        file = message.attachments.get(name="lid.txt")
        form = {
            "to": "Mona <mona@maker.example>",
            "cc": "m2@maker.example",
            "text": "Can you help?",
            "whole": "on",
            "enclosed": str(file.pk),
            "key": str(uuid.uuid4()),
        }
        for _twice in range(2):
            answer = ada.post(self.address(message), form)
            assert answer.headers["Location"] == f"/conversations/{message.conversation_id}/"
        sent = Message.objects.get(kind=MessageKind.FORWARD)
        assert "What you wrote before." in sent.quoted
        assert [one.name for one in sent.attachments.all()] == ["lid.txt"]
        assert sorted(one.recipient for one in sent.deliveries.all()) == [
            "m2@maker.example",
            "mona@maker.example",
        ]
        page = thread(ada, message.conversation)
        assert "To Mona · Cc m2@maker.example" in page

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("", "required"),
            ("mona", "is not a mail address"),
            ("a@b.example, c@d.example", "one address"),
            (GRACE.email, "write a reply instead"),
            ("support@desk.example", "our own address"),
        ],
    )
    def test_what_is_wrong_is_said(self, ada: Client, desk: Desk, typed: str, words: str) -> None:
        answer = ada.post(self.address(letter_with_files(desk)), {"to": typed, "text": "My words"})
        assert answer.status_code == 422
        assert words in text_of(answer)
        assert "My words" in text_of(answer)
        assert not Message.objects.filter(kind=MessageKind.FORWARD).exists()

    def test_files_of_other_messages_cannot_be_taken_along(self, ada: Client, desk: Desk) -> None:
        other = letter_with_files(desk).attachments.first()
        message = writes(GRACE, desk.inbox, subject="Another").messages.get(kind="incoming")
        assert other is not None
        form = {"to": "mona@maker.example", "enclosed": str(other.pk)}
        assert ada.post(self.address(message), form).status_code == 422

    def test_notes_and_automatic_mails_are_not_there(self, ada: Client, desk: Desk) -> None:
        conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
        note = post(conversation=conversation, by=by, text="between us", note=True)
        automatic = conversation.messages.get(automatic=True)
        for message in (note, automatic):
            assert ada.get(self.address(message)).status_code == 404
            assert ada.post(self.address(message), {"to": "x@y.example"}).status_code == 404
            assert self.address(message) not in thread(ada, conversation)

    def test_not_by_way_of_another_conversation(
        self, ada: Client, desk: Desk, night: Inbox
    ) -> None:
        hidden = writes(GRACE, night, text=CANARY).messages.get(kind="incoming")
        mine = writes(GRACE, desk.inbox)
        address = f"/conversations/{mine.pk}/messages/{hidden.pk}/forwarding/"
        assert ada.get(address).status_code == 404

    def test_a_stranger_forwards_nothing(self, eve: Client, desk: Desk) -> None:
        message = canary_in(desk).messages.get(kind="incoming")
        assert_hidden(eve, self.address(message))
        answer = eve.post(self.address(message), {"to": "eve@stranger.example"})
        assert answer.status_code == 404
        assert not Message.objects.filter(kind=MessageKind.FORWARD).exists()

    def test_an_answer_to_somebody_else_goes_to_them(self, ada: Client, desk: Desk) -> None:
        message = letter_with_files(desk)
        ada.post(self.address(message), {"to": "mona@maker.example", "text": "Help?"})
        run_reactions()
        sent = Message.objects.get(kind=MessageKind.FORWARD)
        envelope = Envelope(
            sender_address="mona@maker.example",
            sender_name="Mona Maker",
            text="A known fault.",
            references=(sent.external_id,),
        )
        back = receive(envelope, inbox=desk.inbox, at=MONDAY_TEN).message
        page = thread(ada, message.conversation)
        assert "Not the customer" in page
        assert "Mona Maker" in page
        form = text_of(ada.get(self.address(back)))
        assert "Mona Maker &lt;mona@maker.example&gt;" in form


class TestSignatures:
    """Where they are written."""

    def test_an_agent_writes_the_own_one(self, ada: Client, desk: Desk) -> None:
        answer = ada.post("/me/signature/", {"signature": " {agent}\r\nof {company}\x00 "})
        assert answer.headers["Location"] == "/me/"
        assert Agent.objects.get(pk=desk.ada.pk).signature == "{agent}\nof {company}"
        assert "{agent}\nof {company}</textarea>" in text_of(ada.get("/me/"))

    def test_a_lead_writes_that_of_an_inbox(self, client: Client, desk: Desk) -> None:
        client.force_login(desk.liv)
        page = text_of(client.get("/settings/inboxes/"))
        name = f"inbox-{desk.inbox.pk}"
        assert f'name="{name}-signature"' in page
        form = {
            "inbox": str(desk.inbox.pk),
            f"{name}-signature": "Regards",
            f"{name}-history": "last",
        }
        assert client.post("/settings/inboxes/", form).status_code == 302
        inbox = Inbox.objects.get(pk=desk.inbox.pk)
        assert (inbox.signature, inbox.history) == ("Regards", "last")
        form[f"{name}-signature"] = "x" * 3000
        assert client.post("/settings/inboxes/", form).status_code == 422

    def test_not_that_of_another_team(self, client: Client, desk: Desk, night: Inbox) -> None:
        client.force_login(desk.liv)
        assert night.name not in text_of(client.get("/settings/inboxes/"))
        form = {"inbox": str(night.pk), f"inbox-{night.pk}-signature": "Ours now"}
        assert client.post("/settings/inboxes/", form).status_code == 404
        assert Inbox.objects.get(pk=night.pk).signature == ""

    def test_agents_and_strangers_do_not_find_them(
        self, ada: Client, eve: Client, desk: Desk
    ) -> None:
        for client in (ada, eve):
            assert client.get("/settings/inboxes/").status_code == 404
            assert client.post("/settings/inboxes/", {"inbox": "1"}).status_code == 404
        eve.force_login(Agent.objects.create_user("lead@x.example", name="X", role=Role.LEAD))
        assert desk.inbox.name not in text_of(eve.get("/settings/inboxes/")).split("<main")[1]
