"""The clocks beside those of answers: news in between, the solution, our own work on it."""

from datetime import timedelta
from typing import Any

import pytest

from tillit import clock
from tillit.conversations import actions, merging, on_hold, properties, spam
from tillit.conversations.models import Conversation
from tillit.conversations.on_hold import Party
from tillit.people.actor import Actor
from tillit.standards import explanation
from tillit.standards.models import (
    Cause,
    Clock,
    PauseRule,
    Promise,
    PromiseState,
    ServiceStandard,
    StandardVersion,
)
from tillit.standards.promises import break_overdue
from tillit.testing.cast import GRACE, LONG_AGO, Desk, writes
from tillit.testing.steps import answers, bounces, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def standard(what: Clock, hours: float, pause_rule: PauseRule, **asked: Any) -> StandardVersion:
    return StandardVersion.objects.create(
        standard=ServiceStandard.objects.create(name=f"{what} {hours}"),
        number=1,
        wording={"en": f"{what.label} within {hours} hours"},
        clock=what,
        target_seconds=int(hours * 3600),
        pause_rule=pause_rule,
        valid_from=LONG_AGO,
        **asked,
    )


@pytest.fixture(autouse=True)
def standards(desk: Desk) -> None:
    standard(Clock.RESOLUTION, 16, PauseRule.CUSTOMER)
    standard(Clock.AGENT_WORK, 6, PauseRule.ANYBODY)


def of(conversation: Conversation, what: Clock) -> Promise:
    """The newest promise of this clock."""
    return conversation.promises.filter(clock=what).latest("id")


def resolve(conversation: Conversation, desk: Desk, at: str) -> None:
    with clock.moved_to(oslo(at)):
        actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))


def asked(desk: Desk, at: str = "2026-06-01 10:00", **more: str) -> Conversation:
    return writes(GRACE, desk.inbox, at=oslo(at), **more)


