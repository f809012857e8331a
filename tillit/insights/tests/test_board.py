"""The board for the wall: four figures about now, live, and nothing to press."""

import re

import pytest
from django.test import Client

from tillit import clock
from tillit.conversations.models import Inbox
from tillit.insights.board import board_of
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Desk, writes
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


@pytest.fixture
def at_work(desk: Desk) -> Desk:
    """At 14:30 one promise was kept, one is late, one is due at 15:00 and one at 16:30."""
    kept = writes(GRACE, desk.inbox)
    answers(desk.ada, kept, at=oslo("2026-06-01 10:30"))
    writes(NORA, desk.inbox, at=oslo("2026-06-01 10:05"))
    writes(DAAN, desk.inbox, at=oslo("2026-06-01 11:00"))
    writes(ZSOFIA, desk.inbox, at=oslo("2026-06-01 12:30"))
    return desk


def test_the_four_figures_are_those_of_now(at_work: Desk) -> None:
    board = board_of([at_work.team.pk], oslo("2026-06-01 14:30"))
    assert (board.waiting, board.oldest) == (3, oslo("2026-06-01 10:05"))
    assert (board.at_risk, board.next_due) == (1, oslo("2026-06-01 15:00"))
    assert (board.late, board.kept, board.share) == (1, 1, None)


def figures(page: str) -> list[str]:
    return re.findall(r"<dd><b>(\d+)</b>", page)


def test_it_is_a_whole_page_without_controls_and_its_figures_alone_for_htmx(
    ada: Client, at_work: Desk
) -> None:
    with clock.moved_to(oslo("2026-06-01 14:30")):
        page = ada.get("/board/").content.decode()
        part = ada.get("/board/", headers={"HX-Request": "true"}).content.decode()
    assert figures(page) == figures(part) == ["3", "1", "1", "1"]
    assert 'data-theme="dark"' in page
    assert not re.search(r"<(a|button|input|select|nav)[ >]", page)
    assert f"topic=team.{at_work.team.pk}" in page
    assert "<html" not in part
    assert "/board/" in ada.get("/figures/").content.decode()


def test_eve_sees_the_figures_of_her_team_alone(eve: Client, at_work: Desk, night: Inbox) -> None:
    with clock.moved_to(oslo("2026-06-01 14:30")):
        assert figures(eve.get("/board/").content.decode()) == ["0", "0", "0", "0"]
        assert eve.get(f"/board/?team={at_work.team.pk}").status_code == 404
        writes(GRACE, night, at=oslo("2026-06-01 14:00"))
        assert figures(eve.get("/board/").content.decode())[0] == "1"
