"""Every figure of solving and of what is open equals the count by hand of what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from statistics import mean

import pytest

from tillit import clock
from tillit.conversations.measures.backlog import growth, summed
from tillit.hours.opening_hours import Hours
from tillit.insights import days, reading, rolling
from tillit.insights.models import Day
from tillit.insights.rebuilding import rebuild
from tillit.insights.tests.lives import BEGIN, END, WEEK, Life, World, day_of, middle_of, took
from tillit.measures.registry import ClockKind, Figure, Scope, measure_named
from tillit.people.models import Team
from tillit.testing.cast import MONDAY_TEN, Desk

pytestmark = pytest.mark.django_db

FIRST, LAST, MIDDLE = day_of(BEGIN), day_of(END), date(2026, 4, 4)
PERIODS = ((FIRST, LAST), (MIDDLE, LAST), (MIDDLE, MIDDLE))


def shown(key: str, teams: list[int], first: date, last: date, kind: ClockKind) -> Figure:
    """The figure as pages compute it."""
    measure = measure_named(key)
    found = reading.summaries(measure, teams, first, last)
    start, end = days.bounds(first, last, "Europe/Oslo")
    now = days.present(measure, Scope(tuple(teams), start, end, kind))
    return measure.figure([*(one for day in found.values() for one in day), *now], kind)


def part_of(world: World, teams: list[int], first: date, last: date) -> list[Life]:
    """What was last resolved by these teams on these days."""
    return [
        life
        for life in world.solved()
        if life.team in teams and first <= day_of(life.solved()[-1]) <= last
    ]


def reopened(life: Life) -> int:
    return len(life.solved()) - 1


SHARES: dict[str, Callable[[Life], bool]] = {
    "one-touch": lambda life: life.arrived() == 1,
    "reopened": lambda life: reopened(life) > 0,
    "transferred": lambda life: life.transfers() > 0,
    "escalated": lambda life: life.count("complain") > 0,
}


def shares(world: World, teams: list[int], first: date, last: date) -> None:
    solved = part_of(world, teams, first, last)
    for key, is_part in SHARES.items():
        figure = shown(key, teams, first, last, ClockKind.BUSINESS)
        assert (figure.numerator, figure.n) == (sum(map(is_part, solved)), len(solved)), key
    net = sum(reopened(life) > life.thanked for life in solved)
    beside = shown("reopened", teams, first, last, ClockKind.BUSINESS).extras
    assert [extra.value for extra in beside] == (
        [net / len(solved), mean(map(reopened, solved))] if solved else [None, None]
    )
    replies = shown("replies-per-resolution", teams, first, last, ClockKind.BUSINESS)
    assert replies.value == (
        pytest.approx(mean(life.arrived() for life in solved)) if solved else None
    )


def first_contact(world: World, teams: list[int], first: date, last: date) -> None:
    solved = part_of(world, teams, first, last)
    matured = [life for life in solved if life.solved()[-1] + WEEK <= END]
    at_once = [
        life
        for life in matured
        if life.arrived() <= 1
        and reopened(life) == life.thanked
        and not life.transfers()
        and not life.count("complain")
        and not world.came_back(life)
    ]
    held = sum(life.count("hold") > 0 and life not in at_once for life in matured)
    figure = shown("first-contact", teams, first, last, ClockKind.BUSINESS)
    assert (figure.numerator, figure.n) == (len(at_once), len(matured))
    possible = len(matured) - held
    assert figure.extras[0].value == (len(at_once) / possible if possible else None)


def durations(world: World, teams: list[int], first: date, last: date, hours: Hours) -> None:
    solved = part_of(world, teams, first, last)
    for kind in ClockKind:
        wanted = {
            "first-resolution": [
                took(life.begun, life.solved()[0], hours, kind) for life in solved
            ],
            "full-resolution": [
                took(life.begun, life.solved()[-1], hours, kind) for life in solved
            ],
            "requester-wait": [
                life.spent(("new", "open", "on_hold"), hours, kind) for life in solved
            ],
            "agent-wait": [life.spent(("waiting",), hours, kind) for life in solved],
        }
        for key, values in wanted.items():
            figure = shown(key, teams, first, last, kind)
            assert (figure.n, figure.value) == (len(values), middle_of(values))


def next_responses(world: World, teams: list[int], first: date, last: date, hours: Hours) -> None:
    given = [
        seconds
        for life in world.lives
        if life.team in teams and life.status != "spam"
        for at, seconds in life.further_answers(hours)
        if first <= day_of(at) <= last
    ]
    for kind in ClockKind:
        values = [seconds[kind] for seconds in given]
        figure = shown("next-response", teams, first, last, kind)
        assert (figure.n, figure.value) == (len(values), middle_of(values))


def coming_and_going(world: World, teams: list[int], first: date, last: date) -> None:
    flows = Counter(step for life in world.lives for step in steps_of(life))
    wanted = Counter[str]()
    for (team, day, kind), count in flows.items():
        if team in teams and first <= day <= last:
            wanted[kind] += count
    measure = measure_named("backlog")
    found = reading.summaries(measure, teams, first, last)
    told = summed(one for day in found.values() for one in day)
    assert {kind: count for kind, count in told.items() if count} == wanted
    still_open = [
        life
        for life in world.lives
        if life.team in teams and life.status not in ("resolved", "spam")
    ]
    assert shown("backlog", teams, first, last, ClockKind.BUSINESS).value == len(still_open)
    if first == FIRST and last == LAST:
        assert growth(told) == len(still_open)


def steps_of(life: Life) -> list[tuple[int, date, str]]:
    """How a conversation came among the open ones of a team, and left them, day by day."""
    moves, found = iter(life.teams), []
    team = life.teams[0][1] if life.teams else life.team
    statuses = ["", *(status for status, _at in life.statuses())]
    for (deed, at), was in zip(life.deeds, statuses, strict=False):
        if deed == "move":
            _at, before, team = next(moves)
            if was not in ("resolved", "spam"):
                found += [(before, day_of(at), "moved_out"), (team, day_of(at), "moved_in")]
        elif deed == "write" and not was:
            found.append((team, day_of(at), "created"))
        elif deed in ("write", "thank", "reopen") and was == "resolved":
            found.append((team, day_of(at), "reopened"))
        elif deed == "resolve":
            found.append((team, day_of(at), "solved"))
        elif deed == "spam":
            found.append((team, day_of(at), "spam"))
    return found


def check_all(world: World, hours: Hours) -> None:
    here, there = world.desk.team.pk, world.other.pk
    with clock.moved_to(END):
        for teams in ([here], [there], [here, there]):
            for first, last in PERIODS:
                shares(world, teams, first, last)
                first_contact(world, teams, first, last)
                durations(world, teams, first, last, hours)
                next_responses(world, teams, first, last, hours)
                coming_and_going(world, teams, first, last)


def everything_happened(world: World) -> None:
    """No figure is compared of which these lives tell nothing."""
    solved = world.solved()
    assert any(life.thanked for life in solved)
    assert any(reopened(life) > life.thanked for life in solved)
    assert any(life.bounced for life in world.lives)
    assert any(world.came_back(life) for life in solved)
    for tells in (*SHARES.values(), lambda life: life.count("hold"), Life.transfers):
        assert {bool(tells(life)) for life in solved} == {True, False}
    assert {life.status for life in world.lives} >= {"resolved", "spam", "waiting"}


@pytest.mark.parametrize("seed", [2, 5])
def test_figures_of_solving_equal_the_count_by_hand(desk: Desk, seed: int) -> None:
    world = World(desk, Team.objects.create(name="Elsewhere"), seed)
    with clock.moved_to(MONDAY_TEN):
        for step, _happened in enumerate(world.live(customers=32)):
            if step % 11 == 0:
                rolling.roll_up_stale()
    hours = desk.inbox.calendar.version_at(BEGIN).hours
    assert Day.objects.filter(stale=True).exists()
    everything_happened(world)
    check_all(world, hours)
    with clock.moved_to(END):
        while rolling.roll_up_stale():
            pass
    check_all(world, hours)
    Day.objects.exclude(measure__in=("promises-kept", "answers")).delete()
    with clock.moved_to(END):
        rebuild()
    check_all(world, hours)
