"""The meeting of a team: run by its lead, read by its members, read again next time."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from tillit import clock
from tillit.conversations.models import Conversation
from tillit.feedback.actions import invite
from tillit.feedback.answering import rated, save_response
from tillit.insights.meeting.events import (
    CasePutOnAgenda,
    CaseTakenOffAgenda,
    DecisionDone,
    DecisionMade,
    MeetingClosed,
)
from tillit.insights.models import AgendaCase, Decision, Meeting
from tillit.insights.tests.rolled import promises
from tillit.people.models import Agent, Role, Team
from tillit.testing.cast import GRACE, MONDAY_TEN, NORA, Desk, agent, writes
from tillit.testing.journal import assert_emits, run_reactions
from tillit.testing.steps import answers, oslo

pytestmark = pytest.mark.django_db

NOW = oslo("2026-06-15 09:00")
PAGE = "/figures/meeting/"
WHY = "Nobody knew who calls the carrier"
WORDS = "Bo calls the carrier each Monday"


def shown(client: Client, reader: Agent, path: str = PAGE, status: int = 200) -> str:
    client.force_login(reader)
    with clock.moved_to(NOW):
        response = client.get(path)
    assert response.status_code == status
    return str(response.content.decode())


def posted(client: Client, by: Agent, path: str, **said: object) -> int:
    client.force_login(by)
    with clock.moved_to(NOW):
        return int(client.post(path, said).status_code)


def on_agenda(client: Client, by: Agent, *conversations: Conversation, why: str = WHY) -> int:
    numbers = [one.pk for one in conversations]
    return posted(client, by, f"{PAGE}agenda/", conversation=numbers, why=why)


def decided(client: Client, desk: Desk, **said: str) -> int:
    given = {"words": WORDS, "owner": str(desk.bo.pk), "due_on": "2026-06-22", **said}
    return posted(client, desk.liv, PAGE, **given)


def still_open(client: Client, desk: Desk) -> str:
    """What is read again from the meetings before."""
    html = shown(client, desk.ada)
    return html[html.index("Still open from last time") :].partition("</section>")[0]


def test_members_read_it_and_eve_does_not_find_it(client: Client, desk: Desk) -> None:
    for reader in (desk.liv, desk.ada):
        assert "Team meeting: Desk" in shown(client, reader)
    assert "What we decide" in shown(client, desk.ada)
    assert "Write it down" not in shown(client, desk.ada)
    shown(client, desk.eve, status=404)
    shown(client, desk.ada, f"{PAGE}?team=999999", 404)
    shown(client, desk.ada, f"{PAGE}?team=x", 404)


def test_figures_come_with_verdicts_and_signals_with_what_is_known(
    client: Client, desk: Desk
) -> None:
    for week in range(12):
        day = date(2026, 3, 24) + timedelta(weeks=week)
        promises(desk.team, day, (30 if week == 11 else 95, 100))
    html = shown(client, desk.ada, f"{PAGE}?period=28")
    assert "lower than usual" in html
    assert "Nobody has noted yet what was different." in html
    said = {"week": "2026-06-08", "words": "The carrier was on strike."}
    posted(client, desk.liv, f"/figures/promises-kept/explanations/?team={desk.team.pk}", **said)
    assert "The carrier was on strike." in shown(client, desk.ada, f"{PAGE}?period=28")


def test_a_case_is_put_on_from_its_own_page_and_from_a_list(client: Client, desk: Desk) -> None:
    first, second = writes(GRACE, desk.inbox), writes(NORA, desk.inbox)
    answers(desk.ada, first, at=MONDAY_TEN)
    page = f"/inbox/open/?conversation={first.pk}"
    assert "Put on the agenda" in shown(client, desk.bo, page)
    with assert_emits(CasePutOnAgenda):
        assert on_agenda(client, desk.bo, first) == 302
    assert "It is on the agenda" in shown(client, desk.bo, page)
    listed = shown(client, desk.ada, "/figures/first-response/?period=28")
    assert f'name="conversation" value="{first.pk}"' in listed
    assert on_agenda(client, desk.ada, first, second, why="Both waited") == 302
    assert AgendaCase.objects.count() == 2
    html = shown(client, desk.ada)
    assert html.count("Both waited") == 2
    assert f"/conversations/{first.pk}/" in html


def test_without_a_word_or_a_case_nothing_is_put_on(client: Client, desk: Desk) -> None:
    known = writes(GRACE, desk.inbox)
    assert on_agenda(client, desk.ada, known, why="  ") == 302
    assert on_agenda(client, desk.ada) == 302
    assert posted(client, desk.ada, f"{PAGE}agenda/", conversation="x", why=WHY) == 302
    assert not AgendaCase.objects.exists()


def test_strangers_and_light_agents_put_nothing_on(client: Client, desk: Desk) -> None:
    known, light = writes(GRACE, desk.inbox), agent("Lene", Role.LIGHT)
    desk.team.members.add(light)
    for stranger in (desk.eve, light):
        assert on_agenda(client, stranger, known) == 404
    on_agenda(client, desk.ada, known)
    path = f"{PAGE}agenda/{AgendaCase.objects.get().pk}/removal/"
    for stranger in (desk.eve, desk.bo):
        assert posted(client, stranger, path) == 404
    with assert_emits(CaseTakenOffAgenda):
        assert posted(client, desk.ada, path) == 302
    assert not AgendaCase.objects.exists()


def test_a_case_that_went_elsewhere_is_not_shown(client: Client, desk: Desk) -> None:
    known = writes(GRACE, desk.inbox, subject="A secret of theirs")
    on_agenda(client, desk.ada, known)
    assert "A secret of theirs" in shown(client, desk.ada)
    Conversation.objects.filter(pk=known.pk).update(team=Team.objects.create(name="Others"))
    assert "A secret of theirs" not in shown(client, desk.ada)


def test_what_is_not_done_is_read_again_next_time(client: Client, desk: Desk) -> None:
    on_agenda(client, desk.ada, writes(GRACE, desk.inbox))
    with assert_emits(DecisionMade, DecisionMade, MeetingClosed):
        assert decided(client, desk) == 302
        assert decided(client, desk, words="A tea together on Fridays", owner="") == 302
        assert posted(client, desk.liv, f"{PAGE}closing/?period=28") == 302
    kept = Meeting.objects.get()
    again = still_open(client, desk)
    assert WORDS in again
    assert "decided on 15 June 2026" in again
    assert "None yet." in shown(client, desk.ada)
    held = shown(client, desk.ada, f"{PAGE}{kept.pk}/")
    assert WHY in held
    assert "19 May 2026 to 15 June 2026" in held
    done = f"{PAGE}decisions/{Decision.objects.get(words=WORDS).pk}/"
    with assert_emits(DecisionDone):
        assert posted(client, desk.bo, done, done="yes") == 302
    again = still_open(client, desk)
    assert WORDS not in again
    assert "A tea together" in again
    assert WORDS in shown(client, desk.ada, f"{PAGE}{kept.pk}/")


def test_only_the_owner_and_the_lead_say_that_it_is_done(client: Client, desk: Desk) -> None:
    decided(client, desk)
    path = f"{PAGE}decisions/{Decision.objects.get().pk}/"
    for stranger in (desk.ada, desk.eve):
        assert posted(client, stranger, path, done="yes") == 404
    for by, done, is_done in ((desk.bo, "yes", True), (desk.liv, "no", False)):
        assert posted(client, by, path, done=done) == 302
        assert (Decision.objects.get().done_at is not None) is is_done


def test_only_leads_decide_and_close(client: Client, desk: Desk) -> None:
    for stranger in (desk.ada, desk.eve):
        assert posted(client, stranger, PAGE, words=WORDS) == 404
        assert posted(client, stranger, f"{PAGE}closing/") == 404
    assert decided(client, desk, words="") == 422
    assert posted(client, desk.liv, f"{PAGE}closing/") == 302
    assert not Meeting.objects.exists()


def test_a_meeting_of_another_team_is_not_found(client: Client, desk: Desk) -> None:
    other = Team.objects.create(name="Others")
    kept = Meeting.objects.create(
        team=other, held_on=NOW.date(), first=NOW.date(), last=NOW.date(), closed_at=NOW
    )
    theirs = Decision.objects.create(team=other, words="Theirs", at=NOW)
    for reader in (desk.liv, desk.ada, desk.eve):
        shown(client, reader, f"{PAGE}{kept.pk}/", 404)
        path = f"{PAGE}decisions/{theirs.pk}/"
        assert posted(client, reader, path, done="yes") == 404


def test_what_customers_wrote_stands_there(client: Client, desk: Desk) -> None:
    with clock.moved_to(NOW - timedelta(days=2)):
        conversation = writes(GRACE, desk.inbox, at=clock.now())
        answers(desk.ada, conversation, at=clock.now())
        invitation = invite(conversation=conversation, agent=desk.ada)
        assert invitation is not None
        save_response(invitation=invitation, given=rated(2, "The parcel came too late."))
        run_reactions()
    html = shown(client, desk.ada, f"{PAGE}?period=28")
    assert re.search(r"The parcel <mark[^>]*>came too late</mark>", html)