def test_they_begin_with_the_case_and_stand_still_while_we_wait_for_the_customer(
    desk: Desk,
) -> None:
    conversation = asked(desk)
    assert of(conversation, Clock.RESOLUTION).due_at == oslo("2026-06-03 10:00")
    reply = answers(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    for what in (Clock.RESOLUTION, Clock.AGENT_WORK):
        assert of(conversation, what).state == PromiseState.PAUSED
    conversation.refresh_from_db()
    assert conversation.next_due_at is None
    asked(desk, "2026-06-01 14:00", answers=reply.external_id)
    solution = of(conversation, Clock.RESOLUTION)
    assert (solution.state, solution.due_at) == (PromiseState.RUNNING, oslo("2026-06-03 13:00"))
    assert of(conversation, Clock.AGENT_WORK).due_at == oslo("2026-06-02 11:00")
    [pause] = solution.pauses.all()
    assert (pause.began_by, pause.ended_by) == (
        Actor.agent(desk.ada).key,
        Actor.contact(conversation.contact).key,
    )


def test_waiting_for_somebody_else_stops_our_own_work_only(desk: Desk) -> None:
    conversation, ada = asked(desk), Actor.agent(desk.ada)
    with clock.moved_to(oslo("2026-06-01 11:00")):
        on_hold.hold(conversation=conversation, party=Party.CARRIER, by=ada)
    assert of(conversation, Clock.AGENT_WORK).state == PromiseState.PAUSED
    assert of(conversation, Clock.RESOLUTION).state == PromiseState.RUNNING
    assert of(conversation, Clock.FIRST_RESPONSE).state == PromiseState.RUNNING
    with clock.moved_to(oslo("2026-06-01 15:00")):
        on_hold.take_up(conversation=conversation, by=ada)
    assert of(conversation, Clock.AGENT_WORK).due_at == oslo("2026-06-02 12:00")


def test_a_message_of_the_customer_ends_every_pause(desk: Desk) -> None:
    conversation = asked(desk, message_id="<first@customer.example>")
    with clock.moved_to(oslo("2026-06-01 11:00")):
        on_hold.hold(conversation=conversation, party=Party.SUPPLIER, by=Actor.agent(desk.ada))
    asked(desk, "2026-06-01 12:00", answers="<first@customer.example>")
    assert of(conversation, Clock.AGENT_WORK).state == PromiseState.RUNNING


def test_resolving_meets_them_and_nothing_stands_still_for_the_night(desk: Desk) -> None:
    conversation = asked(desk)
    answers(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    resolve(conversation, desk, "2026-06-05 10:00")
    solution = of(conversation, Clock.RESOLUTION)
    assert (solution.state, solution.answered_by) == (PromiseState.KEPT, desk.ada)
    assert solution.taken == timedelta(hours=1)


def test_what_is_not_solved_in_time_is_late_and_no_pause_heals_it(desk: Desk) -> None:
    conversation = asked(desk)
    assert break_overdue(now=oslo("2026-06-04 10:00")) == 3
    answers(desk.ada, conversation, at=oslo("2026-06-04 11:00"))
    assert of(conversation, Clock.RESOLUTION).state == PromiseState.BROKEN
    resolve(conversation, desk, "2026-06-04 12:00")
    solution = of(conversation, Clock.RESOLUTION)
    assert (solution.state, solution.met_at) == (PromiseState.BROKEN, oslo("2026-06-04 12:00"))


def test_resolving_without_a_reply_keeps_the_solution_but_not_the_answer(desk: Desk) -> None:
    conversation = asked(desk)
    resolve(conversation, desk, "2026-06-01 11:00")
    assert of(conversation, Clock.RESOLUTION).state == PromiseState.KEPT
    answer = of(conversation, Clock.FIRST_RESPONSE)
    assert (answer.state, answer.cause) == (PromiseState.CANCELLED, Cause.NO_REPLY_NEEDED)


def test_a_colleague_who_reopens_takes_the_solution_back(desk: Desk) -> None:
    conversation = asked(desk)
    resolve(conversation, desk, "2026-06-01 11:00")
    with clock.moved_to(oslo("2026-06-03 11:00")):
        actions.reopen(conversation=conversation, by=Actor.agent(desk.ada))
    solution = of(conversation, Clock.RESOLUTION)
    assert conversation.promises.filter(clock=Clock.RESOLUTION).count() == 1
    assert (solution.state, solution.due_at) == (PromiseState.BROKEN, oslo("2026-06-03 10:00"))


def test_a_customer_who_comes_back_is_promised_another_solution(desk: Desk) -> None:
    conversation = asked(desk)
    reply = answers(desk.ada, conversation, at=oslo("2026-06-01 10:30"))
    resolve(conversation, desk, "2026-06-01 11:00")
    asked(desk, "2026-06-03 09:00", answers=reply.external_id)
    first, second = conversation.promises.filter(clock=Clock.RESOLUTION).order_by("id")
    assert (first.state, first.met_at) == (PromiseState.KEPT, oslo("2026-06-01 11:00"))
    assert (second.state, second.started_at) == (PromiseState.RUNNING, oslo("2026-06-03 09:00"))


def test_news_are_promised_with_each_reply_until_the_case_is_solved(desk: Desk) -> None:
    standard(Clock.PERIODIC_UPDATE, 2, PauseRule.NEVER)
    conversation = asked(desk, "2026-06-01 09:00")
    for moment in ("2026-06-01 09:30", "2026-06-01 11:00", "2026-06-01 14:00"):
        answers(desk.ada, conversation, at=oslo(moment))
        break_overdue(now=oslo(moment) + timedelta(minutes=1))
    resolve(conversation, desk, "2026-06-01 15:30")
    news = conversation.promises.filter(clock=Clock.PERIODIC_UPDATE).order_by("id")
    kept, late = PromiseState.KEPT, PromiseState.BROKEN
    assert [promise.state for promise in news] == [kept, late, kept]


def test_news_are_not_due_after_a_reply_that_never_arrived(desk: Desk) -> None:
    standard(Clock.PERIODIC_UPDATE, 2, PauseRule.NEVER)
    conversation = asked(desk)
    reply = answers(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    bounces(reply, at=oslo("2026-06-01 11:05"))
    news = of(conversation, Clock.PERIODIC_UPDATE)
    assert (news.state, news.cause) == (PromiseState.CANCELLED, Cause.UNDELIVERED)


def test_spam_ends_all_of_them(desk: Desk) -> None:
    conversation = asked(desk)
    answers(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    spam.mark(conversation=conversation, by=Actor.agent(desk.ada))
    assert not conversation.promises.unsettled().exists()
    assert of(conversation, Clock.RESOLUTION).cause == Cause.SPAM


def test_what_was_no_spam_stands_as_it_stood(desk: Desk) -> None:
    conversation, ada = asked(desk), Actor.agent(desk.ada)
    answers(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    with clock.moved_to(oslo("2026-06-01 12:00")):
        spam.mark(conversation=conversation, by=ada)
    with clock.moved_to(oslo("2026-06-01 13:00")):
        spam.unmark(conversation=conversation, by=ada)
    assert of(conversation, Clock.RESOLUTION).state == PromiseState.PAUSED
    assert conversation.promises.filter(clock=Clock.RESOLUTION).count() == 1


def test_an_undone_merge_leaves_the_clocks_as_they_were(desk: Desk) -> None:
    source, ada = asked(desk), Actor.agent(desk.ada)
    answers(desk.ada, source, at=oslo("2026-06-01 11:00"))
    target = asked(desk, "2026-06-01 11:30", subject="Another")
    with clock.moved_to(oslo("2026-06-01 12:00")):
        merge = merging.merge(source=source, into=target, by=ada)
    with clock.moved_to(oslo("2026-06-01 12:30")):
        merging.unmerge(merge=merge, by=ada)
    assert of(source, Clock.RESOLUTION).state == PromiseState.PAUSED
    assert of(target, Clock.RESOLUTION).state == PromiseState.RUNNING


def test_news_of_a_reply_that_never_arrived_are_not_promised_again(desk: Desk) -> None:
    standard(Clock.PERIODIC_UPDATE, 2, PauseRule.NEVER)
    conversation = asked(desk)
    bounces(
        answers(desk.ada, conversation, at=oslo("2026-06-01 11:00")), at=oslo("2026-06-01 11:05")
    )
    resolve(conversation, desk, "2026-06-01 11:30")
    with clock.moved_to(oslo("2026-06-01 11:40")):
        actions.reopen(conversation=conversation, by=Actor.agent(desk.ada))
    assert of(conversation, Clock.PERIODIC_UPDATE).state == PromiseState.CANCELLED


def test_the_solution_of_a_merged_conversation_counts_once(desk: Desk) -> None:
    source = asked(desk)
    target = asked(desk, "2026-06-01 10:30", subject="Another")
    merging.merge(source=source, into=target, by=Actor.agent(desk.ada))
    assert of(source, Clock.RESOLUTION).cause == Cause.MOVED
    assert target.promises.filter(clock=Clock.RESOLUTION).count() == 1


def test_a_complaint_is_promised_what_complaints_are_from_the_beginning(desk: Desk) -> None:
    StandardVersion.objects.filter(clock=Clock.RESOLUTION).delete()
    standard(Clock.RESOLUTION, 8, PauseRule.NEVER, case_type="complaint")
    conversation = asked(desk)
    assert not conversation.promises.filter(clock=Clock.RESOLUTION).exists()
    with clock.moved_to(oslo("2026-06-01 12:00")):
        properties.choose(
            conversation=conversation,
            name="case_type",
            value="complaint",
            by=Actor.agent(desk.ada),
        )
    assert of(conversation, Clock.RESOLUTION).due_at == oslo("2026-06-02 10:00")


def test_the_explanation_names_every_pause_and_adds_up(desk: Desk) -> None:
    conversation = asked(desk)
    reply = answers(desk.ada, conversation, at=oslo("2026-06-01 11:00"))
    with clock.moved_to(oslo("2026-06-01 12:00")):
        told = explanation.of(of(conversation, Clock.RESOLUTION))
    assert told["paused"] == "Waiting for the customer"
    assert told["due_at"] == oslo("2026-06-03 11:00")
    asked(desk, "2026-06-01 14:00", answers=reply.external_id)
    with clock.moved_to(oslo("2026-06-01 15:00")):
        told = explanation.of(of(conversation, Clock.RESOLUTION))
    assert [line["reason"] for line in told["lines"] if line["kind"] == "pause"] == [
        "Paused: Waiting for the customer"
    ]
    assert (told["paused"], told["due_at"]) == ("", oslo("2026-06-03 13:00"))
    assert told["lines"][-1]["running"] == told["target"]
