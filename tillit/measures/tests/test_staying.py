"""Who stays, how long, and what it is worth."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.measures.chi_squared import upper_tail
from tillit.measures.dates import add_months
from tillit.measures.exposure import Outcomes, exposure
from tillit.measures.log_rank import Group, log_rank
from tillit.measures.retention import annual_churn, cohorts, period_retention
from tillit.measures.segments import Buying, Rfm, VipMark, VipRule, is_vip, rfm
from tillit.measures.survival import median_survival, survival
from tillit.measures.value import (
    Paid,
    customer_value,
    customer_value_over,
    expected_periods,
    lost_customer,
    market_damage,
)

quick = settings(max_examples=60, deadline=None)
TODAY = date(2026, 6, 1)
shares = st.floats(0, 1)
cases = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=40)
months = st.integers(0, 11).map(lambda number: add_months(date(2026, 1, 15), number))
activity = st.lists(st.tuples(st.integers(1, 9), months), max_size=60)


def test_retention_of_nobody_is_not_defined() -> None:
    found = period_retention(start=0, new=3, end=3)
    assert (found.retention, found.churn, found.lost) == (None, None, 0)


@quick
@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_who_stayed_and_who_left_are_all(stayed: int, left: int, new: int) -> None:
    found = period_retention(start=stayed + left, new=new, end=stayed + new)
    assert found.lost == left
    if found.retention is not None and found.churn is not None:
        assert found.retention + found.churn == pytest.approx(1)


def test_all_or_nobody_leaves_within_the_year() -> None:
    assert (annual_churn(0), annual_churn(1)) == (0, 1)


@quick
@given(activity, st.randoms(use_true_random=False))
def test_cohorts_fall_with_time_when_they_roll(
    days: list[tuple[int, date]], chance: Random
) -> None:
    through = date(2026, 10, 1)
    table = cohorts(days, through)
    known = {customer for customer, day in days if day < date(2026, 11, 1)}
    assert sum(row.size for row in table) == len(known)
    assert len({len(row.classic) for row in table}) <= 1
    for row in table:
        rolling = [share for share in row.rolling if share is not None]
        assert row.classic[0] == row.rolling[0] == 1
        assert rolling == sorted(rolling, reverse=True)
        last = len(rolling) - 1
        assert row.classic[last] == row.rolling[last]
        assert add_months(row.first, last) == date(2026, 10, 1)
        for classic, rolled in zip(row.classic, row.rolling, strict=True):
            assert (classic is None) == (rolled is None)
            assert (classic or 0) <= (rolled or 0)
    assert cohorts(chance.sample(days, len(days)), through) == table


@quick
@given(cases, st.randoms(use_true_random=False))
def test_the_curve_falls_within_its_bounds(those: list[tuple[int, bool]], chance: Random) -> None:
    times, happened = zip(*those, strict=True)
    found = survival(times, happened)
    assert found is not None
    left = [1.0, *(step.left for step in found.steps)]
    assert left == sorted(left, reverse=True)
    assert sum(step.events for step in found.steps) == sum(happened)
    for step in found.steps:
        assert found.left_at(step.time) == step.left
        if step.low is None or step.high is None:
            assert step.left == 0
        else:
            assert 0 <= step.low <= step.left <= step.high <= 1
    mixed = chance.sample(those, len(those))
    assert survival([time for time, _so in mixed], [so for _time, so in mixed]) == found
    ordered = sorted(those)
    waiting = [time for time, so in ordered if not so]
    done = [time for time, so in ordered if so]
    assert (
        median_survival(sorted(Counter(done).items()), waiting, len(done) + len(waiting))
        == found.median
    )


def test_before_anything_happens_all_are_left() -> None:
    found = survival([2, 5], [True, False])
    assert found is not None
    assert (found.left_at(1.9), found.left_at(2), found.left_at(9)) == (1, 0.5, 0.5)
    assert found.median == 2
    waiting = survival([3, 4], [False, False])
    assert waiting is not None
    assert (waiting.steps, waiting.median) == ((), None)
    assert survival([], []) is None


@quick
@given(st.lists(cases, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_test_is_blind_to_the_order_of_groups(
    drawn: list[list[tuple[int, bool]]], chance: Random
) -> None:
    groups = [Group(*zip(*those, strict=True)) for those in drawn]
    found = log_rank(groups)
    again = log_rank(chance.sample(groups, len(groups)))
    if found is None:
        assert again is None
        return
    assert again is not None
    assert again.chi_squared == pytest.approx(found.chi_squared, abs=1e-6)
    assert (again.degrees, 0 <= found.p <= 1) == (found.degrees, True)
    assert found.degrees < len(groups)


def test_groups_that_live_alike_do_not_differ() -> None:
    one = Group([1, 2, 3, 4], [True, True, False, True])
    found = log_rank([one, one])
    assert found is not None
    assert (found.chi_squared, found.p) == pytest.approx((0, 1))
    assert log_rank([Group([1], [False]), Group([2], [False])]) is None


def test_a_group_that_left_before_anything_happened_gives_no_degree_of_freedom() -> None:
    early = Group([1, 1], [False, False])
    one, other = Group([2, 3], [True, True]), Group([4, 5], [True, True])
    three, two = log_rank([early, one, other]), log_rank([one, other])
    assert three is not None
    assert two is not None
    assert three.degrees == two.degrees == 1
    assert three.chi_squared == pytest.approx(two.chi_squared)


@pytest.mark.parametrize(
    ("value", "degrees", "tail"),
    [(3.8415, 1, 0.05), (5.9915, 2, 0.05), (7.8147, 3, 0.05), (18.307, 10, 0.05), (0, 4, 1)],
)
def test_chi_squared_agrees_with_the_tables(value: float, degrees: int, tail: float) -> None:
    assert upper_tail(value, degrees) == pytest.approx(tail, abs=2e-6)


@quick
@given(st.floats(0, 1000), st.floats(0, 0.95), st.floats(0.01, 1))
def test_a_value_over_ever_more_periods_is_the_whole_value(
    margin: float, retention: float, discount: float
) -> None:
    for paid in Paid:
        whole = customer_value(margin, retention, discount, paid)
        long = customer_value_over(2000, margin, retention, discount, paid)
        assert whole == pytest.approx(long)
    advance = customer_value(margin, retention, discount)
    arrears = customer_value(margin, retention, discount, Paid.IN_ARREARS)
    assert advance is not None
    assert advance == pytest.approx(margin + (arrears or 0))


def test_a_sum_without_end_is_not_defined_but_its_beginning_is() -> None:
    assert customer_value(100, 1, 0) is None
    assert customer_value_over(12, 100, 1, 0) == 1200
    assert customer_value_over(0, 100, 0.5, 0.1) == 0
    assert expected_periods(1) is None
    assert expected_periods(0) == 1


def test_word_of_mouth_is_nothing_by_default() -> None:
    found = lost_customer(100, 20, value_of_new=50)
    assert found.cost == found.with_word_of_mouth == 120
    assert lost_customer(100, 0).cost == 100


def test_a_problem_of_nobody_does_no_damage() -> None:
    assert damage(customers=0).lost_customers == 0


counts = st.builds(Outcomes, st.integers(0, 40), st.integers(0, 40))


@quick
@given(counts, counts)
def test_ratios_lie_within_their_bounds_and_turn_around(one: Outcomes, other: Outcomes) -> None:
    found, turned = exposure(one, other), exposure(other, one)
    cells = (one.left, one.stayed, other.left, other.stayed)
    if found.risk_ratio is None or found.odds_ratio is None:
        assert (found.risk_ratio, found.odds_ratio, found.attributable) == (None, None, None)
        assert 0 in (one.n, other.n, one.left + other.left, one.stayed + other.stayed)
        assert not found.is_corrected
        return
    assert found.is_corrected == (0 in cells)
    for ratio in (found.risk_ratio, found.odds_ratio):
        assert 0 < ratio.low <= ratio.value <= ratio.high
    assert turned.risk_ratio is not None
    assert turned.risk_ratio.value == pytest.approx(1 / found.risk_ratio.value)
    assert turned.risk_ratio.low == pytest.approx(1 / found.risk_ratio.high)
    assert (found.risk, found.risk_without) == (one.left / one.n, other.left / other.n)


def test_a_correction_is_made_only_where_it_can_tell_something() -> None:
    assert exposure(Outcomes(0, 5), Outcomes(0, 9)).risk_ratio is None
    assert exposure(Outcomes(5, 0), Outcomes(9, 0)).risk_ratio is None
    assert exposure(Outcomes(0, 0), Outcomes(2, 9)).risk is None
    assert exposure(Outcomes(3, 0), Outcomes(2, 9)).is_corrected


buying = st.builds(Buying, st.integers(0, 30), st.integers(0, 9), st.integers(-5, 99))


@quick
@given(st.dictionaries(st.integers(), buying, max_size=30))
def test_who_is_strictly_better_never_scores_less(customers: dict[int, Buying]) -> None:
    scores = rfm(customers)
    assert scores.keys() == customers.keys()
    for one, first in customers.items():
        for other, second in customers.items():
            assert (first.monetary != second.monetary) or (
                scores[one].monetary == scores[other].monetary
            )
            if first.recency_days < second.recency_days:
                assert scores[one].recency >= scores[other].recency
            if first.frequency > second.frequency:
                assert scores[one].frequency >= scores[other].frequency
    assert all(1 <= part <= 5 for one in scores.values() for part in map(int, str(one)))


def test_a_vip_is_made_by_rule_or_by_hand_until_a_day() -> None:
    best, poor = Rfm(5, 4, 4), Rfm(5, 4, 3)
    assert is_vip(best, TODAY)
    assert not is_vip(poor, TODAY)
    assert is_vip(poor, TODAY, rule=VipRule(monetary=3))
    assert is_vip(None, TODAY, mark=VipMark("Old friend"))
    assert is_vip(poor, TODAY, mark=VipMark("After the flood", until=date(2026, 6, 2)))
    assert not is_vip(None, TODAY, mark=VipMark("After the flood", until=TODAY))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: period_retention(start=10, new=-1, end=5),
        lambda: period_retention(start=10, new=6, end=5),
        lambda: period_retention(start=10, new=0, end=11),
        lambda: annual_churn(1.1),
        lambda: survival([1, 2], [True]),
        lambda: survival([-1], [True]),
        lambda: survival([1], [True], confidence=1),
        lambda: log_rank([Group([1], [True])]),
        lambda: log_rank([Group([1], [True]), Group([], [])]),
        lambda: log_rank([Group([1], [True]), Group([1, 2], [True])]),
        lambda: upper_tail(-1, 1),
        lambda: upper_tail(1, 0),
        lambda: customer_value(100, 1.1, 0.1),
        lambda: customer_value(100, 0.5, -1),
        lambda: customer_value_over(-1, 100, 0.5, 0.1),
        lambda: expected_periods(-0.1),
        lambda: lost_customer(100, -1),
        lambda: lost_customer(100, 1, talked_out=-1),
        lambda: damage(customers=-1),
        lambda: damage(satisfied=1.2),
        lambda: exposure(Outcomes(-1, 2), Outcomes(1, 2)),
        lambda: rfm({"a": Buying(-1, 2, 3)}),
        lambda: rfm({"a": Buying(1, -2, 3)}),
    ],
)
def test_nonsense_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        wrong()


def damage(customers: int = 100, satisfied: float = 0.5) -> Any:
    return market_damage(
        customers,
        500,
        complaining=0.4,
        satisfied=satisfied,
        leaving_satisfied=0.1,
        leaving_dissatisfied=0.5,
        leaving_silent=0.3,
    )
