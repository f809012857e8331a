"""What a colleague is mailed of the conversations that he or she has."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from tillit import clock
from tillit.channels.email.composing_for_colleagues import compose_for_colleague
from tillit.channels.email.tests.colleagues import LATER, filed, go, received, tell
from tillit.channels.email.tests.letters import bundle
from tillit.conversations import actions
from tillit.conversations.channels import PermanentFailure
from tillit.conversations.models import (
    Conversation,
    Delivery,
    DeliveryRole,
    DeliveryState,
    ParcelState,
)
from tillit.conversations.spine import post
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import run_reactions

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("monday_ten", "names"),
]


class TestTelling:
    def test_the_mail(self, desk: Desk, told: EmailMessage) -> None:
        delivery = Delivery.objects.get(role=DeliveryRole.COLLEAGUE)
        text = told.get_content()
        assert "Grace" not in told["Reply-To"]
        assert told["To"].addresses[0].addr_spec == delivery.recipient == "ada@desk.example"
        assert told["Auto-Submitted"] == "auto-generated"
        assert told["Message-ID"] == delivery.external_id
        assert "And the handle as well?" in text
        assert f"/conversations/{delivery.message.conversation_id}/" in text
        assert "grace@customer.example" not in told["Reply-To"]
        assert "References" not in told

    def test_it_is_sent_once_under_one_name(self, desk: Desk, told: EmailMessage) -> None:
        with clock.moved_to(LATER):
            sent = [one for one in run_reactions() if one.role == DeliveryRole.COLLEAGUE]
        assert len(sent) == 1
        sent[0].refresh_from_db()
        assert sent[0].state == DeliveryState.SENT
        assert compose_for_colleague(sent[0])["Message-ID"] == told["Message-ID"]

    def test_a_second_one_stands_in_the_same_thread(self, desk: Desk, told: EmailMessage) -> None:
        writes(
            GRACE,
            desk.inbox,
            at=MONDAY_TEN + timedelta(minutes=6),
            answers="<one@customer.example>",
        )
        again = received(Delivery.objects.filter(role="colleague").latest("id"))
        assert again["In-Reply-To"] == again["References"] == told["Message-ID"]

    @pytest.mark.parametrize("language", ["en", "nb", "nl", "hu"])
    def test_it_is_in_the_language_of_the_colleague(self, desk: Desk, language: str) -> None:
        desk.ada.language = language
        told = tell(desk, desk.ada)
        assert told["Content-Language"] == language

    def test_nobody_is_mailed_who_has_not_asked_for_it(self, desk: Desk) -> None:
        conversation = writes(GRACE, desk.inbox, message_id="<one@customer.example>")
        actions.assign(conversation=conversation, to=desk.ada, by=Actor.agent(desk.ada))
        writes(GRACE, desk.inbox, answers="<one@customer.example>")
        assert not Delivery.objects.filter(role=DeliveryRole.COLLEAGUE).exists()

    def test_a_note_is_never_mailed(self, desk: Desk, told: EmailMessage) -> None:
        by = Actor.agent(desk.bo)
        conversation = Conversation.objects.get()
        post(conversation=conversation, by=by, agent=desk.bo, text="Careful!", note=True)
        assert Delivery.objects.filter(role=DeliveryRole.COLLEAGUE).count() == 1
        assert "Careful" not in told.get_content()

    @pytest.mark.parametrize("gone", ["left", "deactivated", "does not want it any more"])
    def test_who_is_gone_is_mailed_no_more(self, desk: Desk, told: EmailMessage, gone: str) -> None:
        go(desk, gone)
        with pytest.raises(PermanentFailure):
            compose_for_colleague(Delivery.objects.get(role=DeliveryRole.COLLEAGUE))
        writes(
            GRACE,
            desk.inbox,
            at=MONDAY_TEN + timedelta(minutes=6),
            answers="<one@customer.example>",
        )
        assert Delivery.objects.filter(role=DeliveryRole.COLLEAGUE).count() == 1

    def test_at_most_ten_in_ten_minutes(self, desk: Desk, told: EmailMessage) -> None:
        for second in range(15):
            at = MONDAY_TEN + timedelta(minutes=6, seconds=second)
            writes(GRACE, desk.inbox, at=at, answers="<one@customer.example>")
        assert Delivery.objects.filter(role=DeliveryRole.COLLEAGUE).count() == 10

    def test_the_mail_coming_back_is_a_loop(self, desk: Desk, told: EmailMessage) -> None:
        del told["To"]
        told["To"] = "support@desk.example"
        assert filed(desk, told.as_bytes()).state == ParcelState.LOOP

    def test_a_report_about_it_belongs_to_it(self, desk: Desk, told: EmailMessage) -> None:
        with clock.moved_to(LATER):
            run_reactions()
        fields = (
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example\n\n"
            "Final-Recipient: rfc822; ada@desk.example\nAction: failed\nStatus: 5.1.1"
        )
        returned = f"Content-Type: text/rfc822-headers\n\nMessage-ID: {told['Message-ID']}"
        raw = bundle(fields, returned, subtype="report; report-type=delivery-status", From="")
        assert filed(desk, raw).state == ParcelState.BOUNCE
        delivery = Delivery.objects.get(role=DeliveryRole.COLLEAGUE)
        assert delivery.state == DeliveryState.FAILED
