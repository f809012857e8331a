"""Invitations: asked in, accepted once, expired, taken back, brought back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from tillit import clock
from tillit.people import inviting
from tillit.people.actor import Actor
from tillit.people.events import AgentInvited, AgentJoined, InvitationRevoked
from tillit.people.models import Agent, Invitation, Role, Team
from tillit.testing.cast import MONDAY_TEN, PASSWORD, Desk, agent
from tillit.testing.journal import assert_emits, run_reactions

pytestmark = pytest.mark.django_db

CHOSEN = {"name": "Kim Berg", "language": "nb", "password": PASSWORD}


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.moved_to(MONDAY_TEN):
        yield


@pytest.fixture
def invitation(desk: Desk) -> Invitation:
    return inviting.invite(
        email=" Kim@Desk.Example", role=Role.AGENT, teams=[desk.team], language="nb", by=desk.liv
    )


def address_of(invitation: Invitation) -> str:
    return f"/invitation/{inviting.token_of(invitation)}/"


def test_whoever_is_invited_chooses_and_is_in(client: Client, invitation: Invitation) -> None:
    page = client.get(address_of(invitation), headers={"Accept-Language": "nb"})
    assert page.status_code == 200
    assert b"kim@desk.example" in page.content
    with assert_emits(AgentJoined):
        answer = client.post(address_of(invitation), CHOSEN)
    assert answer.headers["Location"] == "/"
    kim = Agent.objects.get(email="kim@desk.example")
    assert (kim.name, kim.language, kim.role) == ("Kim Berg", "nb", Role.AGENT)
    assert kim.check_password(PASSWORD)
    assert list(kim.teams.all()) == list(invitation.teams.all())
    assert client.get("/inbox/open/").status_code == 200


def test_looking_at_the_link_does_not_use_it_up(client: Client, invitation: Invitation) -> None:
    for _ in range(3):
        client.get(address_of(invitation))
        client.head(address_of(invitation))
    assert client.post(address_of(invitation), CHOSEN).status_code == 302


def test_a_link_is_good_once(client: Client, invitation: Invitation) -> None:
    Client().post(address_of(invitation), CHOSEN)
    again = client.post(address_of(invitation), CHOSEN | {"name": "Mallory"})
    assert again.status_code == 410
    assert b"accepted already" in again.content
    assert "_auth_user_id" not in client.session
    assert not Agent.objects.filter(name="Mallory").exists()


def test_accepting_twice_at_once_makes_one_agent(invitation: Invitation) -> None:
    stale = Invitation.objects.get(pk=invitation.pk)
    inviting.accept(invitation=invitation, **CHOSEN)
    with pytest.raises(inviting.NotOpen):
        inviting.accept(invitation=stale, **CHOSEN)


@pytest.mark.parametrize(("days", "status"), [(6.9, 200), (7, 410), (30, 410)])
def test_after_a_week_it_is_over(
    client: Client, invitation: Invitation, days: float, status: int
) -> None:
    with clock.moved_to(MONDAY_TEN + timedelta(days=days)):
        answer = client.get(address_of(invitation))
        assert answer.status_code == status
        posted = client.post(address_of(invitation), CHOSEN)
    assert posted.status_code == (302 if status == 200 else 410)
    assert (b"Liv" in answer.content) is True


def test_a_new_link_ends_the_earlier_one(
    client: Client, desk: Desk, invitation: Invitation
) -> None:
    earlier = address_of(invitation)
    with clock.moved_to(MONDAY_TEN + timedelta(days=9)), assert_emits(AgentInvited):
        inviting.renew(invitation=invitation, by=Actor.agent(desk.liv))
        invitation.refresh_from_db()
        assert client.get(earlier).status_code == 404
        assert client.post(address_of(invitation), CHOSEN).status_code == 302


def test_what_was_taken_back_opens_nothing_until_that_is_undone(
    client: Client, desk: Desk, invitation: Invitation
) -> None:
    by = Actor.agent(desk.liv)
    with assert_emits(InvitationRevoked):
        inviting.revoke(invitation=invitation, by=by)
    assert client.post(address_of(invitation), CHOSEN).status_code == 410
    inviting.restore(invitation=invitation, by=by)
    assert client.post(address_of(invitation), CHOSEN).status_code == 302


def test_taking_back_what_was_accepted_changes_nothing(desk: Desk, invitation: Invitation) -> None:
    kim = inviting.accept(invitation=invitation, **CHOSEN)
    inviting.revoke(invitation=invitation, by=Actor.agent(desk.liv))
    invitation.refresh_from_db()
    assert invitation.revoked_at is None
    assert Agent.objects.get(pk=kim.pk).is_active
    with pytest.raises(inviting.NotOpen):
        inviting.renew(invitation=invitation, by=Actor.agent(desk.liv))


def test_a_second_invitation_ends_the_first(desk: Desk, invitation: Invitation) -> None:
    again = inviting.invite(
        email="kim@desk.example", role=Role.LIGHT, teams=[desk.team], language="en", by=desk.liv
    )
    invitation.refresh_from_db()
    assert (invitation.is_valid, again.is_valid) == (False, True)


@pytest.mark.parametrize("change", ["", "x", "."])
def test_nobody_makes_up_a_link(client: Client, invitation: Invitation, change: str) -> None:
    token = inviting.token_of(invitation)
    number, nonce, seal = token.split(".")
    for forged in (f"{number}.{nonce}.{change}", f"{number}.{change}.{seal}", f"1{token}{change}"):
        assert client.get(f"/invitation/{forged}/").status_code == 404


def test_a_weak_password_is_refused_in_words(client: Client, invitation: Invitation) -> None:
    for weak in ("short", "password1", "kim@desk.example", ""):
        answer = client.post(address_of(invitation), CHOSEN | {"password": weak})
        assert answer.status_code == 422
        assert answer.context["form"].errors["password"]
    assert not Agent.objects.filter(email=invitation.email).exists()


def test_whoever_is_signed_in_as_somebody_else_becomes_the_newcomer(
    client: Client, desk: Desk, invitation: Invitation
) -> None:
    client.force_login(desk.bo)
    client.post(address_of(invitation), CHOSEN)
    assert client.session["_auth_user_id"] == str(Agent.objects.get(name="Kim Berg").pk)


def test_the_link_comes_by_mail_in_the_language_of_the_invitation(invitation: Invitation) -> None:
    run_reactions()
    [letter] = mail.outbox
    assert letter.to == ["kim@desk.example"]
    assert inviting.link_to(invitation) in letter.body
    assert "Liv" in letter.body
    assert "Desk" in letter.subject
    invitation.refresh_from_db()
    assert invitation.sent_at == MONDAY_TEN
    run_reactions()
    assert len(mail.outbox) == 1


def test_no_letter_goes_out_for_what_was_taken_back(desk: Desk, invitation: Invitation) -> None:
    inviting.revoke(invitation=invitation, by=Actor.agent(desk.liv))
    run_reactions()
    assert mail.outbox == []


def test_the_journal_holds_neither_address_nor_link(desk: Desk, invitation: Invitation) -> None:
    from tillit.journal.models import Event

    told = " ".join(str(event.data) for event in Event.objects.all())
    assert "kim" not in told
    assert invitation.nonce not in told


class TestWhoSeesThem:
    """Leads those into their own teams, administrators all, others none."""

    def test_by_role(self, desk: Desk, invitation: Invitation) -> None:
        root = agent("Root", Role.ADMINISTRATOR)
        otto = agent("Otto", Role.LEAD)
        Team.objects.create(name="Night").members.set([otto, desk.eve])
        seen = {
            one.name: Invitation.objects.visible_to(one).exists()
            for one in (root, desk.liv, otto, desk.ada, desk.eve)
        }
        assert seen == {"Root": True, "Liv": True, "Otto": False, "Ada": False, "Eve": False}

    def test_a_lead_does_not_see_one_into_a_foreign_team_as_well(
        self, desk: Desk, invitation: Invitation
    ) -> None:
        invitation.teams.add(Team.objects.create(name="Night"))
        assert not Invitation.objects.visible_to(desk.liv).exists()
