"""Agents who answer by mail, and everybody who only pretends to be one."""

import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from django.test import Client

from tillit.channels.email.models import Mailbox
from tillit.channels.email.tests.colleagues import (
    answer,
    assert_not_posted,
    doubts,
    filed,
    go,
    replies,
)
from tillit.channels.email.tests.letters import bundle, letter
from tillit.channels.email.tests.name_server import NameServer
from tillit.channels.email.tests.signing import signed
from tillit.conversations import reply_tokens
from tillit.conversations.colleagues import Doubt, address_of
from tillit.conversations.models import Conversation, ParcelState
from tillit.conversations.parcels import keep
from tillit.people.models import Agent
from tillit.testing.cast import DAAN, GRACE, Desk, writes
from tillit.testing.journal import run_reactions

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("monday_ten", "names"),
]


class TestAnswering:
    def test_token_and_signature_make_it_a_reply(self, desk: Desk, told: EmailMessage) -> None:
        parcel = filed(desk, signed(answer(told), "desk.example"))
        (reply,) = replies()
        assert (parcel.state, parcel.message) == (ParcelState.REPLY, reply)
        assert (reply.agent, reply.text, reply.automatic) == (
            desk.ada,
            "The handle as well.",
            False,
        )
        assert [one.recipient for one in reply.deliveries.all()] == [GRACE.email]
        conversation = Conversation.objects.get()
        assert conversation.status == "waiting"
        assert doubts() == []

    def test_our_servers_word_is_enough(self, desk: Desk, told: EmailMessage) -> None:
        Mailbox.objects.update(trusted_authserv="mx.desk.example")
        raw = b"Authentication-Results: mx.desk.example; dmarc=pass\r\n" + answer(told)
        assert filed(desk, raw).state == ParcelState.REPLY
        assert len(replies()) == 1

    def test_files_are_attached_and_the_signature_is_left_out(
        self, desk: Desk, told: EmailMessage
    ) -> None:
        words = "Content-Type: text/plain; charset=utf-8\n\nSee here.\n\n-- \nAda\nDesk Ltd"
        file = (
            'Content-Type: application/pdf; name="a.pdf"\n'
            "Content-Disposition: attachment; filename=a.pdf\n\n%PDF"
        )
        head = {
            "From": "ada@desk.example",
            "To": str(told["Reply-To"]),
            "Date": "Mon, 1 Jun 2026 10:30:00 +0200",
            "Message_ID": "<files@desk.example>",
        }
        filed(desk, signed(bundle(words, file, **head), "desk.example"))
        (reply,) = replies()
        assert reply.text == "See here."
        assert [one.name for one in reply.attachments.all()] == ["a.pdf"]

    def test_a_forged_sender_is_not_believed(self, desk: Desk, told: EmailMessage) -> None:
        message = assert_not_posted(desk, filed(desk, answer(told)), Doubt.NOT_PROVEN)
        assert message.conversation != Conversation.objects.order_by("id").first()

    @pytest.mark.parametrize("domain", ["evil.example", "desk.example"])
    def test_the_signature_of_somebody_else_is_not_believed(
        self, desk: Desk, told: EmailMessage, domain: str
    ) -> None:
        raw = signed(answer(told), domain, owner="evil.example")
        assert_not_posted(desk, filed(desk, raw), Doubt.NOT_PROVEN)

    def test_results_that_the_sender_wrote_are_not_believed(
        self, desk: Desk, told: EmailMessage
    ) -> None:
        raw = b"Authentication-Results: mx.desk.example; dmarc=pass\r\n" + answer(told)
        assert_not_posted(desk, filed(desk, raw), Doubt.NOT_PROVEN)

    def test_the_right_token_from_a_stranger_is_a_strangers_mail(
        self, desk: Desk, told: EmailMessage
    ) -> None:
        raw = signed(answer(told, From="Ada <ada@evil.example>"), "evil.example")
        message = assert_not_posted(desk, filed(desk, raw))
        assert message.conversation.address == "ada@evil.example"
        assert Conversation.objects.count() == 2

    def test_a_display_name_is_no_address(self, desk: Desk, told: EmailMessage) -> None:
        raw = answer(told, From='"ada@desk.example" <eve@evil.example>')
        assert_not_posted(desk, filed(desk, signed(raw, "evil.example")))

    def test_reply_to_makes_nobody_a_colleague(self, desk: Desk, told: EmailMessage) -> None:
        raw = answer(told, From="no-reply@desk.example", Reply_To="ada@desk.example")
        assert_not_posted(desk, filed(desk, signed(raw, "desk.example")), Doubt.NOT_PROVEN)

    def test_the_token_of_another_colleague_is_not_hers(
        self, desk: Desk, told: EmailMessage
    ) -> None:
        raw = answer(told, From="Bo <bo@desk.example>")
        assert_not_posted(desk, filed(desk, signed(raw, "desk.example")), Doubt.NO_TOKEN)

    @pytest.mark.parametrize("place", ["Cc", "Delivered_To"])
    def test_a_token_counts_only_where_it_was_signed(
        self, desk: Desk, told: EmailMessage, place: str
    ) -> None:
        raw = answer(told, To="somebody@else.example", **{place: str(told["Reply-To"])})
        assert_not_posted(desk, filed(desk, signed(raw, "desk.example")), Doubt.NO_TOKEN)

    @pytest.mark.parametrize(
        "change",
        [
            lambda token: token[:-1] + ("b" if token.endswith("a") else "a"),
            lambda token: re.sub(r"\+a[0-9a-z]+-", "+azz-", token),
            lambda token: token.replace("+a", "+c"),
        ],
    )
    def test_a_made_up_token_is_none(
        self, desk: Desk, told: EmailMessage, change: Callable[[str], str]
    ) -> None:
        local, _, domain = told["Reply-To"].addresses[0].addr_spec.rpartition("@")
        raw = answer(told, To=f"{change(local)}@{domain}")
        assert_not_posted(desk, filed(desk, signed(raw, "desk.example")), Doubt.NO_TOKEN)

    def test_the_token_of_a_customer_makes_no_colleague(self, desk: Desk) -> None:
        conversation = writes(GRACE, desk.inbox)
        token = reply_tokens.make(conversation.pk, "ada@desk.example")
        raw = letter(
            "Hello.\n",
            From="ada@desk.example",
            To=f"support+{token}@desk.example",
            Date="Mon, 1 Jun 2026 10:30:00 +0200",
            Message_ID="<x@desk.example>",
        )
        message = assert_not_posted(desk, filed(desk, signed(raw, "desk.example")), Doubt.NO_TOKEN)
        assert message.conversation == conversation

    @pytest.mark.parametrize("gone", ["left", "deactivated"])
    def test_who_is_gone_answers_no_more(self, desk: Desk, told: EmailMessage, gone: str) -> None:
        go(desk, gone)
        raw = signed(answer(told), "desk.example")
        assert_not_posted(desk, filed(desk, raw), Doubt.MAY_NOT)

    def test_a_changed_address_ends_the_token(self, desk: Desk, told: EmailMessage) -> None:
        Agent.objects.filter(pk=desk.ada.pk).update(email="ada@new.example")
        raw = signed(answer(told), "desk.example")
        assert_not_posted(desk, filed(desk, raw))

    def test_what_is_only_quoted_is_not_sent(self, desk: Desk, told: EmailMessage) -> None:
        raw = signed(answer(told, body=""), "desk.example")
        assert_not_posted(desk, filed(desk, raw), Doubt.UNCLEAR)

    def test_our_own_words_are_not_sent_to_the_customer(
        self, desk: Desk, told: EmailMessage
    ) -> None:
        link = address_of(Conversation.objects.get())
        raw = answer(told, body=f"Yes.\n\nAnswer this mail.\n{link}\n")
        assert_not_posted(desk, filed(desk, signed(raw, "desk.example")), Doubt.UNCLEAR)

    def test_an_empty_mail_says_nothing(self, desk: Desk, told: EmailMessage) -> None:
        raw = answer(told).partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        assert_not_posted(desk, filed(desk, signed(raw, "desk.example")), Doubt.NOTHING_SAID)

    @pytest.mark.parametrize(
        "headers", [{"Auto_Submitted": "auto-replied"}, {"Subject": "Out of office: away"}]
    )
    def test_an_absence_note_is_no_answer(
        self, desk: Desk, told: EmailMessage, headers: dict[str, str]
    ) -> None:
        parcel = filed(desk, signed(answer(told, **headers), "desk.example"))
        assert parcel.state == ParcelState.AUTO_REPLY
        assert (replies(), doubts()) == ([], [])

    def test_history_is_never_sent(self, desk: Desk, told: EmailMessage) -> None:
        raw = signed(answer(told), "desk.example")
        keep(inbox=desk.inbox, key="old", raw=raw, quiet=True)
        run_reactions()
        assert replies() == []


