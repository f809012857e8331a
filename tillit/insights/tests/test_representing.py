"""Whether those who answered are like those who were asked, as the page about satisfaction says."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from tillit import clock
from tillit.feedback.measures import BASIS
from tillit.insights.tests.rolled import rolled
from tillit.measures.registry import Summary
from tillit.people.models import Agent
from tillit.testing.cast import Desk
from tillit.testing.steps import oslo

pytestmark = pytest.mark.django_db

NOW = oslo("2026-06-15 09:00")
DAY = date(2026, 6, 8)
PAGE = "/figures/about/satisfaction/"
TITLE = "Are those who answered like those who were asked?"


def ratings(good: int, bad: int) -> Summary:
    return {"csat": [bad, 0, 0, 0, good], "ces": [0] * 7, "nps": [0] * 11}


def asking(asked: int, answered: int, returned: int = 0) -> Summary:
    return {"asked": asked, "answered": answered, "returned": returned}


def shown(client: Client, agent: Agent, query: str = "?period=28&by=channel") -> str:
    client.force_login(agent)
    with clock.moved_to(NOW):
        response = client.get(f"{PAGE}{query}")
    assert response.status_code == 200
    return str(response.content.decode())


def told(html: str) -> str:
    """The words of the card, without tags."""
    card = html.partition('aria-labelledby="represented-title">')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", card).split())


def test_answers_weigh_as_much_as_their_part_was_asked(client: Client, desk: Desk) -> None:
    """Phones are half of those asked and a fifth of those who answered."""
    rolled(
        desk.team,
        DAY,
        "response-rate",
        asking(210, 100, 10),
        channel={"email": asking(110, 80, 10), "phone": asking(100, 20)},
    )
    rolled(
        desk.team,
        DAY,
        BASIS,
        ratings(82, 18),
        channel={"email": ratings(72, 8), "phone": ratings(10, 10)},
    )
    words = told(shown(client, desk.ada))
    assert "50.0% 80.0% +30 90.0%" in words
    assert "50.0% 20.0% −30 50.0%" in words
    # 0.5 · 0.9 + 0.5 · 0.5, and 200² / (100² / 80 + 100² / 20).
    assert "as it came in: 82.0%. If each part had answered as it was asked: 70.0%" in words
    assert "these 100 answers tell as much as 64 would" in words
    # 0.5 answered; the others 10 points less: 0.82 − 0.5 · 0.1.
    assert "50.0% answered." in words
    assert "10 points less content, satisfaction would be 77.0%" in words


def test_a_part_that_did_not_answer_leaves_nothing_weighted(client: Client, desk: Desk) -> None:
    rolled(
        desk.team,
        DAY,
        "response-rate",
        asking(60, 20),
        channel={"email": asking(40, 20), "phone": asking(20, 0)},
    )
    rolled(desk.team, DAY, BASIS, ratings(15, 5), channel={"email": ratings(15, 5)})
    words = told(shown(client, desk.ada))
    assert "Nobody answered of: phone. So nothing can be weighted." in words
    assert "If each part" not in words


@pytest.mark.parametrize("query", ["?period=28&by=tag", "?period=28&in=channel:email"])
def test_parts_that_are_no_whole_are_not_weighed(client: Client, desk: Desk, query: str) -> None:
    parts = {"email": asking(40, 20), "phone": asking(20, 20)}
    rolled(desk.team, DAY, "response-rate", asking(60, 40), channel=parts, tag={"1": asking(40, 9)})
    rolled(desk.team, DAY, BASIS, ratings(15, 5), channel={"email": ratings(15, 5)})
    assert TITLE in shown(client, desk.ada)
    assert TITLE not in shown(client, desk.ada, query)


def test_few_and_other_teams_are_not_told_of(client: Client, desk: Desk) -> None:
    parts = {"email": asking(20, 10), "phone": asking(9, 2)}
    rolled(desk.team, DAY, "response-rate", asking(29, 12), channel=parts)
    rolled(desk.team, DAY, BASIS, ratings(10, 2), channel={"email": ratings(8, 2)})
    assert TITLE not in shown(client, desk.ada)
    assert TITLE not in shown(client, desk.eve)
