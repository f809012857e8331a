"""Statistics against known tables and their own laws."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from statistics import NormalDist, quantiles
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.measures.statistics import (
    local_day,
    mean_interval,
    mean_interval_of_sums,
    newcombe,
    percentile,
    percentile_of_sorted,
    rate,
    ratio,
    wilson,
)
from tillit.measures.student import two_sided_t

quick = settings(max_examples=30, deadline=None)


# Two-sided quantiles of printed tables, by degrees of freedom: 90, 95, 99 and 99.9 %.
TABLE = {
    1: (6.3138, 12.7062, 63.6567, 636.6192),
    2: (2.9200, 4.3027, 9.9248, 31.5991),
    3: (2.3534, 3.1824, 5.8409, 12.9240),
    10: (1.8125, 2.2281, 3.1693, 4.5869),
    29: (1.6991, 2.0452, 2.7564, 3.6594),
    30: (1.6973, 2.0423, 2.7500, 3.6460),
    120: (1.6577, 1.9799, 2.6174, 3.3735),
}


@pytest.mark.parametrize("degrees", TABLE)
def test_students_t_agrees_with_the_tables(degrees: int) -> None:
    measured = [two_sided_t(confidence, degrees) for confidence in (0.90, 0.95, 0.99, 0.999)]
    assert measured == pytest.approx(TABLE[degrees], abs=6e-5)


def test_students_t_has_no_step_where_the_method_changes() -> None:
    before, at, after = (two_sided_t(0.95, degrees) for degrees in (999, 1000, 1001))
    assert before > at > after
    assert (at - after) / (before - at) == pytest.approx(1, abs=0.01)


def test_students_t_of_one_degree_is_cauchys() -> None:
    assert two_sided_t(0.8, 1) == pytest.approx(math.tan(0.4 * math.pi), rel=1e-12)


def test_students_t_comes_to_the_normal() -> None:
    assert two_sided_t(0.95, 10**9) == pytest.approx(NormalDist().inv_cdf(0.975), rel=1e-8)


@pytest.mark.parametrize(("confidence", "degrees"), [(0, 5), (1, 5), (0.95, 0)])
def test_students_t_refuses_the_impossible(confidence: float, degrees: int) -> None:
    with pytest.raises(ValueError, match=r"confidence|degree"):
        two_sided_t(confidence, degrees)


def test_a_mean_of_one_value_has_no_interval_and_of_none_no_mean() -> None:
    one = mean_interval([4.0])
    assert one is not None
    assert (one.n, one.mean, one.deviation, one.low, one.high) == (1, 4.0, None, None, None)
    assert mean_interval([]) is None
    assert mean_interval_of_sums(0, 0, 0) is None


def test_equal_values_have_an_interval_without_width() -> None:
    mean = mean_interval_of_sums(3, 0.3, 0.03)
    assert mean is not None
    assert mean.low == pytest.approx(mean.high)


def test_a_change_without_variance_has_no_z() -> None:
    change = newcombe((5, 5), (8, 8))
    assert change is not None
    assert (change.difference, change.z, change.p) == (0, None, None)
    assert newcombe((0, 0), (3, 4)) is None
    assert newcombe((3, 4), (0, 0)) is None


def test_a_rate_of_nothing_has_no_value() -> None:
    none = rate(0, 0)
    assert (none.value, none.low, none.high) == (None, None, None)
    assert (ratio(1, 0), ratio(3, 2)) == (None, 1.5)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: wilson(5, 4),
        lambda: wilson(-1, 4),
        lambda: wilson(1, 4, confidence=1),
        lambda: percentile([1], 1.1),
        lambda: mean_interval_of_sums(-1, 0, 0),
        lambda: local_day(datetime(2026, 1, 1), "UTC"),
    ],
)
def test_nonsense_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        wrong()


shares = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
numbers = st.floats(-1e6, 1e6)


@quick
@given(shares)
def test_wilson_holds_the_share_and_mirrors(share: tuple[int, int]) -> None:
    successes, n = share
    interval, mirrored = wilson(successes, n), wilson(n - successes, n)
    assert interval is not None
    assert mirrored is not None
    assert 0 <= interval[0] <= successes / n <= interval[1] <= 1
    assert interval == pytest.approx((1 - mirrored[1], 1 - mirrored[0]), abs=1e-12)


@quick
@given(shares, shares)
def test_newcombe_holds_the_difference_and_turns_around(
    before: tuple[int, int], after: tuple[int, int]
) -> None:
    there, back = newcombe(before, after), newcombe(after, before)
    assert there is not None
    assert back is not None
    assert -1 <= there.low <= there.difference <= there.high <= 1
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=1e-12)


@quick
@given(st.lists(numbers, min_size=2, max_size=50))
def test_percentiles_agree_with_the_standard_library(values: list[float]) -> None:
    expected = quantiles(values, n=10, method="inclusive")
    measured = [percentile(values, tenth / 10) for tenth in range(1, 10)]
    assert measured == pytest.approx(expected, rel=1e-9, abs=1e-6)
    assert percentile(values, 0) == min(values)
    assert percentile(values, 1) == max(values)
    assert percentile_of_sorted(sorted(values), 0.5) == percentile(values, 0.5)


@quick
@given(st.lists(st.integers(1, 10), min_size=2, max_size=200))
def test_sums_and_values_give_one_mean(values: list[int]) -> None:
    squares = sum(value * value for value in values)
    by_values = mean_interval(values)
    by_sums = mean_interval_of_sums(len(values), sum(values), squares)
    assert by_values is not None
    assert by_sums is not None
    assert (by_sums.mean, by_sums.low, by_sums.high) == pytest.approx(
        (by_values.mean, by_values.low, by_values.high), abs=1e-7
    )


def test_local_day_uses_the_zone_of_the_report() -> None:
    instant = datetime(2026, 6, 1, 23, 0, tzinfo=UTC)
    assert local_day(instant, "Europe/Oslo").day == 2
    assert local_day(instant, "America/New_York").day == 1
