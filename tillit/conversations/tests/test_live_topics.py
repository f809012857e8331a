"""Who may hear that something happened."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tillit.journal.live import permitted
from tillit.people.models import Agent, Role
from tillit.testing.cast import Desk, agent

pytestmark = pytest.mark.django_db


def test_a_team_is_heard_by_its_members_and_administrators(desk: Desk) -> None:
    topic = f"team.{desk.team.pk}"
    heard = [permitted(who, [topic]) for who in (desk.ada, desk.bo, desk.liv, desk.eve)]
    assert heard == [True, True, True, False]
    assert permitted(agent("Root", Role.ADMINISTRATOR), [topic])


def test_what_concerns_one_agent_is_heard_by_nobody_else(desk: Desk) -> None:
    topic = f"agent.{desk.ada.pk}"
    assert permitted(desk.ada, [topic])
    assert not permitted(desk.bo, [topic])
    assert not permitted(agent("Root", Role.ADMINISTRATOR), [topic])


def test_one_foreign_topic_spoils_all(desk: Desk) -> None:
    assert not permitted(desk.eve, [f"agent.{desk.eve.pk}", f"team.{desk.team.pk}"])


@pytest.mark.parametrize("name", ["x", "0", "9" * 64, "1-1", "_"])
def test_a_team_that_does_not_exist_is_heard_by_nobody(desk: Desk, name: str) -> None:
    assert not permitted(desk.ada, [f"team.{name}"])


def test_who_is_not_signed_in_or_has_left_hears_nothing(desk: Desk) -> None:
    topic = f"team.{desk.team.pk}"
    assert not permitted(AnonymousUser(), [topic])
    Agent.objects.filter(pk=desk.ada.pk).update(is_active=False)
    assert not permitted(Agent.objects.get(pk=desk.ada.pk), [topic])
