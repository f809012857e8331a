"""Mails to several people, forwarded mails, signatures and repeated words, as they leave."""

import email
from email.message import EmailMessage
from email.policy import default

import pytest

from tillit.channels.email.composing import compose
from tillit.channels.email.quoting import divided
from tillit.channels.email.reading import read
from tillit.conversations import reply_tokens
from tillit.conversations.files import keep
from tillit.conversations.models import Conversation, Delivery, History, Message
from tillit.conversations.parties import Party
from tillit.conversations.spine import KeptFile, forward, post
from tillit.people.actor import Actor
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Customer, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

FRANK = Party("Frank Åse, jr.", "frank@partner.example")
BOSS = Party("The Boss", "boss@partner.example")
PNG = b"\x89PNG\r\n\x1a\n"


def says(desk: Desk, conversation: Conversation, text: str = "Done.", **more: object) -> Message:
    """Ada answers."""
    by = Actor.agent(desk.ada)
    return post(conversation=conversation, by=by, agent=desk.ada, text=text, **more)  # type: ignore[arg-type]


def mail_of(delivery: Delivery) -> EmailMessage:
    """The mail as it is read on the other side."""
    return email.message_from_bytes(compose(delivery).as_bytes(), policy=default)


def plain(mail: EmailMessage) -> str:
    """Its words."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def page(mail: EmailMessage) -> str:
    """Its page."""
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


class TestCopies:
    """One message, a mail for each recipient."""

    def test_all_name_the_same_people_and_none_names_the_hidden(self, desk: Desk) -> None:
        conversation = writes(GRACE, desk.inbox)
        message = says(desk, conversation, cc=[FRANK], bcc=[BOSS])
        mails = [mail_of(one) for one in message.deliveries.order_by("id")]
        assert {mail["To"] for mail in mails} == {f"{GRACE.name} <{GRACE.email}>"}
        assert {mail["Cc"].addresses[0].addr_spec for mail in mails} == {FRANK.address}
        assert {mail["Cc"].addresses[0].display_name for mail in mails} == {FRANK.name}
        assert {mail["Message-ID"] for mail in mails} == {message.external_id}
        for mail in mails:
            assert "boss" not in mail.as_string().lower()

    def test_fifty_names_of_all_kinds_survive(self, desk: Desk) -> None:
        people = [Party(f"Ødegård, {n} (Ő)" * (n % 3), f"p{n}@partner.example") for n in range(50)]
        message = says(desk, writes(GRACE, desk.inbox), cc=people)
        delivery = message.deliveries.get(role="to")
        named = mail_of(delivery)["Cc"].addresses
        assert [(one.display_name, one.addr_spec) for one in named] == people
        assert max(map(len, compose(delivery).as_bytes().split(b"\r\n"))) < 200

    def test_a_hidden_copy_alone_names_the_customer(self, desk: Desk) -> None:
        message = says(desk, writes(GRACE, desk.inbox), bcc=[BOSS])
        hidden = mail_of(message.deliveries.get(role="bcc"))
        assert hidden["To"] == f"{GRACE.name} <{GRACE.email}>"
        assert hidden["Cc"] is None
        assert "boss" not in hidden.as_string().lower()

    def test_each_answers_with_a_token_of_his_own(self, desk: Desk) -> None:
        conversation = writes(GRACE, desk.inbox)
        message = says(desk, conversation, cc=[FRANK], bcc=[BOSS])
        for one in message.deliveries.all():
            token = reply_tokens.make(conversation.pk, one.recipient)
            assert f"+{token}@" in mail_of(one)["Reply-To"]

    def test_those_of_an_incoming_mail_are_known(self) -> None:
        raw = (
            b"From: a@b.example\r\n"
            b"To: support@desk.example, =?utf-8?q?Bj=C3=B8rn?= <B@c.example>\r\n"
            b"Cc: d@e.example\r\nReply-To: f@g.example\r\nSubject: x\r\n\r\nHello"
        )
        envelope = read(raw)
        assert envelope.to == (Party("", "support@desk.example"), Party("Bjørn", "b@c.example"))
        assert envelope.cc == (Party("", "d@e.example"),)
        assert envelope.reply_to == (Party("", "f@g.example"),)


class TestForwards:
    """What somebody else gets."""

    def passed_on(self, desk: Desk, conversation: Conversation, **more: object) -> EmailMessage:
        """Forwarded by Ada, as it leaves."""
        message = forward(
            original=conversation.messages.get(kind="incoming"),
            by=Actor.agent(desk.ada),
            agent=desk.ada,
            to=FRANK,
            text="Can you help?",
            quoted="From: Grace\n\nThe lid is cracked.",
            **more,  # type: ignore[arg-type]
        )
        return mail_of(message.deliveries.get(role="to"))

    def test_comment_above_and_original_below(self, desk: Desk) -> None:
        mail = self.passed_on(desk, writes(GRACE, desk.inbox))
        assert plain(mail) == "Can you help?\n\nFrom: Grace\n\nThe lid is cracked.\n"
        assert "The lid is cracked." in page(mail)
        assert mail["Subject"] == "Fwd: A question"
        assert mail["To"].addresses[0].addr_spec == FRANK.address
        assert GRACE.name not in mail["To"]

    def test_the_customers_thread_and_theirs_are_apart(self, desk: Desk) -> None:
        conversation = writes(GRACE, desk.inbox, message_id="<first@customer.example>")
        mail = self.passed_on(desk, conversation)
        assert mail["References"] is None
        answer = mail_of(says(desk, conversation).deliveries.get())
        assert mail["Message-ID"] not in answer["References"]

    def test_chosen_files_go_along(self, desk: Desk) -> None:
        kept = [KeptFile("lid.png", "image/png", len(PNG), keep(PNG))]
        mail = self.passed_on(desk, writes(GRACE, desk.inbox), kept=kept)
        assert [part.get_filename() for part in mail.iter_attachments()] == ["lid.png"]


class TestSignatures:
    """The agent's own, else that of the inbox."""

    def test_there_is_none_at_first(self, desk: Desk) -> None:
        assert plain(mail_of(says(desk, writes(GRACE, desk.inbox)).deliveries.get())) == "Done.\n"

    def test_that_of_the_inbox_names_agent_and_company(self, desk: Desk) -> None:
        desk.inbox.signature = "Kind regards,\n{agent} & <{company}>"
        desk.inbox.save()
        message = says(desk, writes(GRACE, desk.inbox))
        mail = mail_of(message.deliveries.get())
        assert plain(mail) == "Done.\n\n-- \nKind regards,\nAda & <Desk>\n"
        assert "Ada &amp; &lt;Desk&gt;" in page(mail)
        assert "regards" not in message.text + message.html

    def test_the_agents_own_comes_first(self, desk: Desk) -> None:
        desk.inbox.signature, desk.ada.signature = "Of the inbox", "Of {agent}"
        desk.inbox.save()
        desk.ada.save()
        words = plain(mail_of(says(desk, writes(GRACE, desk.inbox)).deliveries.get()))
        assert words == "Done.\n\n-- \nOf Ada\n"
        assert divided(words).signature == "-- \nOf Ada"

    def test_automatic_mails_have_none(self, desk: Desk) -> None:
        desk.inbox.signature = "Of the inbox"
        desk.inbox.save()
        said = writes(GRACE, desk.inbox).messages.get(automatic=True)
        assert "Of the inbox" not in plain(mail_of(said.deliveries.get()))


