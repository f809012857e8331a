"""The settings of inboxes."""

import pytest
from django.test import Client

from tillit.conversations.models import Inbox
from tillit.hours.models import Calendar
from tillit.people.models import Role, Team
from tillit.testing.cast import Desk, agent

pytestmark = pytest.mark.django_db


def filled_in(desk: Desk, **more: object) -> dict[str, object]:
    calendar = desk.inbox.calendar_id
    known = {"name": "Front", "company": "Fjord", "language": "hu", "team": desk.team.pk}
    return {**known, "calendar": calendar, **more}


def test_a_lead_changes_the_inbox_of_the_own_team(client: Client, desk: Desk) -> None:
    client.force_login(desk.liv)
    page = f"/settings/company/{desk.inbox.pk}/"
    assert client.post(page, filled_in(desk)).status_code == 302
    inbox = Inbox.objects.get(pk=desk.inbox.pk)
    assert (inbox.name, inbox.company, inbox.language) == ("Front", "Fjord", "hu")
    assert b"Front" in client.get("/settings/company/").content


def test_a_lead_gives_it_to_no_foreign_team(client: Client, desk: Desk, night: Inbox) -> None:
    client.force_login(desk.liv)
    page = f"/settings/company/{desk.inbox.pk}/"
    assert client.post(page, filled_in(desk, team=night.team_id)).status_code == 422
    assert b"Night" not in client.get("/settings/company/").content
    assert client.get(f"/settings/company/{night.pk}/").status_code == 404


def test_an_administrator_opens_one_with_office_hours(client: Client, desk: Desk) -> None:
    client.force_login(agent("Root", Role.ADMINISTRATOR))
    form = filled_in(desk, calendar="")
    assert client.post("/settings/company/new/", form).status_code == 302
    inbox = Inbox.objects.get(name="Front")
    assert inbox.calendar == Calendar.objects.get(name="Office hours")
    assert inbox.calendar.versions.exists()
    assert client.get("/settings/mail/").status_code == 200


def test_without_a_team_the_page_says_what_comes_first(client: Client, db: None) -> None:
    client.force_login(agent("Root", Role.ADMINISTRATOR))
    assert b"/settings/teams/new/" in client.get("/settings/company/new/").content
    assert not Team.objects.exists()


@pytest.mark.parametrize("name", ["ada", "eve"])
def test_agents_and_strangers_find_nothing(client: Client, desk: Desk, name: str) -> None:
    client.force_login(getattr(desk, name))
    for page in ("", "new/", f"{desk.inbox.pk}/"):
        assert client.get(f"/settings/company/{page}").status_code == 404
        assert client.post(f"/settings/company/{page}", filled_in(desk)).status_code in (404, 405)
    assert not Inbox.objects.filter(name="Front").exists()