class TestReplayed:
    def test_the_same_mail_again_says_nothing_again(self, desk: Desk, told: EmailMessage) -> None:
        raw = signed(answer(told), "desk.example")
        filed(desk, raw)
        assert filed(desk, raw).state == ParcelState.DUPLICATE
        assert len(replies()) == 1

    @pytest.mark.parametrize(
        "again",
        [
            lambda raw: raw.replace(b"Message-ID: <answer@", b"Message-ID: <other@"),
            lambda raw: b"Message-ID: <other@desk.example>\r\n" + raw,
            lambda raw: raw.replace(b"Subject: Re:", b"Subject: Again:"),
            lambda raw: raw.replace(b"wrote:\r\n", b"wrote: \r\n\r\n"),
        ],
    )
    def test_nor_does_it_under_another_name(
        self, desk: Desk, told: EmailMessage, again: Callable[[bytes], bytes]
    ) -> None:
        raw = signed(answer(told), "desk.example", headers=[b"from", b"to", b"date"])
        filed(desk, raw)
        assert again(raw) != raw
        filed(desk, again(raw))
        assert len(replies()) == 1

    def test_the_same_words_at_another_time_are_another_answer(
        self, desk: Desk, told: EmailMessage
    ) -> None:
        filed(desk, signed(answer(told), "desk.example"))
        second = answer(
            told, Date="Mon, 1 Jun 2026 10:45:00 +0200", Message_ID="<second@desk.example>"
        )
        filed(desk, signed(second, "desk.example"))
        assert len(replies()) == 2

    def test_into_another_conversation_it_does_not_fit(
        self, desk: Desk, told: EmailMessage
    ) -> None:
        other = writes(DAAN, desk.inbox)
        token = reply_tokens.for_colleague(other.pk, desk.ada.pk, desk.ada.email)
        raw = signed(answer(told), "desk.example")
        moved = raw.replace(
            str(told["Reply-To"]).encode(), f"support+{token}@desk.example".encode()
        )
        assert moved != raw
        assert_not_posted(desk, filed(desk, moved), Doubt.NOT_PROVEN)


def test_customers_mail_asks_no_name_server(desk: Desk, names: NameServer) -> None:
    filed(desk, signed(letter("Hello.\n", To="support@desk.example"), "evil.example"))
    assert names.asked == []


def test_a_doubt_is_shown_where_the_message_is(
    desk: Desk, client: Client, told: EmailMessage
) -> None:
    parcel = filed(desk, answer(told))
    assert parcel.message
    client.force_login(desk.ada)
    page = client.get(f"/inbox/open/?conversation={parcel.message.conversation_id}")
    assert "claims to be from a colleague (Ada), not proven" in page.content.decode()
