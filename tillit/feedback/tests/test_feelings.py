"""What colleagues see of what a customer said."""

from typing import Any

import pytest
from django.test import Client

from tillit import clock
from tillit.feedback.answering import rated, save_response
from tillit.feedback.models import Invitation
from tillit.feedback.tests.inviting import asked, tire_nobody
from tillit.people.models import Agent, Team
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, open_inbox
from tillit.testing.steps import oslo
from tillit.ui import panels

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def feelings(invitation: Invitation, agent: Agent) -> dict[str, Any]:
    """The section beside the conversation."""
    sections = panels.sections("conversation", invitation.conversation, agent)
    (section,) = (section for section in sections if section.key == "feelings")
    data: dict[str, Any] = section.data
    return data


def elsewhere(desk: Desk) -> Invitation:
    """The same customer was asked by another team, too."""
    team = Team.objects.create(name="Elsewhere")
    desk.inbox = open_inbox("Elsewhere", team, "else@desk.example")
    with clock.moved_to(oslo("2026-06-01 10:30")):
        return asked(GRACE, desk)


def test_the_faces_stand_oldest_first_with_the_newest_words(desk: Desk) -> None:
    tire_nobody()
    for minute, score, comment in ((0, 3, "Slow"), (1, 5, "Much better"), (2, 4, "")):
        at = oslo(f"2026-06-01 10:0{minute}")
        with clock.moved_to(at):
            invitation = asked(GRACE, desk, subject=f"Question {minute}")
            save_response(invitation=invitation, given=rated(score, comment), at=at)
    shown = feelings(invitation, desk.bo)
    assert shown["scores"] == [3, 5, 4]
    assert (shown["comment"], shown["conversations"]) == ("Much better", 3)


def test_what_was_said_to_another_team_stays_there(desk: Desk) -> None:
    tire_nobody()
    here, there = asked(GRACE, desk), elsewhere(desk)
    save_response(invitation=here, given=rated(5, "Lovely"), at=MONDAY_TEN)
    save_response(invitation=there, given=rated(1, "Canary"), at=oslo("2026-06-01 11:00"))
    shown = feelings(here, desk.ada)
    assert (shown["scores"], shown["comment"], shown["conversations"]) == ([5], "Lovely", 1)


def test_before_the_first_rating_there_is_nothing_to_show(desk: Desk) -> None:
    shown = feelings(asked(GRACE, desk), desk.ada)
    assert (shown["scores"], shown["comment"], shown["comment_at"]) == ([], "", None)


def test_the_timeline_tells_an_answer_and_its_change(client: Client, desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    save_response(invitation=invitation, given=rated(5))
    save_response(invitation=invitation, given=rated(2))
    client.force_login(desk.ada)
    html = client.get(f"/conversations/{invitation.conversation_id}/", follow=True).content.decode()
    assert "Asked Grace Whitfield how we did" in html
    assert "The customer answered: Very good" in html
    assert "The customer changed the answer: Bad" in html


def test_eve_sees_nothing_of_it(client: Client, desk: Desk) -> None:
    invitation = asked(GRACE, desk)
    save_response(invitation=invitation, given=rated(5, "Canary"))
    client.force_login(desk.eve)
    answer = client.get(f"/conversations/{invitation.conversation_id}/")
    assert answer.status_code == 404
    assert "Canary" not in answer.content.decode()
