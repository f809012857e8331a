"""Every figure equals what the messages come to when counted by hand."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from statistics import quantiles

import pytest

from tillit import clock
from tillit.conversations.measures import FirstResponseTime
from tillit.feedback.delivered import CONTACT, delivered
from tillit.feedback.measures import Satisfaction
from tillit.feedback.models import Survey
from tillit.hours.opening_hours import Hours
from tillit.insights import days, reading, rolling
from tillit.insights.days import bounds
from tillit.insights.models import Day
from tillit.insights.tests.history import (
    BEGIN,
    END,
    Told,
    day_of,
    first_response_of,
    live,
    promises_of,
)
from tillit.insights.tests.lives import as_it_counts, middle_of
from tillit.measures.registry import ClockKind, Figure, Measure, Scope, all_measures
from tillit.measures.statistics import wilson
from tillit.standards.measures import PromisesKept
from tillit.testing.cast import MONDAY_TEN, Desk

pytestmark = pytest.mark.django_db

FIRST, LAST = day_of(BEGIN), day_of(END)
MIDDLE = date(2026, 5, 23)


def four_weeks(desk: Desk, seed: int) -> list[Told]:
    """Random weeks; figures are rolled up now and then while things still happen.

    Low scores open no conversation here, as those are no part of what is counted by hand.
    """
    delivered(CONTACT)
    Survey.objects.update(opens_conversation=False)
    told, happenings = live(desk, seed, 22)
    with clock.moved_to(MONDAY_TEN):
        for step, _happened in enumerate(happenings):
            if step % 9 == 0:
                rolling.roll_up_stale()
    return told


def hours_of(desk: Desk) -> Hours:
    return desk.inbox.calendar.version_at(BEGIN).hours


def shown(measure: Measure, desk: Desk, first: date, last: date, kind: ClockKind) -> Figure:
    """The figure as pages compute it."""
    found = reading.summaries(measure, [desk.team.pk], first, last)
    start, end = bounds(first, last, "Europe/Oslo")
    now = days.present(measure, Scope((desk.team.pk,), start, end, kind))
    return measure.figure([*(one for day in found.values() for one in day), *now], kind)


def of_agents(measure: Measure, desk: Desk, first: date, last: date) -> dict[int, Figure]:
    """The figure of each agent, without what nobody did."""
    parts = reading.parts_of([measure], [desk.team.pk], first, last, "agent")[measure.basis]
    return {
        int(value): measure.figure(summaries, ClockKind.BUSINESS)
        for value, summaries in parts.items()
        if value
    }


def each_period(check: Callable[[date, date], None]) -> None:
    """For the whole period, a part of it and a single day."""
    for first, last in ((FIRST, LAST), (MIDDLE, LAST), (MIDDLE, MIDDLE)):
        check(first, last)


def first_response_time(stories: list[Told], desk: Desk) -> None:
    found = [first_response_of(told, hours_of(desk)) for told in stories]
    answered = [one for one in found if one]

    def check(first: date, last: date) -> None:
        inside = [one for one in answered if first <= day_of(one.at) <= last]
        for kind in ClockKind:
            values = [one.seconds[kind] for one in inside]
            figure = shown(FirstResponseTime(), desk, first, last, kind)
            assert figure.n == len(values)
            assert figure.value == middle_of(list(values))
            if len(values) > 1:
                slow = quantiles(map(as_it_counts, values), n=10, method="inclusive")[8]
                assert figure.extras[0].value == pytest.approx(slow)
        by_agent = of_agents(FirstResponseTime(), desk, first, last)
        assert {agent: one.n for agent, one in by_agent.items()} == Counter(
            one.by.pk for one in inside
        )

    each_period(check)


def promises_kept(stories: list[Told], desk: Desk) -> None:
    decided = [one for told in stories for one in promises_of(told, hours_of(desk))]

    def check(first: date, last: date) -> None:
        inside = [one for one in decided if first <= day_of(one.at) <= last]
        kept = sum(one.kept for one in inside)
        cancelled = sum(one.cancelled for one in inside)
        n = len(inside) - cancelled
        figure = shown(PromisesKept(), desk, first, last, ClockKind.BUSINESS)
        assert (figure.numerator, figure.n) == (kept, n)
        assert figure.value == (kept / n if n else None)
        assert (figure.low, figure.high) == (wilson(kept, n) or (None, None))
        assert figure.extras[0].value == (cancelled / len(inside) if inside else None)
        by_agent = of_agents(PromisesKept(), desk, first, last)
        wanted = Counter(one.by.pk for one in inside if one.by)
        assert {agent: one.n for agent, one in by_agent.items()} == wanted
        kept_by = Counter(one.by.pk for one in inside if one.by and one.kept)
        assert {agent: one.numerator for agent, one in by_agent.items()} == {
            agent: kept_by[agent] for agent in wanted
        }

    each_period(check)


def satisfaction(stories: list[Told], desk: Desk) -> None:
    given = [told.scores[-1] for told in stories if told.scores]

    def check(first: date, last: date) -> None:
        scores = [score for score, at in given if first <= day_of(at) <= last]
        satisfied = sum(score >= 4 for score in scores)
        figure = shown(Satisfaction(), desk, first, last, ClockKind.BUSINESS)
        assert (figure.numerator, figure.n) == (satisfied, len(scores))
        assert figure.value == (satisfied / len(scores) if scores else None)
        mean = sum(scores) / len(scores) if scores else None
        assert figure.extras[0].value == (mean if mean is None else pytest.approx(mean))
        by_agent = of_agents(Satisfaction(), desk, first, last)
        assert {agent: one.n for agent, one in by_agent.items()} == (
            {desk.bo.pk: len(scores)} if scores else {}
        )

    each_period(check)


def the_cases_behind_a_figure_are_as_many_as_it_counts(stories: list[Told], desk: Desk) -> None:
    start, end = bounds(FIRST, LAST, "Europe/Oslo")
    scope = Scope((desk.team.pk,), start, end)
    for measure in all_measures():
        cases = measure.cases(scope, 0, 1000)
        assert len(cases) == counted(measure, desk)
        newest_first = measure.key != "backlog"
        assert [case.at for case in cases] == sorted(
            (case.at for case in cases), reverse=newest_first
        )
        pages = [measure.cases(scope, begin, 7) for begin in range(0, len(cases) + 7, 7)]
        assert [case for page in pages for case in page] == cases


def counted(measure: Measure, desk: Desk) -> int:
    """How many cases a figure is made of; those of some are only counted."""
    figure = shown(measure, desk, FIRST, LAST, ClockKind.BUSINESS)
    return figure.n if measure.has_cases else 0


def no_day_that_has_facts_is_missing(stories: list[Told], desk: Desk) -> None:
    start, end = bounds(FIRST, LAST, "Europe/Oslo")
    for measure in all_measures():
        scope = Scope((desk.team.pk,), start, end)
        whole = measure.figure(
            [measure.summarise(scope), *days.present(measure, scope)], ClockKind.BUSINESS
        )
        assert shown(measure, desk, FIRST, LAST, ClockKind.BUSINESS) == whole


CHECKS = (
    first_response_time,
    promises_kept,
    satisfaction,
    the_cases_behind_a_figure_are_as_many_as_it_counts,
    no_day_that_has_facts_is_missing,
)


@pytest.mark.parametrize("seed", [11, 2026])
def test_figures_equal_the_count_by_hand_before_and_after_rolling_up(desk: Desk, seed: int) -> None:
    stories = four_weeks(desk, seed)
    decided = [one for told in stories for one in promises_of(told, hours_of(desk))]
    assert {(one.kept, one.cancelled) for one in decided} == {
        (True, False),
        (False, False),
        (False, True),
    }
    assert any(told.scores for told in stories)
    assert Day.objects.filter(stale=True).exists()
    with clock.moved_to(END):
        for check in CHECKS:
            check(stories, desk)
        while rolling.roll_up_stale():
            pass
        for check in CHECKS:
            check(stories, desk)
