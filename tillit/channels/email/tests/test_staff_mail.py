"""Mails to colleagues leave by the servers that customers are answered by."""

import pytest
from pytest_django import Settings

from tillit.channels.email.models import Mailbox
from tillit.channels.email.tests.servers import Sink
from tillit.people.inviting import invite, link_to
from tillit.people.models import Invitation
from tillit.testing.cast import Desk
from tillit.testing.journal import run_reactions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def our_way_out(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tillit.channels.email.staff_mail.StaffMail"


def invited(desk: Desk) -> Invitation:
    invitation = invite(
        email="kim@desk.example", role="agent", teams=[desk.team], language="en", by=desk.liv
    )
    run_reactions()
    invitation.refresh_from_db()
    return invitation


def send_through(desk: Desk, port: int) -> None:
    Mailbox.objects.filter(inbox=desk.inbox).update(outgoing_url=f"smtp://127.0.0.1:{port}")


def test_an_invitation_leaves_as_the_inbox(desk: Desk) -> None:
    server = Sink()
    with server.listening() as port:
        send_through(desk, port)
        invitation = invited(desk)
    [(sender, recipients, letter)] = server.mails
    assert (sender, recipients) == ("support@desk.example", ["kim@desk.example"])
    assert letter["From"].addresses[0].display_name == "Desk"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@desk.example>")
    assert link_to(invitation) in letter.get_content()
    assert invitation.sent_at
    assert invitation.trouble == ""


def test_a_server_that_is_away_is_told_and_tried_again(desk: Desk) -> None:
    send_through(desk, 9)
    invitation = invited(desk)
    assert invitation.sent_at is None
    assert "127.0.0.1:9" in invitation.trouble
    from tillit.journal.models import Reaction

    assert Reaction.objects.filter(handler="people.send_invitation", parked=False).exists()


def test_a_refusal_is_told_and_not_tried_again(desk: Desk) -> None:
    with Sink(recipients="550 no such person").listening() as port:
        send_through(desk, port)
        invitation = invited(desk)
    assert "no such person" in invitation.trouble
    assert invitation.sent_at is None


def test_without_any_server_the_link_can_be_copied(desk: Desk, settings: Settings) -> None:
    settings.TILLIT_SMTP_URL = ""
    Mailbox.objects.update(outgoing_url="")
    assert "no inbox has a sending server yet" in invited(desk).trouble