class TestHistory:
    """The customer's last words below the answer, where the inbox wants it."""

    @pytest.mark.parametrize("customer", [GRACE, NORA, DAAN, ZSOFIA])
    def test_our_own_reader_knows_it_again(self, desk: Desk, customer: Customer) -> None:
        desk.inbox.history, desk.inbox.signature = History.LAST, "Regards, {agent}"
        desk.inbox.save()
        mail = mail_of(says(desk, writes(customer, desk.inbox)).deliveries.get())
        parts = divided(plain(mail).rstrip())
        assert parts.new == "Done."
        assert parts.signature.endswith("Regards, Ada")
        assert f"> {customer.words}" in parts.quoted
        assert customer.name in parts.quoted.split("\n")[0]
        back = read(compose(says(desk, writes(customer, desk.inbox)).deliveries.get()).as_bytes())
        assert customer.words in back.quoted
        assert customer.words not in back.text

    def test_it_is_off_at_first(self, desk: Desk) -> None:
        words = plain(mail_of(says(desk, writes(GRACE, desk.inbox)).deliveries.get()))
        assert GRACE.words not in words

    def test_notes_and_others_are_not_repeated(self, desk: Desk) -> None:
        desk.inbox.history = History.LAST
        desk.inbox.save()
        conversation = writes(GRACE, desk.inbox)
        by = Actor.agent(desk.ada)
        post(conversation=conversation, by=by, text="between us", note=True)
        words = plain(mail_of(says(desk, conversation).deliveries.get()))
        assert "between us" not in words
        assert GRACE.words in words


class TestPictures:
    """Pictures that our own page shows where it names them."""

    def test_they_stand_beside_the_page_and_not_among_the_files(self, desk: Desk) -> None:
        kept = [
            KeptFile("logo.png", "image/png", len(PNG), keep(PNG), "logo@desk", inline=True),
            KeptFile("lost.png", "image/png", len(PNG), keep(PNG), "lost@desk", inline=True),
        ]
        message = says(desk, writes(GRACE, desk.inbox), kept=kept)
        message.html = '<p>See <img src="cid:logo@desk" alt="Logo"></p>'
        message.save()
        mail = mail_of(message.deliveries.get())
        related = next(
            part for part in mail.walk() if part.get_content_type() == "multipart/related"
        )
        shown = [part for part in related.iter_parts() if part.get_content_type() == "image/png"]
        assert [part["Content-ID"] for part in shown] == ["<logo@desk>"]
        assert [part.get_content_disposition() for part in shown] == ["inline"]
        assert [part.get_filename() for part in mail.iter_attachments()] == ["lost.png"]
