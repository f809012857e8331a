"""Many conversations at once: each by itself, with one way back, and nothing done twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tillit.conversations import actions
from tillit.conversations.bulk import jobs, telling
from tillit.conversations.models import (
    BulkJob,
    BulkState,
    BulkStep,
    Conversation,
    CustomField,
    Inbox,
    Shelf,
    StepState,
)
from tillit.conversations.tests.browsing import CANARY, HTMX, assert_hidden, canary_in, text_of
from tillit.journal.models import Event, Lane, Reaction
from tillit.journal.worker import work_off
from tillit.people.actor import Actor
from tillit.people.models import Role
from tillit.testing.cast import DAAN, GRACE, NORA, Desk, agent, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def three(desk: Desk) -> list[Conversation]:
    """Three conversations of three customers."""
    return [writes(customer, desk.inbox) for customer in (GRACE, NORA, DAAN)]


def does(browser: Client, found: list[Conversation], act: str, **more: Any) -> str:
    """Do it to all of these; what the next page says."""
    said = {"conversation": [one.pk for one in found], "act": act, **more}
    return text_of(browser.post("/bulk/?view=open", said, follow=True))


def now(found: list[Conversation], name: str) -> list[Any]:
    """What a field of each says now."""
    return [getattr(Conversation.objects.get(pk=one.pk), name) for one in found]


def undoes(browser: Client) -> str:
    """Press Undo."""
    job = BulkJob.objects.latest("id")
    return text_of(browser.post(f"/bulk/{job.pk}/undoing/", follow=True))


@pytest.mark.parametrize(
    ("act", "more", "name", "after"),
    [
        ("assign:{bo}", {}, "assignee_id", "{bo}"),
        ("priority:high", {}, "priority", "high"),
        ("resolve", {}, "shelf", "resolved"),
        ("snooze:reply", {}, "shelf", "snoozed"),
        ("snooze:monday", {}, "shelf", "snoozed"),
        ("spam", {}, "shelf", "spam"),
        ("team:{night}", {}, "team_id", "{night}"),
    ],
)
def test_it_is_done_to_all_and_undone_for_all(
    ada: Client, desk: Desk, night: Inbox, act: str, more: dict[str, Any], name: str, after: str
) -> None:
    numbers = {"bo": desk.bo.pk, "night": night.team_id}
    night.team.members.add(desk.ada)
    found = three(desk)
    before = now(found, name)
    told = does(ada, found, act.format(**numbers), **more)
    assert [str(one) for one in now(found, name)] == [after.format(**numbers)] * 3
    assert "/undoing/" in told
    assert "Undone for 3 conversations." in undoes(ada)
    assert now(found, name) == before


def test_tags_are_added_and_removed(ada: Client, desk: Desk) -> None:
    found = three(desk)
    assert "3 conversations tagged." in does(ada, found, "tag", tag_word="Broken lid")
    assert all(one.tags.filter(name="Broken lid").exists() for one in found)
    assert "3 were like that already." in does(ada, found, "tag", tag_word="broken LID")
    assert "Tag removed from 3 conversations." in does(ada, found, "untag", tag_word="broken lid")
    undoes(ada)
    assert all(one.tags.filter(name="Broken lid").exists() for one in found)


def test_each_is_told_on_its_timeline_as_if_done_alone(ada: Client, desk: Desk) -> None:
    found = three(desk)
    does(ada, found, "resolve")
    for one in found:
        told = Event.objects.filter(subject=f"conversation:{one.pk}", actor=f"agent:{desk.ada.pk}")
        assert "conversations.ConversationResolved" in told.values_list("kind", flat=True)


def test_what_cannot_be_is_said_with_its_reason(ada: Client, desk: Desk) -> None:
    found = three(desk)
    CustomField.objects.create(name="Order", case_type="complaint", required_to_resolve=True)
    Conversation.objects.filter(pk=found[0].pk).update(case_type="complaint")
    told = does(ada, found, "resolve")
    assert "2 conversations resolved." in told
    assert f"1 could not be changed: a field has to be answered first (#{found[0].pk})." in told
    assert now(found, "shelf") == ["open", "resolved", "resolved"]


def test_what_has_changed_since_is_left_as_it_is(ada: Client, desk: Desk) -> None:
    found = three(desk)
    does(ada, found, f"assign:{desk.bo.pk}")
    actions.assign(conversation=found[0], to=desk.liv, by=Actor.agent(desk.liv))
    assert "1 has changed since" in undoes(ada)
    assert now(found, "assignee_id") == [desk.liv.pk, None, None]


def test_only_what_one_customer_wrote_is_merged_and_undone(ada: Client, desk: Desk) -> None:
    found = [writes(GRACE, desk.inbox, subject=f"Lid {n}") for n in range(3)]
    other = writes(NORA, desk.inbox)
    told = does(ada, [*found, other], "merge")
    assert "2 conversations merged." in told
    assert "another customer" in told
    assert now(found, "merged_into_id") == [None, found[0].pk, found[0].pk]
    undoes(ada)
    assert now(found, "merged_into_id") == [None, None, None]


def test_a_stranger_changes_nothing(eve: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    told = does(eve, [conversation], "resolve")
    assert CANARY not in told
    assert now([conversation], "shelf") == [Shelf.OPEN]
    assert not BulkStep.objects.exists()


def test_somebody_elses_job_is_not_found(ada: Client, eve: Client, desk: Desk) -> None:
    does(ada, three(desk), "resolve")
    here = f"/bulk/{BulkJob.objects.get().pk}/"
    assert_hidden(eve, here)
    for act in ("stop/", "undoing/"):
        assert_hidden(eve, here + act, post=True)


def test_light_agents_need_their_teams_leave(desk: Desk) -> None:
    mia, browser = agent("Mia", Role.LIGHT), Client()
    desk.team.members.add(mia)
    browser.force_login(mia)
    found = three(desk)
    assert "you may not change it" in does(browser, found, "resolve")
    assert now(found, "shelf") == ["open"] * 3
    desk.team.light_agents_sort = True
    desk.team.save()
    assert "3 conversations resolved." in does(browser, found, "resolve")


def test_nobody_is_given_what_is_not_their_teams(ada: Client, desk: Desk) -> None:
    found = three(desk)
    told = does(ada, found, f"assign:{desk.eve.pk}")
    assert "a team that the colleague is not in" in told
    assert now(found, "assignee_id") == [None] * 3


@pytest.mark.parametrize(
    "act",
    ["x", "tag", "team:", "team:x", "priority:", "priority:x", "snooze:", "snooze:x", "assign:-1"],
)
def test_what_is_no_choice_changes_nothing(ada: Client, desk: Desk, act: str) -> None:
    does(ada, three(desk), act)
    assert not BulkJob.objects.exists()


def test_all_of_a_view_are_chosen(ada: Client, desk: Desk, night: Inbox) -> None:
    found, other = three(desk), writes(GRACE, night)
    ada.post("/bulk/?view=open", {"all": "1", "act": "resolve"})
    assert now(found, "shelf") == ["resolved"] * 3
    assert now([other], "shelf") == ["open"]


def test_htmx_gets_a_sentence_and_the_choices_alone(ada: Client, desk: Desk) -> None:
    found = three(desk)
    bar = text_of(ada.get("/bulk/?view=open", headers=HTMX))
    assert 'value="resolve"' in bar
    assert "<html" not in bar
    said = {"conversation": [one.pk for one in found], "act": "resolve"}
    done = text_of(ada.post("/bulk/?view=open", said, headers=HTMX))
    assert "3 conversations resolved." in done
    assert "<html" not in done
    nothing = ada.post("/bulk/?view=open", {"act": "resolve"}, headers=HTMX)
    assert nothing.status_code == 422


def test_without_script_the_choices_are_a_page(ada: Client, desk: Desk) -> None:
    found = three(desk)
    page = does(ada, found, "")
    assert "3 conversations selected" in page
    assert page.count('type="hidden" name="conversation"') == 3
    assert "Nothing is selected" in does(ada, [], "")


@pytest.fixture
def many(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[Conversation]:
    """More than are done while somebody waits; in small pieces."""
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    monkeypatch.setattr(jobs, "PIECE", 2)
    monkeypatch.setattr(jobs, "LOOKS_UP_EVERY", 1)
    return [writes(GRACE, desk.inbox, subject=f"Lid {n}") for n in range(5)]


def work_all() -> int:
    """Let the worker finish; how often it took the job up."""
    rounds = 0
    while Reaction.objects.filter(handler__endswith="work_off_bulk").exists():
        work_off(Lane.SLOW, batch=1)
        rounds += 1
        assert rounds < 200
    return rounds


def test_many_are_left_to_the_worker_piece_by_piece(
    ada: Client, desk: Desk, many: list[Conversation]
) -> None:
    page = does(ada, many, "priority:high")
    assert "0 of 5 done" in page
    assert now(many, "priority") == ["normal"] * 5
    assert work_all() >= 3
    assert now(many, "priority") == ["high"] * 5
    job = BulkJob.objects.get()
    assert job.state == BulkState.DONE
    told = text_of(ada.get(f"/bulk/{job.pk}/", headers=HTMX))
    assert "Priority of 5 conversations changed." in told
    assert f"/bulk/{job.pk}/undoing/" in told
    undoes(ada)
    work_all()
    assert now(many, "priority") == ["normal"] * 5


def test_it_can_be_stopped_and_what_was_done_undone(
    ada: Client, desk: Desk, many: list[Conversation]
) -> None:
    does(ada, many, "priority:high")
    job = BulkJob.objects.get()
    assert jobs.work(job, most=2)
    ada.post(f"/bulk/{job.pk}/stop/")
    work_all()
    assert now(many, "priority").count("high") == 2
    assert "Stopped. Priority of 2 conversations changed." in telling.told(
        BulkJob.objects.get(pk=job.pk)
    )
    undoes(ada)
    assert now(many, "priority") == ["normal"] * 5


def test_who_is_killed_in_the_middle_does_nothing_twice(
    ada: Client, desk: Desk, many: list[Conversation], monkeypatch: pytest.MonkeyPatch
) -> None:
    does(ada, many, "priority:high")
    job = BulkJob.objects.get()
    real, seen = jobs._do, []

    def killed(job: BulkJob, step: BulkStep) -> None:
        real(job, step)
        seen.append(step.pk)
        if len(seen) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(jobs, "_do", killed)
    with pytest.raises(KeyboardInterrupt):
        jobs.work(job)
    assert job.steps.filter(state=StepState.DONE).count() == 2
    work_all()
    assert now(many, "priority") == ["high"] * 5
    changes = Event.objects.filter(kind="conversations.PriorityChanged")
    assert changes.count() == 5


def test_two_workers_do_each_step_once(ada: Client, desk: Desk, many: list[Conversation]) -> None:
    does(ada, many, "priority:high")
    job, other = BulkJob.objects.get(), BulkJob.objects.get()
    [first, *_rest] = job.steps.order_by("id")
    jobs._take(job, first)
    jobs._take(other, first)
    changes = Event.objects.filter(kind="conversations.PriorityChanged")
    assert changes.count() == 1


def test_who_has_left_changes_nothing_more(
    ada: Client, desk: Desk, many: list[Conversation]
) -> None:
    does(ada, many, "priority:high")
    desk.ada.is_active = False
    desk.ada.save()
    work_all()
    assert now(many, "priority") == ["normal"] * 5
    assert BulkJob.objects.get().state == BulkState.STOPPED


def test_a_mistake_in_one_step_spoils_no_other(
    ada: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = three(desk)
    real = jobs._changeable

    def broken(job: BulkJob, step: BulkStep) -> Conversation:
        if step.conversation_id == found[1].pk:
            raise RuntimeError("a mistake")
        return real(job, step)

    monkeypatch.setattr(jobs, "_changeable", broken)
    assert "something went wrong" in does(ada, found, "resolve")
    assert now(found, "shelf") == ["resolved", "open", "resolved"]
