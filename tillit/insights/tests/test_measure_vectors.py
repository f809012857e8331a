"""The reference vectors of measures, through the figures that pages and standards show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

import pytest

from tillit import clock
from tillit.conversations import actions, merging, properties
from tillit.conversations.measures.backlog import growth
from tillit.conversations.measures.first_contact import first_contact
from tillit.conversations.models import FlowKind
from tillit.feedback.answering import rated, save_response
from tillit.feedback.models import EarlierResponse
from tillit.feedback.tests.inviting import asked
from tillit.insights.tests.vector_walks import (
    LONG_AFTER,
    MINUTE,
    VECTORS,
    Walk,
    customer,
    desk_of,
    figure,
    local,
    present,
    told,
)
from tillit.measures.registry import ClockKind
from tillit.measures.times import Times
from tillit.people.models import Team
from tillit.standards.measures import compliance
from tillit.testing.cast import Desk, writes
from tillit.testing.steps import oslo

pytestmark = pytest.mark.django_db


def of_family(*prefixes: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("name", [name for name in VECTORS if name.startswith(prefixes)])


def written(minutes: list[float]) -> dict[str, Any]:
    return Times.of(minute * MINUTE for minute in minutes).written()


def test_no_vector_is_missing() -> None:
    families = Counter(name.partition(".")[0] for name in VECTORS)
    assert families == {
        "frt": 2,
        "nrt": 2,
        "wait": 2,
        "compliance": 4,
        "percentile": 2,
        "tickets": 1,
        "fcr": 2,
        "backlog": 2,
        "survival": 1,
        "reopen": 1,
        "transfer": 2,
        "report": 1,
        "survey": 1,
    }


@of_family("frt.")
def test_first_response(name: str) -> None:
    inputs, expected = VECTORS[name]["inputs"], VECTORS[name]["expected"]
    walk = Walk(desk_of(name), local(inputs["from_local"]))
    walk.agent_public(local(inputs["to_local"]))
    assert figure("first-response").value == expected["business_seconds"]
    assert figure("first-response", ClockKind.CALENDAR).value == expected["calendar_seconds"]


@of_family("nrt.")
def test_next_response(name: str, desk: Desk) -> None:
    (_first, begun), *events = VECTORS[name]["inputs"]["events_local"]
    expected = VECTORS[name]["expected"]
    walk = Walk(desk, local(begun))
    for what, at in events:
        getattr(walk, what)(local(at))
    first = figure("first-response", ClockKind.CALENDAR)
    further = figure("next-response", ClockKind.CALENDAR)
    assert (first.value, first.n) == (expected["first_response_s"], 1)
    times = expected.get("response_times_s", [expected["first_response_s"]])
    assert [first.value, further.value][: len(times)] == times
    assert first.n + further.n == len(times)


@of_family("wait.")
def test_waiting_and_resolution(name: str) -> None:
    (begun, _new), *statuses = VECTORS[name]["inputs"]["status_changes_local"]
    walk = Walk(desk_of(name), local(begun))
    steps: dict[str, Callable[[datetime], None]] = {
        "open": walk.open,
        "pending": walk.agent_public,
        "hold": walk.hold,
        "solved": walk.solve,
    }
    for at, status in statuses:
        steps[status](local(at))
    measured = {
        "requester_wait_s": figure("requester-wait").value,
        "agent_wait_s": figure("agent-wait").value,
        "first_resolution_business_s": figure("first-resolution").value,
        "full_resolution_business_s": figure("full-resolution").value,
        "full_resolution_calendar_s": figure("full-resolution", ClockKind.CALENDAR).value,
        "reopens": figure("reopened").extras[1].value,
    }
    expected = VECTORS[name]["expected"]
    shared = measured.keys() & expected.keys()
    assert len(shared) >= 4
    assert {one: measured[one] for one in shared} == {one: expected[one] for one in shared}


@of_family("compliance.")
def test_promises_kept(name: str) -> None:
    inputs, expected = VECTORS[name]["inputs"], VECTORS[name]["expected"]
    found = compliance(inputs["kept"], inputs["broken"])
    measured = (found.value, found.low, found.high)
    wanted = (expected["rate"], expected["low"], expected["high"])
    if expected["rate"] is None:
        assert measured == wanted
    else:
        assert measured == pytest.approx(wanted, abs=VECTORS[name]["tolerance"])


@pytest.mark.parametrize("key", ["first-response", "next-response"])
def test_percentiles(key: str) -> None:
    def found(minutes: list[float]) -> tuple[float | None, float | None]:
        told_so = told(key, {"calendar": written(minutes)})
        return told_so.value, told_so.extras[0].value

    linear = VECTORS["percentile.definitions"]
    middle, slow = (minutes * MINUTE for minutes in linear["expected"]["linear_type7"])
    wanted = pytest.approx((middle, slow), abs=linear["tolerance"])
    assert found(linear["inputs"]["minutes"]) == wanted
    few = VECTORS["percentile.single_and_empty"]
    assert found(few["inputs"]["a"])[1] == few["expected"]["a_p90"] * MINUTE
    assert found(few["inputs"]["b"]) == (few["expected"]["b_p90"], None)


def test_who_still_waits_is_not_forgotten() -> None:
    vector = VECTORS["survival.frt_with_unanswered"]
    pairs = list(zip(vector["inputs"]["minutes"], vector["inputs"]["answered"], strict=True))
    answered = written([minutes for minutes, done in pairs if done])
    waiting = [minutes * MINUTE for minutes, done in pairs if not done]
    found = told("first-response", {"calendar": answered, "waiting": waiting})
    assert found.value == vector["expected"]["naive_median_answered_only"] * MINUTE
    assert found.extras[1].value == vector["expected"]["km_median"] * MINUTE


@pytest.mark.parametrize("kind", list(ClockKind))
def test_who_still_waits_is_counted_with_the_time_until_now(desk: Desk, kind: ClockKind) -> None:
    vector, now = VECTORS["survival.frt_with_unanswered"], oslo("2026-06-01 16:00")
    pairs = zip(vector["inputs"]["minutes"], vector["inputs"]["answered"], strict=True)
    for number, (minutes, done) in enumerate(pairs):
        walk = Walk(desk, now - timedelta(minutes=minutes), number)
        if done:
            walk.agent_public(now)
    with clock.moved_to(now):
        found = figure("first-response", kind)
    assert found.value == vector["expected"]["naive_median_answered_only"] * MINUTE
    assert found.extras[1].value == vector["expected"]["km_median"] * MINUTE


def test_counts_of_tickets(desk: Desk) -> None:
    vector = VECTORS["tickets.one_touch_fcr_reopen"]
    expected, begun = vector["expected"], oslo("2026-06-01 10:00")
    other = Team.objects.create(name="Elsewhere")
    for ticket in vector["inputs"]["tickets"]:
        live_through(ticket, desk, other, begun)
    with clock.moved_to(LONG_AFTER):
        assert numbers_of("one-touch") == (expected["one_touch_exactly_one"], 8)
        assert figure("one-touch").value == expected["one_touch_rate"]
        assert numbers_of("first-contact") == (expected["fcr_count"], 8)
        assert figure("first-contact").value == expected["fcr_rate"]
        assert numbers_of("reopened") == (expected["reopened_tickets"], 8)
        assert figure("reopened").value == expected["reopen_rate"]
        assert figure("reopened").extras[1].value == expected["reopens_per_solved"]
        assert figure("replies-per-resolution").value == expected["replies_per_resolution"]
        assert figure("transferred").value == expected["transfer_rate"]
        assert figure("escalated").value == expected["escalation_rate"]
    assert expected["denominator_solved_unmerged"] == 8


def numbers_of(key: str) -> tuple[int | None, int]:
    found = figure(key)
    return found.numerator, found.n


def live_through(ticket: dict[str, Any], desk: Desk, other: Team, at: datetime) -> None:
    """Everything that a row of the vector tells, with an hour between."""
    hour = timedelta(hours=1)
    walk = Walk(desk, at, ticket["id"])
    for _time in range(ticket["public_agent_replies"]):
        walk.agent_public(at := at + hour)
    by, conversation = walk.by, walk.conversation
    if ticket["transferred"]:
        properties.move(conversation=conversation, to=other, by=by)
    if ticket["escalated"]:
        properties.choose(conversation=conversation, name="case_type", value="complaint", by=by)
    for _time in range(ticket["reopens"]):
        walk.solve(at := at + hour)
        walk.reopen(at := at + hour)
    if ticket["solved"]:
        walk.solve(at := at + hour)
    if ticket["followup_days"] is not None:
        later = at + timedelta(days=ticket["followup_days"])
        writes(walk.who, desk.inbox, at=later, subject="Something else")
    if ticket["merged"]:
        into = writes(customer("root"), desk.inbox, at=at)
        merging.merge(source=conversation, into=into, by=by)


def test_only_matured_cases_count(desk: Desk) -> None:
    vector = VECTORS["fcr.immature_excluded"]
    noon, expected = timedelta(hours=12), vector["expected"]
    for day, again in vector["inputs"]["solved"]:
        at = oslo(f"{day} 00:00") + noon
        walk = Walk(desk, at - timedelta(hours=1), day)
        walk.solve(at)
        if again:
            writes(walk.who, desk.inbox, at=at + timedelta(days=3), subject="Something else")
    with clock.moved_to(oslo(f"{vector['inputs']['as_of']} 12:00")):
        found = figure("first-contact")
        assert (found.numerator, found.n) == (expected["fcr"], expected["matured"])
        assert found.value == pytest.approx(expected["fcr_rate"], abs=vector["tolerance"])
        assert figure("one-touch").n - found.n == expected["excluded_immature"]


def test_gross_and_net_first_contact() -> None:
    vector = VECTORS["fcr.gross_vs_net"]
    names = ("resolved_first", "contacts", "not_resolvable_at_first_contact")
    found = first_contact(*(vector["inputs"][name] for name in names))
    assert found.value == pytest.approx(vector["expected"]["gross"])
    assert found.extras[0].value == pytest.approx(vector["expected"]["net"])


def test_ages_of_what_is_open(desk: Desk) -> None:
    vector = VECTORS["backlog.ageing_buckets"]
    ages, expected = vector["inputs"]["ages_days"], vector["expected"]
    for number, age in enumerate(ages):
        writes(customer(number), desk.inbox, at=LONG_AFTER - timedelta(days=age))
    with clock.moved_to(LONG_AFTER):
        found, now = figure("backlog"), present("backlog")
    assert now["ages"] == list(expected["buckets"].values())
    assert found.value == len(ages)
    middle, old = (extra.value for extra in found.extras)
    assert middle == pytest.approx(expected["median_days"])
    assert old == pytest.approx(expected["over_30d_share"], abs=vector["tolerance"])


def test_what_comes_and_goes_adds_up() -> None:
    vector = VECTORS["backlog.flow"]
    inputs, nothing = vector["inputs"], dict.fromkeys(FlowKind.values, 0)
    flow = nothing | {
        "created": inputs["created"],
        "reopened": inputs["reopened"],
        "solved": inputs["solved_events"],
        "merged": inputs["merged_away"],
    }
    assert inputs["open_at_start"] + growth(flow) == vector["expected"]["open_at_end"]
    assert told("clearance", flow).value == vector["expected"]["clearance_rate"]
    assert told("clearance", nothing).value is None


def test_a_thank_you_reopens_nothing() -> None:
    vector = VECTORS["reopen.thank_you_is_not_reopen"]
    solved, back, thanks = vector["inputs"].values()
    counts = {"n": solved, "reopened": back, "reopened_net": back - thanks, "reopens": back}
    found = told("reopened", counts)
    assert found.value == vector["expected"]["reopen_rate_gross"]
    assert found.extras[0].value == vector["expected"]["reopen_rate_net"]


def test_a_thank_you_is_known_by_its_words_or_by_a_colleague(desk: Desk) -> None:
    for number, (words, needed) in enumerate(
        (("Thank you!", True), ("Fine.", False), ("And where is my parcel?", True))
    ):
        walk = Walk(desk, oslo("2026-06-01 10:00"), number)
        walk.agent_public(oslo("2026-06-01 11:00"))
        walk.solve(oslo("2026-06-01 12:00"))
        at = oslo("2026-06-02 10:00")
        writes(walk.who, desk.inbox, at=at, text=words, answers=walk.first)
        actions.resolve(
            conversation=walk.conversation,
            by=walk.by,
            no_reply_needed=not needed,
            at=at + timedelta(minutes=5),
        )
    found = figure("reopened")
    assert (found.numerator, found.n) == (3, 3)
    assert found.extras[0].value == pytest.approx(1 / 3), "only the one who asked for more"


@of_family("transfer.")
def test_transfers(name: str) -> None:
    inputs, expected = VECTORS[name]["inputs"], VECTORS[name]["expected"]
    counts = {
        "n": inputs["handled"],
        "transferred": inputs["transferred_at_least_once"],
        "transfers": inputs.get("transfers_total", 0),
        "escalated": inputs.get("escalated_tier2", 0) + inputs.get("escalated_complaint", 0),
    }
    transferred, escalated = told("transferred", counts), told("escalated", counts)
    assert transferred.value == expected["transfer_rate"]
    assert transferred.extras[0].value == expected.get("transfers_per_handled")
    assert escalated.value == expected.get("escalation_rate")


def test_one_answer_for_each_invitation(desk: Desk) -> None:
    vector = VECTORS["survey.duplicate_answers"]
    given, expected = vector["inputs"]["answers"], vector["expected"]
    invited = {
        one: asked(customer(one), desk) for one in sorted({each["invite"] for each in given})
    }
    for answer in sorted(given, key=itemgetter("at")):
        with clock.moved_to(oslo(f"2026-10-20 {answer['at']}")):
            save_response(invitation=invited[answer["invite"]], given=rated(answer["score"]))
    found = figure("satisfaction")
    assert (found.n, found.extras[0].value) == (expected["n"], expected["mean"])
    [earlier] = EarlierResponse.objects.all()
    assert [one["score"] for one in earlier.said] == [2], "what was said before is kept"
