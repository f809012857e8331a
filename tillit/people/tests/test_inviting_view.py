"""The pages on which colleagues are invited."""

import pytest
from django.test import Client

from tillit.people import inviting
from tillit.people.models import Invitation, Role, Team
from tillit.testing.cast import Desk, agent

pytestmark = pytest.mark.django_db


def filled_in(desk: Desk, **more: object) -> dict[str, object]:
    known = {"email": "kim@desk.example", "role": "agent", "language": "nl"}
    return {**known, "teams": [desk.team.pk], **more}


def test_a_lead_invites_into_the_own_team_and_copies_the_link(liv: Client, desk: Desk) -> None:
    page = liv.post("/settings/people/invite/", filled_in(desk), follow=True)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.language, invitation.invited_by) == (
        "kim@desk.example",
        "nl",
        desk.liv,
    )
    assert inviting.link_to(invitation) in page.content.decode()
    assert b"kim@desk.example" in liv.get("/settings/people/").content


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMINISTRATOR, "emperor", ""])
def test_a_lead_makes_no_leads(liv: Client, desk: Desk, role: str) -> None:
    assert liv.post("/settings/people/invite/", filled_in(desk, role=role)).status_code == 422
    assert not Invitation.objects.exists()


def test_a_lead_invites_into_no_foreign_team_and_not_into_none(liv: Client, desk: Desk) -> None:
    night = Team.objects.create(name="Night")
    for teams in ([night.pk], [desk.team.pk, night.pk], []):
        assert liv.post("/settings/people/invite/", filled_in(desk, teams=teams)).status_code == 422
    assert b"Night" not in liv.get("/settings/people/invite/").content
    assert not Invitation.objects.exists()


def test_who_is_here_already_is_not_invited(liv: Client, desk: Desk) -> None:
    answer = liv.post("/settings/people/invite/", filled_in(desk, email="ADA@desk.example"))
    assert answer.status_code == 422
    assert b"There is an agent with this address already." in answer.content


def test_an_administrator_invites_anybody_as_anything(client: Client, desk: Desk) -> None:
    client.force_login(agent("Root", Role.ADMINISTRATOR))
    chosen = filled_in(desk, role="administrator", teams=[])
    assert client.post("/settings/people/invite/", chosen).status_code == 302
    assert Invitation.objects.get().role == Role.ADMINISTRATOR


def test_sending_again_taking_back_and_undoing(liv: Client, desk: Desk) -> None:
    liv.post("/settings/people/invite/", filled_in(desk))
    invitation = Invitation.objects.get()
    before, page = invitation.nonce, f"/settings/invitations/{invitation.pk}/"
    assert liv.post(f"{page}renewal/").status_code == 302
    invitation.refresh_from_db()
    assert invitation.nonce != before
    told = liv.post(f"{page}revocation/", follow=True).content.decode()
    assert "is taken back" in told
    assert f'action="{page}restoration/"' in told
    assert not Invitation.objects.valid().exists()
    assert "opens nothing" in liv.get(page).content.decode()
    liv.post(f"{page}restoration/")
    assert Invitation.objects.valid().exists()


@pytest.mark.parametrize("name", ["ada", "eve", "otto"])
def test_agents_strangers_and_other_leads_find_nothing(
    client: Client, desk: Desk, name: str
) -> None:
    otto = agent("Otto", Role.LEAD)
    Team.objects.create(name="Night").members.set([otto])
    invitation = inviting.invite(
        email="kim@desk.example", role="agent", teams=[desk.team], language="en", by=desk.liv
    )
    client.force_login({"ada": desk.ada, "eve": desk.eve, "otto": otto}[name])
    page = f"/settings/invitations/{invitation.pk}/"
    assert client.get(page).status_code == 404
    for act in ("renewal", "revocation", "restoration"):
        assert client.post(f"{page}{act}/").status_code == 404
    if name != "otto":
        assert client.get("/settings/people/invite/").status_code == 404
        assert client.get("/settings/people/").status_code == 404
    else:
        assert b"kim@" not in client.get("/settings/people/").content
    invitation.refresh_from_db()
    assert invitation.is_valid
