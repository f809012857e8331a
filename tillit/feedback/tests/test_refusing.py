"""Who does not want to be asked says so with one click, and is not asked again."""

from datetime import timedelta
from email import message_from_bytes

import pytest
from django.test import Client
from django.urls import reverse

from tillit.channels.email.composing import compose
from tillit.conversations import actions
from tillit.conversations.models import Conversation, Delivery
from tillit.feedback.events import SurveysRefused, SurveysWanted
from tillit.feedback.models import Invitation, Refusal
from tillit.feedback.tests.inviting import about, asked, refusal_of, tire_nobody
from tillit.people.actor import Actor
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import assert_emits, run_reactions
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def path_of(invitation: Invitation) -> str:
    """The address in the mail, without the site."""
    return "/" + refusal_of(invitation).split("/", 3)[3]


def header_of(conversation: Conversation, purpose: str, name: str) -> str | None:
    """A header of one of our mails."""
    delivery = Delivery.objects.get(
        message__conversation=conversation, message__purpose=purpose, role="to"
    )
    return message_from_bytes(compose(delivery).as_bytes())[name]


def ask_again_later(desk: Desk) -> Conversation:
    """Grace writes about something else; it is answered and resolved."""
    later = MONDAY_TEN + timedelta(days=1)
    conversation = writes(GRACE, desk.inbox, subject="Another matter", at=later)
    answers(desk.ada, conversation, at=later)
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    run_reactions()
    return conversation


def test_only_mails_that_ask_can_be_refused(desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    conversation = about(invitation)
    address = f"<{refusal_of(invitation)}>"
    assert header_of(conversation, "survey", "List-Unsubscribe") == address
    one_click = "List-Unsubscribe=One-Click"
    assert header_of(conversation, "survey", "List-Unsubscribe-Post") == one_click
    for purpose in ("acknowledgement", ""):
        assert header_of(conversation, purpose, "List-Unsubscribe") is None


def test_following_the_link_changes_nothing(client: Client, desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    page = client.get(path_of(invitation)).content.decode()
    assert "Shall we no longer ask you" in page
    assert client.head(path_of(invitation)).status_code == 200
    assert not Refusal.objects.exists()


def test_one_click_of_a_mail_program_is_enough(desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    strict = Client(enforce_csrf_checks=True)
    with assert_emits(SurveysRefused):
        for _twice in range(2):
            answer = strict.post(path_of(invitation), ONE_CLICK)
            assert answer.status_code == 200
            assert "We will not ask you any more" in answer.content.decode()
    assert Refusal.objects.get().contact_id == invitation.contact_id
    ask_again_later(desk)
    assert Invitation.objects.filter(contact_id=invitation.contact_id).count() == 1


def test_others_are_still_asked(client: Client, desk: Desk) -> None:
    client.post(path_of(asked(GRACE, desk)), ONE_CLICK)
    assert asked(DAAN, desk).pk


def test_it_can_be_taken_back(client: Client, desk: Desk) -> None:
    tire_nobody()
    invitation = asked(GRACE, desk)
    client.post(path_of(invitation), ONE_CLICK)
    with assert_emits(SurveysWanted):
        client.post(path_of(invitation), {"again": "1"})
    assert not Refusal.objects.exists()
    assert ask_again_later(desk).invitations.count() == 1


@pytest.mark.parametrize("sealed", ["1", "1:forged", "x:y", "", "%00", "9" * 400])
def test_an_address_that_we_did_not_make_is_unknown(
    client: Client, desk: Desk, sealed: str
) -> None:
    asked(GRACE, desk)
    for answer in (
        client.get(f"/feedback/refusing/{sealed}/"),
        client.post(f"/feedback/refusing/{sealed}/", ONE_CLICK),
    ):
        assert answer.status_code == 404
    assert not Refusal.objects.exists()


def test_the_seal_of_one_question_does_not_fit_another(client: Client, desk: Desk) -> None:
    first, second = asked(GRACE, desk), asked(DAAN, desk)
    seal = path_of(first).rstrip("/").rpartition(":")[2]
    forged = reverse("feedback:refusing", args=[f"{second.pk}:{seal}"])
    assert client.post(forged, ONE_CLICK).status_code == 404


def test_the_panel_and_the_timeline_tell_it(client: Client, desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    client.post(path_of(invitation), ONE_CLICK)
    client.force_login(desk.ada)
    address = f"/inbox/resolved/?conversation={invitation.conversation_id}"
    page = client.get(address).content.decode()
    assert "Does not want to be asked any more, since" in page
    assert "The customer does not want to be asked any more" in page
    client.force_login(desk.eve)
    assert client.get(address).status_code == 404


def test_who_was_united_with_another_customer_is_asked_no_more_either(
    client: Client, desk: Desk
) -> None:
    invitation = asked(GRACE, desk)
    path, gone = path_of(invitation), about(invitation).contact
    left = writes(DAAN, desk.inbox).contact
    gone.merged_into = left
    gone.save(update_fields=["merged_into"])
    client.post(path)
    assert list(Refusal.objects.values_list("contact", flat=True)) == [left.pk]
