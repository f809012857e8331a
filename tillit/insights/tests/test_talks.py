"""Notes of talks: shared by a person and one lead, with what comes next; nobody else reads them."""

from __future__ import annotations

import pytest
from django.test import Client

from tillit.insights.models import Talk, TalkStep
from tillit.insights.people.events import (
    StepAgreed,
    StepDone,
    StepReopened,
    TalkNoted,
    TalkTakenBack,
)
from tillit.people.models import Agent, Role
from tillit.testing.cast import Desk, agent
from tillit.testing.journal import assert_emits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

WORDS = "Dutch letters take you long; we look at ten of them together."
STEP = "Write three saved replies in Dutch"


def noted(client: Client, by: Agent, about: Agent, **said: str) -> int:
    client.force_login(by)
    given = {"words": WORDS, "step": "", "owner": str(about.pk), "due_on": "", **said}
    return int(client.post(f"/figures/of/{about.pk}/talks/", given).status_code)


def page(client: Client, reader: Agent, about: Agent) -> str:
    client.force_login(reader)
    return str(client.get(f"/figures/of/{about.pk}/").content.decode())


def posted(client: Client, by: Agent, path: str, **said: str) -> int:
    client.force_login(by)
    return int(client.post(path, said).status_code)


def test_a_note_and_its_next_step_are_for_the_two_of_them(client: Client, desk: Desk) -> None:
    with assert_emits(TalkNoted, StepAgreed):
        assert noted(client, desk.liv, desk.ada, step=STEP, due_on="2026-06-15") == 302
    for reader in (desk.liv, desk.ada):
        html = page(client, reader, desk.ada)
        assert WORDS in html
        assert STEP in html
        assert "by 15 June 2026" in html
    other = agent("Olga", Role.LEAD)
    desk.team.members.add(other)
    for reader in (other, desk.bo, desk.eve):
        assert WORDS not in page(client, reader, desk.ada)


def test_the_person_writes_to_a_lead_of_the_team(client: Client, desk: Desk) -> None:
    assert noted(client, desk.ada, desk.ada, lead=str(desk.liv.pk)) == 302
    assert WORDS in page(client, desk.liv, desk.ada)
    assert noted(client, desk.ada, desk.ada, lead=str(desk.bo.pk)) == 422
    assert noted(client, desk.ada, desk.ada) == 422
    assert Talk.objects.count() == 1


def test_the_same_note_twice_is_one(client: Client, desk: Desk) -> None:
    for _time in range(2):
        noted(client, desk.liv, desk.ada, step=STEP)
    assert (Talk.objects.count(), TalkStep.objects.count()) == (1, 1)


@pytest.mark.parametrize("said", [{"words": "  "}, {"due_on": "soon"}, {"owner": "999999"}])
def test_what_cannot_be_is_said(client: Client, desk: Desk, said: dict[str, str]) -> None:
    assert noted(client, desk.liv, desk.ada, **said) == 422
    assert not Talk.objects.exists()


def test_nobody_else_is_given_a_step(client: Client, desk: Desk) -> None:
    assert noted(client, desk.liv, desk.ada, step=STEP, owner=str(desk.bo.pk)) == 422


def test_steps_are_added_done_and_taken_up_again(client: Client, desk: Desk) -> None:
    noted(client, desk.liv, desk.ada)
    talk = Talk.objects.get()
    said = {f"step{talk.pk}-step": STEP, f"step{talk.pk}-owner": str(desk.liv.pk)}
    with assert_emits(StepAgreed):
        assert posted(client, desk.ada, f"/figures/talks/{talk.pk}/steps/", **said) == 302
    step = f"/figures/talks/steps/{TalkStep.objects.get().pk}/"
    with assert_emits(StepDone, StepReopened):
        posted(client, desk.ada, step, done="yes")
        posted(client, desk.liv, step, done="yes")
        assert TalkStep.objects.get().done_at
        posted(client, desk.liv, step, done="no")
    assert TalkStep.objects.get().done_at is None


def test_who_wrote_a_note_takes_it_back_and_strangers_find_none(client: Client, desk: Desk) -> None:
    noted(client, desk.liv, desk.ada, step=STEP)
    talk, step = Talk.objects.get().pk, TalkStep.objects.get().pk
    for stranger in (desk.bo, desk.eve):
        assert noted(client, stranger, desk.ada) == 404
        assert posted(client, stranger, f"/figures/talks/{talk}/removal/") == 404
        assert posted(client, stranger, f"/figures/talks/{talk}/steps/") == 404
        assert posted(client, stranger, f"/figures/talks/steps/{step}/", done="yes") == 404
    assert posted(client, desk.ada, f"/figures/talks/{talk}/removal/") == 404
    with assert_emits(TalkTakenBack):
        assert posted(client, desk.liv, f"/figures/talks/{talk}/removal/") == 302
    assert not TalkStep.objects.exists()


def test_without_a_lead_there_is_nobody_to_share_with(client: Client, desk: Desk) -> None:
    desk.team.members.remove(desk.liv)
    assert "Nobody leads your team yet" in page(client, desk.ada, desk.ada)
    assert noted(client, desk.ada, desk.ada, lead=str(desk.liv.pk)) == 422
