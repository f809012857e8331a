"""How far customers help themselves: entered by the month, beside the questions counted here."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from tillit import clock
from tillit.insights.events import HelpMonthEntered, HelpMonthRemoved
from tillit.insights.help_pages.entering import enter, remove
from tillit.insights.help_pages.telling import Helped, helped_in
from tillit.insights.models import HelpMonth
from tillit.insights.tests.rolled import rolled
from tillit.journal.models import Event
from tillit.people.models import Agent, Team
from tillit.testing.cast import Desk
from tillit.testing.journal import assert_emits
from tillit.testing.steps import oslo

pytestmark = pytest.mark.django_db

NOW = oslo("2026-06-15 09:00")
TODAY, MAY = date(2026, 6, 15), date(2026, 5, 1)
PAGE = "/figures/about/help-pages/"
KNOWN: dict[str, int | None] = {
    "people": 2600,
    "visits": 5000,
    "asked_after": 400,
    "read": 3800,
    "read_asked_after": 230,
    "shown": 900,
    "yes": 120,
    "no": 40,
}
"""What help pages counted in May."""


def entered(team: Team, by: Agent, month: date = MAY, **changed: int | None) -> HelpMonth:
    with clock.moved_to(NOW):
        return enter(team=team, month=month, source="Matomo", counts=KNOWN | changed, by=by)


def asked(team: Team, n: int, day: date = date(2026, 5, 12)) -> None:
    """So many conversations began on a day."""
    rolled(team, day, "begun", {"n": n})


def found(*teams: Team) -> list[Helped]:
    with clock.moved_to(NOW):
        return helped_in([team.pk for team in teams], TODAY)


def shown(client: Client, agent: Agent, query: str = "") -> str:
    client.force_login(agent)
    with clock.moved_to(NOW):
        response = client.get(PAGE + query)
    assert response.status_code == 200
    return str(response.content.decode())


def sent(client: Client, agent: Agent, **changed: Any) -> int:
    client.force_login(agent)
    team = agent.teams.first() or Team.objects.get(name="Desk")
    said = {"team": team.pk, "month": "2026-05-01", "source": "Matomo", **KNOWN, **changed}
    with clock.moved_to(NOW):
        return client.post(PAGE, said).status_code


def test_people_for_each_question_and_what_they_found(desk: Desk) -> None:
    asked(desk.team, 400)
    asked(desk.team, 250, date(2026, 5, 29))
    asked(desk.team, 70, date(2026, 6, 2))
    entered(desk.team, desk.liv)
    [may] = found(desk.team)
    assert (may.people, may.questions, may.per_question) == (2600, 650, 4.0)
    assert may.unasked
    assert may.unasked.value == pytest.approx(0.92)
    assert may.unasked_readers
    assert may.unasked_readers.value == pytest.approx(0.939474, abs=1e-6)
    assert may.helped
    assert (may.helped.helped.value, may.helped.helped.n) == (0.75, 160)
    assert may.helped.response.value == pytest.approx(160 / 900)


def test_no_visits_and_no_questions_are_no_figures(desk: Desk) -> None:
    entered(desk.team, desk.liv, people=0, visits=0, asked_after=0, read=0, read_asked_after=0)
    [may] = found(desk.team)
    assert may.per_question is None
    assert may.unasked
    assert may.unasked.value is None


def test_what_one_team_does_not_count_is_not_known_of_all(desk: Desk) -> None:
    store = Team.objects.create(name="Store")
    for team in (desk.team, store):
        asked(team, 50)
    entered(desk.team, desk.liv)
    entered(store, desk.liv, asked_after=None, shown=None, yes=None, no=None)
    [both] = found(desk.team, store)
    assert (both.people, both.questions, both.per_question) == (5200, 100, 52.0)
    assert both.unasked is None
    assert both.helped is None
    assert both.unasked_readers
    assert both.unasked_readers.n == 7600


def test_questions_of_a_team_without_help_pages_do_not_count(desk: Desk) -> None:
    store = Team.objects.create(name="Store")
    asked(store, 50)
    asked(desk.team, 650)
    entered(desk.team, desk.liv)
    [may] = found(desk.team, store)
    assert may.questions == 650


def test_the_same_month_again_takes_its_place_and_nothing_new_is_told_once(desk: Desk) -> None:
    with assert_emits(HelpMonthEntered):
        first = entered(desk.team, desk.liv)
    told = Event.objects.count()
    entered(desk.team, desk.liv)
    assert Event.objects.count() == told
    with assert_emits(HelpMonthEntered):
        entered(desk.team, desk.liv, people=2700)
    kept = HelpMonth.objects.get()
    assert (kept.pk, kept.people) == (first.pk, 2700)
    with assert_emits(HelpMonthRemoved):
        remove(month=kept, by=desk.liv)
    told = Event.objects.count()
    remove(month=first, by=desk.liv)
    assert Event.objects.count() == told


@pytest.mark.parametrize(
    "changed",
    [
        {"people": 5001},
        {"asked_after": 5001},
        {"read": 5001},
        {"read_asked_after": 3801},
        {"shown": 159},
        {"people": -1},
        {"visits": ""},
        {"month": "2026-06-01"},
        {"month": "yesterday"},
        {"team": 999},
        {"source": ""},
        {"people": "9" * 40},
    ],
)
def test_counts_that_cannot_be_are_refused(
    client: Client, desk: Desk, changed: dict[str, Any]
) -> None:
    assert sent(client, desk.liv, **changed) == 422
    assert not HelpMonth.objects.exists()


def test_a_lead_enters_a_month_and_the_team_reads_it(client: Client, desk: Desk) -> None:
    asked(desk.team, 650)
    assert sent(client, desk.liv) == 302
    html = shown(client, desk.ada)
    for told in ("May 2026", "2,600", '<td class="number">4.0</td>', "92.0%", "93.9%", "75.0%"):
        assert told in html
    assert "Enter a month" not in html
    assert sent(client, desk.ada) == 404
    client.force_login(desk.ada)
    with clock.moved_to(NOW):
        content = b"".join(client.get(f"{PAGE}months.csv")).decode("utf-8-sig")
        assert b"".join(client.get(f"{PAGE}months.xlsx"))[:2] == b"PK"
    [row] = csv.DictReader(StringIO(content))
    assert (row["People"], row["Questions to us"], row["People for each question"]) == (
        "2600",
        "650",
        "4.0",
    )


def test_eve_sees_and_removes_nothing_of_another_team(client: Client, desk: Desk) -> None:
    kept = entered(desk.team, desk.liv)
    assert "May 2026" not in shown(client, desk.eve)
    assert client.get(f"{PAGE}?team={desk.team.pk}").status_code == 404
    client.force_login(desk.eve)
    assert client.post(f"{PAGE}{kept.pk}/removal/").status_code == 404
    client.force_login(desk.ada)
    assert client.post(f"{PAGE}{kept.pk}/removal/").status_code == 404
    assert HelpMonth.objects.exists()
    client.force_login(desk.liv)
    assert client.post(f"{PAGE}{kept.pk}/removal/").status_code == 302
    assert not HelpMonth.objects.exists()
