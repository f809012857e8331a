"""The reference vectors that a whole case is walked through for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tillit import clock
from tillit.conversations import actions, merging, on_hold
from tillit.conversations.merging import NotThat, root_of
from tillit.conversations.models import Conversation
from tillit.conversations.on_hold import Party
from tillit.hours.models import CalendarVersion
from tillit.people.actor import Actor
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
from tillit.standards.tests.vectors import VECTORS
from tillit.testing.cast import GRACE, LONG_AGO, Desk, open_desk, writes
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

SECOND = timedelta(seconds=1)


def local(text: str) -> datetime:
    return oslo(text.replace("T", " "))


def desk_of(vector: dict[str, Any], rule: PauseRule) -> Desk:
    """A desk with the opening hours of a vector, which promises nothing but news in between."""
    desk = open_desk(with_standards=False)
    CalendarVersion.objects.update(data=vector["inputs"]["calendar"])
    StandardVersion.objects.create(
        standard=ServiceStandard.objects.create(name="News"),
        number=1,
        wording={"en": "News every two hours"},
        clock=Clock.PERIODIC_UPDATE,
        target_seconds=vector["inputs"]["interval_s"],
        pause_rule=rule,
        valid_from=LONG_AGO,
    )
    return desk


def walk(vector: dict[str, Any], rule: PauseRule) -> list[Promise]:
    """Replies, a time in which we wait for somebody, and the solution."""
    inputs, desk = vector["inputs"], desk_of(vector, rule)
    ada, [pending] = Actor.agent(desk.ada), inputs["pending_local"]
    first = local(inputs["agent_public_local"][0])
    conversation = writes(GRACE, desk.inbox, at=first - timedelta(hours=16))

    def waits() -> None:
        on_hold.hold(conversation=conversation, party=Party.CARRIER, by=ada)

    def goes_on() -> None:
        on_hold.take_up(conversation=conversation, by=ada)

    def solves() -> None:
        actions.resolve(conversation=conversation, by=ada)

    def replies() -> None:
        at = clock.now()
        reply = answers(desk.ada, conversation, at=at)
        writes(GRACE, desk.inbox, at=at, answers=reply.external_id)

    steps = [(local(at), replies) for at in inputs["agent_public_local"]]
    steps += [(local(pending[0]), waits), (local(pending[1]), goes_on)]
    steps += [(local(inputs["solved_local"]), solves)]
    for at, step in sorted(steps, key=lambda one: one[0]):
        break_overdue(now=at)
        with clock.moved_to(at):
            step()
    return list(Promise.objects.order_by("id"))


def gaps(promises: list[Promise]) -> list[float]:
    return [promise.taken.total_seconds() for promise in promises if promise.taken is not None]


def counted(promises: list[Promise], state: PromiseState) -> int:
    return sum(promise.state == state for promise in promises)


def test_news_whose_clock_stands_still(db: None) -> None:
    vector = VECTORS["periodic_update.intervals"]
    promises, expected = walk(vector, PauseRule.ANYBODY), vector["expected"]
    assert gaps(promises) == expected["gaps_s"]
    assert counted(promises, PromiseState.KEPT) == expected["kept"]
    assert counted(promises, PromiseState.BROKEN) == expected["broken"]


def test_news_whose_clock_never_stands_still(db: None) -> None:
    vector = VECTORS["periodic_update.intervals"]
    promises, expected = walk(vector, PauseRule.NEVER), vector["expected"]
    assert gaps(promises) == expected["non_pausable_gaps_s"]
    assert counted(promises, PromiseState.KEPT) == expected["non_pausable_kept"]
    assert counted(promises, PromiseState.BROKEN) == expected["non_pausable_broken"]


def test_news_that_do_not_come(db: None) -> None:
    vector = VECTORS["periodic_update.breach_at"]
    desk = desk_of(vector, PauseRule.NEVER)
    at = local(vector["inputs"]["agent_public_local"][0])
    answers(desk.ada, writes(GRACE, desk.inbox, at=at - timedelta(hours=1)), at=at)
    assert break_overdue(now=local(vector["inputs"]["now_local"])) == 1
    promise = Promise.objects.get()
    assert promise.due_at == datetime.fromisoformat(vector["expected"]["due_local"])
    assert promise.state == vector["expected"]["state"]


def merge(source: Conversation, target: Conversation, desk: Desk, at: str) -> None:
    with clock.moved_to(local(at)):
        merging.merge(source=source, into=target, by=Actor.agent(desk.ada))


def elapsed(conversation: Conversation, what: Clock) -> float:
    """Seconds to the answer of the promise of this clock that was met."""
    promise = conversation.promises.get(clock=what, met_at__isnull=False)
    assert promise.met_at is not None
    return (promise.met_at - promise.started_at).total_seconds()


def test_the_source_of_a_merge_is_cancelled_and_its_wait_counts(desk: Desk) -> None:
    vector = VECTORS["merge.sources_cancelled"]
    said, expected = vector["inputs"], vector["expected"]
    source = writes(GRACE, desk.inbox, at=local(said["source"]["first_customer_message"]))
    target = writes(GRACE, desk.inbox, at=local(said["target"]["created"]), subject="Another")
    merge(source, target, desk, said["merged_at"])
    answers(desk.ada, target, at=local(said["agent_reply_on_target"]))
    assert source.promises.get().state == expected["source_promises"]
    assert elapsed(target, Clock.FIRST_RESPONSE) == expected["target_first_response_s"]


def test_a_target_that_was_answered_takes_the_wait_as_a_further_message(desk: Desk) -> None:
    vector = VECTORS["merge.target_already_answered"]
    said, expected = vector["inputs"], vector["expected"]
    target = writes(GRACE, desk.inbox, at=local(said["target"]["created"]))
    answers(desk.ada, target, at=local(said["target"]["first_agent_reply"]))
    asked = local(said["source"]["first_customer_message"])
    source = writes(GRACE, desk.inbox, at=asked, subject="Another")
    merge(source, target, desk, said["merged_at"])
    answers(desk.ada, target, at=local(said["agent_reply_on_target"]))
    assert source.promises.get().state == expected["source_promises"]
    assert source.promises.get().cause == Cause.MOVED
    assert elapsed(target, Clock.FIRST_RESPONSE) == expected["target_first_response_s"]
    assert elapsed(target, Clock.NEXT_RESPONSE) == expected["target_next_response_s"]


def test_a_chain_of_merges_counts_once(desk: Desk) -> None:
    vector = VECTORS["merge.duplicate_counts_once"]
    rows = vector["inputs"]["tickets"]
    made = {
        row["id"]: writes(
            GRACE, desk.inbox, at=oslo("2026-06-01 09:00"), subject=f"No. {row['id']}"
        )
        for row in rows
    }
    for row in rows:
        if "merged_into" in row:
            merge(made[row["id"]], made[row["merged_into"]], desk, "2026-06-01T09:30")
    roots = {str(key): root_of(Conversation.objects.get(pk=one.pk)) for key, one in made.items()}
    named = {one.pk: key for key, one in made.items()}
    assert {key: named[root.pk] for key, root in roots.items()} == vector["expected"]["root"]
    assert len({root.pk for root in roots.values()}) == vector["expected"]["tickets_counted"]
    with pytest.raises(NotThat):
        merge(Conversation.objects.get(pk=made[3].pk), made[1], desk, "2026-06-01T10:00")


def test_who_writes_late_gets_a_linked_conversation(desk: Desk) -> None:
    vector = VECTORS["reopen.late_reply_opens_followup"]
    solved = datetime.fromisoformat(vector["inputs"]["solved_at"])
    done = []
    for said in vector["inputs"]["customer_messages"]:
        conversation = writes(GRACE, desk.inbox, at=solved - timedelta(hours=3), subject=said)
        reply = answers(desk.ada, conversation, at=solved - timedelta(hours=2))
        with clock.moved_to(solved):
            actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
        again = writes(
            GRACE, desk.inbox, at=datetime.fromisoformat(said), answers=reply.external_id
        )
        linked = again.pk != conversation.pk and again.follows_id == conversation.pk
        done.append("new_linked_ticket" if linked else "reopen")
        assert linked or again.pk == conversation.pk
    assert done == vector["expected"]["actions"]


def test_a_review_is_overdue_once_its_day_is_over_at_home(desk: Desk) -> None:
    vector = VECTORS["standard.review_due"]
    version = StandardVersion(review_date=date.fromisoformat(vector["inputs"]["review_date"]))
    found = []
    for day in vector["inputs"]["today"]:
        midnight = oslo(f"{day} 00:00")
        states = {version.is_review_overdue(at) for at in (midnight, midnight + 86_399 * SECOND)}
        assert len(states) == 1
        found.append(states.pop())
    assert found == vector["expected"]["overdue"]
