"""When a row of figures says that something changed."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.measures.p_chart import p_chart
from tillit.measures.signals import Verdict, deviation, signals, verdict
from tillit.measures.xmr import limits_of, xmr

quick = settings(max_examples=60, deadline=None)
USUAL: list[float | None] = [82, 85, 79, 84, 81, 83, 80, 86, 82, 84, 81, 83]
points = st.lists(st.none() | st.integers(0, 100), max_size=30)
rows = st.lists(
    st.integers(0, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=20
)


def test_each_rule_fires_where_it_holds() -> None:
    found = signals([0.1] * 8 + [-0.1, 0, 1.2, -0.6, 0.6, 0.6, 0.6])
    assert found.outside == (10,)
    assert found.runs == (7,)
    assert found.near == (13, 14)
    assert found.fires_at(7)
    assert not found.fires_at(8)


def test_the_centre_ends_a_run_and_a_gap_does_not() -> None:
    assert signals([0.1] * 7 + [0, 0.1]).runs == ()
    assert signals([0.1] * 7 + [None, 0.1]).runs == (8,)
    assert signals([0.6, None, 0.6, 0.1, 0.7]).near == (4,)


def test_points_on_both_sides_do_not_add_up() -> None:
    assert signals([0.6, -0.6, 0.6, -0.6, 0.6]).near == ()


def test_a_limit_itself_is_within() -> None:
    assert signals([1.0, -1.0, 1.0]).outside == ()
    assert signals([0.5] * 4).near == ()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ([0.2, 1.5], Verdict.SIGNAL),
        ([1.5, 0.2], Verdict.NORMAL),
        ([0.2, None], Verdict.UNKNOWN),
        ([], Verdict.UNKNOWN),
        (None, Verdict.UNKNOWN),
    ],
)
def test_what_the_newest_point_says(row: list[float | None] | None, says: Verdict) -> None:
    assert verdict(row) == says


@quick
@given(st.lists(st.none() | st.floats(-2, 2), max_size=40))
def test_signals_mirror_and_never_look_ahead(row: list[float | None]) -> None:
    found = signals(row)
    assert signals([None if one is None else -one for one in row]) == found
    for rule in (found.outside, found.runs, found.near):
        assert all(row[index] is not None for index in rule)
    before = signals(row[:-1])
    assert before.runs == tuple(index for index in found.runs if index < len(row) - 1)
    assert before.near == tuple(index for index in found.near if index < len(row) - 1)


@quick
@given(st.lists(st.none() | st.sampled_from([-0.7, -0.2, 0, 0.2, 0.7]), max_size=40))
def test_rules_fire_as_they_are_worded(row: list[float | None]) -> None:
    found = signals(row)
    for index, value in enumerate(row):
        lately = [one for one in row[: index + 1] if one is not None]
        if value is None:
            assert not found.fires_at(index)
            continue
        alike = [one * value > 0 for one in lately[-8:]]
        assert (index in found.runs) == (len(alike) == 8 and all(alike))
        near = [one for one in lately[-4:] if abs(one) > 0.5 and one * value > 0]
        assert (index in found.near) == (abs(value) > 0.5 and len(near) >= 3)


def test_without_dispersion_whatever_is_not_the_centre_is_far_away() -> None:
    assert deviation(0.1 + 0.2, 0.3, 0) == 0
    assert (deviation(4, 3, 0), deviation(2, 3, 0)) == (math.inf, -math.inf)


@quick
@given(points, st.integers(0, 30))
def test_limits_are_those_of_the_baseline_only(row: list[float | None], size: int) -> None:
    baseline = min(size, len(row))
    found = xmr(row, baseline)
    assert found.limits == limits_of(row[:baseline])
    assert len(found.ranges) == len(row)
    if found.limits is None:
        assert (found.signals, found.large_ranges, found.verdict) == (None, (), Verdict.UNKNOWN)
        return
    limits = found.limits
    assert limits.low <= limits.centre <= limits.high
    assert found.signals is not None
    for index, value in enumerate(row):
        if value is not None and not limits.has_no_dispersion:
            far = value > limits.high + 1e-6 or value < limits.low - 1e-6
            assert not far or index in found.signals.outside
    if row:
        says = found.signals.fires_at(len(row) - 1)
        assert (found.verdict == Verdict.SIGNAL) == says


def test_five_points_have_no_limits() -> None:
    assert limits_of(USUAL[:5]) is None
    assert limits_of(USUAL[:6]) is not None
    assert limits_of([*USUAL[:5], None]) is None
    assert xmr(USUAL[:5], 5).verdict == Verdict.UNKNOWN


def test_points_that_stand_alone_have_no_ranges() -> None:
    apart = [value for one in USUAL for value in (one, None)]
    assert limits_of(apart) is None
    found = xmr([80, None, 90, 95], 0)
    assert found.ranges == (None, None, None, 5)


def test_equal_fractions_have_no_dispersion() -> None:
    found = xmr([0.1] * 10, 10)
    assert found.limits is not None
    assert found.limits.has_no_dispersion
    assert found.limits.centre == 0.1
    assert found.verdict == Verdict.NORMAL
    assert found.large_ranges == ()


def test_a_jump_between_the_limits_is_a_large_range() -> None:
    found = xmr([*USUAL, 76, 89], len(USUAL))
    assert found.large_ranges == (13,)
    assert found.verdict == Verdict.NORMAL


def test_a_row_that_is_usual_says_so() -> None:
    assert xmr([*USUAL, 84], len(USUAL)).verdict == Verdict.NORMAL
    assert xmr([*USUAL, 99], len(USUAL)).verdict == Verdict.SIGNAL
    assert xmr([*USUAL, None], len(USUAL)).verdict == Verdict.UNKNOWN


@quick
@given(rows)
def test_limits_of_shares_hold_the_centre(shares: list[tuple[int, int]]) -> None:
    found = p_chart(shares)
    assert [period is None for period in found.periods] == [n == 0 for _part, n in shares]
    known = [period for period in found.periods if period is not None]
    assert (found.centre is None) == (not known)
    if found.signals is None:
        assert len(known) < 6
        assert all(period.low is period.high is None for period in known)
        return
    assert found.centre is not None
    for period in known:
        assert period.low is not None
        assert period.high is not None
        assert 0 <= period.low <= found.centre <= period.high <= 1
    wider = p_chart(shares, laney=True)
    if found.sigma_z and found.sigma_z >= 1:
        assert wider.signals is not None
        assert set(wider.signals.outside) <= set(found.signals.outside)


def test_more_cases_make_narrower_limits() -> None:
    found = p_chart([(9, 10), (90, 100)] * 3)
    few, many = found.periods[:2]
    assert few is not None
    assert many is not None
    assert (few.low or 0) < (many.low or 0)
    assert found.verdict == Verdict.NORMAL


def test_the_centre_is_that_of_the_baseline() -> None:
    usual = [(90, 100), (91, 100), (89, 100), (92, 100), (88, 100), (90, 100)]
    found = p_chart([*usual, (70, 100)], baseline=6)
    assert found.centre == 0.9
    assert found.verdict == Verdict.SIGNAL


def test_all_kept_makes_any_broken_one_a_signal() -> None:
    found = p_chart([(10, 10)] * 6 + [(9, 10)], baseline=6)
    assert found.has_no_dispersion
    assert (found.sigma_z, found.verdict) == (None, Verdict.SIGNAL)
    assert p_chart([(10, 10)] * 6).verdict == Verdict.NORMAL


def test_nothing_has_no_centre() -> None:
    found = p_chart([(0, 0)] * 8)
    assert (found.centre, found.sigma_z, found.signals) == (None, None, None)
    assert not found.has_no_dispersion


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: xmr(USUAL, 13),
        lambda: xmr(USUAL, -1),
        lambda: p_chart([(2, 1)]),
        lambda: p_chart([(-1, 1)]),
        lambda: p_chart([(1, 2)], baseline=2),
    ],
)
def test_nonsense_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        wrong()
