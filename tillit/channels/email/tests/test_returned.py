"""What mail servers report: for good or for now, about which address, and who is told."""

from datetime import timedelta

import pytest

from tillit.channels.email.tests import filing
from tillit.channels.email.tests.letters import bundle, letter
from tillit.conversations import changes
from tillit.conversations.events import MessageDelayed, MessageUndeliverable
from tillit.conversations.models import DeliveryState, Message, Parcel, ParcelState
from tillit.conversations.spine import post
from tillit.people.actions import identity_of
from tillit.people.actor import Actor
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import assert_emits, run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

POSTMASTER = "Mail Delivery System <mailer-daemon@mail.example>"
LATER = MONDAY_TEN + timedelta(hours=1)


def report(
    about: str,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    address: str = GRACE.email,
    said: str = "smtp; 550 5.1.1 no such user",
) -> bytes:
    """What a mail server sends back."""
    fields = (
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example\n\n"
        f"Final-Recipient: rfc822; {address}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: {said}"
    )
    words = "Content-Type: text/plain\n\nYour mail met a problem."
    returned = f"Content-Type: text/rfc822-headers\n\nMessage-ID: {about}"
    subtype = "report; report-type=delivery-status"
    return bundle(words, fields, returned, subtype=subtype, From=POSTMASTER)


def answered(desk: Desk) -> Message:
    """Ada's answer, which has left and been read."""
    conversation = writes(GRACE, desk.inbox)
    message = post(
        conversation=conversation, by=Actor.agent(desk.ada), agent=desk.ada, text="Sorry!"
    )
    run_reactions()
    changes.change(changes.lock(conversation.pk), unread=False)
    return message


def filed(desk: Desk, raw: bytes) -> Parcel:
    """A report comes in an hour after the answer left."""
    return filing.filed(desk, raw, at=LATER)


def bounced(desk: Desk) -> tuple[bool, str]:
    """Whether mail to Grace comes back, and why."""
    identity = identity_of(value=GRACE.email)
    assert identity
    return identity.bounced_at is not None, identity.bounce_reason


def page(desk: Desk, message: Message) -> str:
    """The conversation as Ada sees it."""
    browser = browser_of(desk.ada)
    answer = browser.get(f"/inbox/open/?conversation={message.conversation_id}")
    return answer.content.decode()


def test_a_permanent_one_fails_the_delivery_and_marks_the_address(desk: Desk) -> None:
    message = answered(desk)
    with assert_emits(MessageUndeliverable):
        parcel = filed(desk, report(message.external_id))
    assert (parcel.state, parcel.message) == (ParcelState.BOUNCE, message)
    delivery = message.deliveries.get()
    assert (delivery.state, delivery.error) == (DeliveryState.FAILED, "550 5.1.1 no such user")
    assert bounced(desk) == (True, "550 5.1.1 no such user")
    message.conversation.refresh_from_db()
    assert message.conversation.unread
    shown = page(desk, message)
    for words in ("Mail comes back since", "550 5.1.1 no such user", "could not be delivered"):
        assert words in shown


def test_a_temporary_one_is_shown_and_fails_nothing(desk: Desk) -> None:
    message = answered(desk)
    raw = report(message.external_id, action="delayed", status="4.4.1", said="smtp; 421 busy")
    with assert_emits(MessageDelayed):
        parcel = filed(desk, raw)
    assert (parcel.state, parcel.message) == (ParcelState.AUTO_REPLY, message)
    delivery = message.deliveries.get()
    assert (delivery.state, delivery.error) == (DeliveryState.SENT, "421 busy")
    assert bounced(desk) == (False, "")
    message.conversation.refresh_from_db()
    assert message.conversation.unread
    assert not message.conversation.messages.filter(kind="incoming", automatic=True).exists()
    shown = page(desk, message)
    assert "Delayed: 421 busy" in shown
    assert "another server still tries" in shown


def test_after_a_delay_it_may_still_fail(desk: Desk) -> None:
    message = answered(desk)
    filed(desk, report(message.external_id, action="delayed", status="4.4.1"))
    filed(desk, report(message.external_id, status="4.4.7", said="smtp; 451 gave up"))
    assert message.deliveries.get().state == DeliveryState.FAILED
    assert bounced(desk) == (False, "")


def test_a_full_mailbox_that_gave_up_is_for_good(desk: Desk) -> None:
    message = answered(desk)
    filed(desk, report(message.external_id, status="5.2.2", said="smtp; 552 mailbox full"))
    assert bounced(desk) == (True, "552 mailbox full")


def test_a_mail_from_the_address_clears_the_mark(desk: Desk) -> None:
    message = answered(desk)
    filed(desk, report(message.external_id))
    filed(desk, letter("I am here again."))
    assert bounced(desk) == (False, "")


def test_the_mark_says_since_when(desk: Desk) -> None:
    message = answered(desk)
    filed(desk, report(message.external_id))
    identity = identity_of(value=GRACE.email)
    assert identity
    assert identity.bounced_at == LATER


def test_a_forged_report_marks_no_address_to_which_we_have_not_written(desk: Desk) -> None:
    message = answered(desk)
    filed(desk, letter("Hello.", From="daan@klant.example"))
    filed(desk, report("<unknown@desk.example>"))
    assert bounced(desk) == (False, "")
    filed(desk, report(message.external_id, address="daan@klant.example"))
    daan = identity_of(value="daan@klant.example")
    assert daan
    assert daan.bounced_at is None


def test_the_same_report_twice_is_told_once(desk: Desk) -> None:
    message = answered(desk)
    filed(desk, report(message.external_id))
    filed(desk, report(message.external_id, said="smtp; 550 again"))
    events = message.conversation.messages.count()
    assert events == 3
    assert message.deliveries.get().error == "550 5.1.1 no such user"


def test_a_stranger_does_not_see_it(desk: Desk) -> None:
    message = answered(desk)
    filed(desk, report(message.external_id))
    browser = browser_of(desk.eve)
    address = f"/inbox/open/?conversation={message.conversation_id}"
    assert browser.get(address).status_code == 404
