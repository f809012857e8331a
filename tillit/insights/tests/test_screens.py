"""Screens on walls: made by leads, opened by their secret, without a name, and withdrawn."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from tillit import clock
from tillit.insights.events import ScreenMade, ScreenWithdrawn
from tillit.insights.models import Screen
from tillit.insights.screens import NOW, make
from tillit.journal.live import permitted
from tillit.people.models import Role
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Desk, open_inbox, writes
from tillit.testing.journal import assert_emits
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

PAGE = "/figures/screens/"
TYPED = {"title": "By the door", "team": "", "days": "7", "tiles": ["waiting", "late", "kept"]}


@pytest.fixture
def at_work(desk: Desk) -> Desk:
    """At 14:30 one has an answer, one waits, and one waits too long."""
    answers(desk.ada, writes(GRACE, desk.inbox), at=oslo("2026-06-01 10:30"))
    writes(NORA, desk.inbox, at=oslo("2026-06-01 10:05"))
    writes(DAAN, desk.inbox, at=oslo("2026-06-01 12:00"))
    return desk


def screen_of(desk: Desk, *tiles: str, team: bool = True) -> Screen:
    chosen = tiles or (*NOW, "first-response")
    of = desk.team if team else None
    return make(title="By the door", team=of, tiles=chosen, days=7, by=desk.liv)


def seen(token: str) -> str:
    """What anybody sees under this secret at half past two."""
    with clock.moved_to(oslo("2026-06-01 14:30")):
        response = Client().get(f"/screen/{token}/")
    assert response.status_code == 200
    return str(response.content.decode())


def opens(token: str) -> bool:
    return Client().get(f"/screen/{token}/").status_code == 200


def test_a_lead_makes_one_and_anybody_opens_it(client: Client, at_work: Desk) -> None:
    client.force_login(at_work.liv)
    with assert_emits(ScreenMade):
        client.post(PAGE, TYPED)
    made = Screen.objects.get()
    assert f"/screen/{made.token}/" in client.get(PAGE).content.decode()
    html = seen(made.token)
    for words in ("By the door", "Waiting for an answer", "<b>2</b>", "Late now", "<b>1</b>"):
        assert words in html
    assert "Due within the hour" not in html


def test_it_names_nobody(at_work: Desk) -> None:
    html = seen(screen_of(at_work).token)
    assert "First response time" in html
    for one in (GRACE, NORA, DAAN, at_work.ada, at_work.liv):
        assert one.name not in html


def test_it_looks_again_by_itself(at_work: Desk) -> None:
    made = screen_of(at_work)
    html = seen(made.token)
    assert f"topic=screen.{made.token}&amp;topic=team.{at_work.team.pk}" in html
    part = Client().get(f"/screen/{made.token}/", headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert b"board-figures" in part.content


def test_the_secret_opens_the_news_of_its_teams_only(at_work: Desk) -> None:
    made, nobody = screen_of(at_work), AnonymousUser()
    secret, team = f"screen.{made.token}", f"team.{at_work.team.pk}"
    assert permitted(nobody, [secret, team])
    assert not permitted(nobody, [team])
    assert not permitted(nobody, [secret, team, f"team.{at_work.team.pk + 1}"])
    assert not permitted(nobody, [secret, f"agent.{at_work.liv.pk}"])
    assert not permitted(nobody, [f"screen.{made.token[:-1]}", team])


def test_withdrawn_it_opens_nothing(client: Client, at_work: Desk) -> None:
    made = screen_of(at_work)
    client.force_login(at_work.liv)
    with assert_emits(ScreenWithdrawn):
        client.post(f"{PAGE}{made.pk}/withdrawal/")
    assert not opens(made.token)
    assert not permitted(AnonymousUser(), [f"screen.{made.token}", f"team.{at_work.team.pk}"])
    assert made.token not in client.get(PAGE).content.decode()


def test_it_goes_with_whoever_answers_for_it(at_work: Desk) -> None:
    made, liv = screen_of(at_work), at_work.liv
    liv.role = Role.AGENT
    liv.save()
    assert not opens(made.token)
    liv.role, liv.is_active = Role.LEAD, False
    liv.save()
    assert not opens(made.token)
    liv.is_active = True
    liv.save()
    assert opens(made.token)


def test_it_shows_only_teams_of_whoever_made_it(at_work: Desk) -> None:
    other = open_inbox("Other", at_work.team.__class__.objects.create(name="Other"), "o@x.example")
    writes(ZSOFIA, other, at=oslo("2026-06-01 12:00"))
    made = screen_of(at_work, "waiting", team=False)
    assert "<b>2</b>" in seen(made.token)


def test_seven_figures_are_too_many(client: Client, desk: Desk) -> None:
    client.force_login(desk.liv)
    tiles = [*NOW, "first-response", "promises-kept", "satisfaction"]
    html = client.post(PAGE, TYPED | {"tiles": tiles}).content.decode()
    assert "Choose 6 at most." in html
    assert not Screen.objects.exists()


def test_agents_and_strangers_make_and_withdraw_none(client: Client, at_work: Desk) -> None:
    made = screen_of(at_work)
    for agent in (at_work.ada, at_work.eve):
        client.force_login(agent)
        assert client.get(PAGE).status_code == 404
        assert client.post(PAGE, TYPED).status_code == 404
        assert client.post(f"{PAGE}{made.pk}/withdrawal/").status_code == 404
    assert opens(made.token)
    assert not opens("no-such-secret")
