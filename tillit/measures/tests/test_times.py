"""Durations as histograms: as exact as promised, and the same however they were put together."""

import json
from base64 import b64encode
from collections import Counter
from random import Random
from statistics import mean, quantiles
from typing import Any
from zlib import compress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.measures.summaries import together
from tillit.measures.times import LONGEST_STEP, NO_TIMES, STEPS, Times, stepped

DURATIONS = st.lists(st.integers(0, 10_000_000), max_size=60)
MOST_MOVED = 0.025


@pytest.mark.parametrize(
    ("seconds", "counts_as"),
    [
        (0, 0), (1, 1), (119, 119), (119.4, 119), (119.5, 120), (122, 120), (122.5, 125),
        (597.5, 600), (614, 600), (615, 630), (3599, 3600), (3629, 3600), (3630, 3660),
        (35_999, 36_000), (36_299, 36_000), (36_300, 36_600), (226_200, 226_200),
        (864_000, 864_000), (865_799, 864_000), (865_800, 867_600),
    ],
)  # fmt: skip
def test_it_counts_as_the_nearest_step(seconds: float, counts_as: int) -> None:
    assert stepped(seconds) == counts_as


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        stepped(-1)


@given(st.integers(0, 50_000_000))
def test_nothing_is_moved_by_more_than_is_said(seconds: int) -> None:
    assert abs(stepped(seconds) - seconds) <= MOST_MOVED * seconds


@given(st.integers(0, 10_000_000), st.integers(0, 10_000_000))
def test_the_order_stays(one: int, other: int) -> None:
    assert (one <= other) <= (stepped(one) <= stepped(other))


@given(st.integers(0, 50_000_000))
def test_what_counts_once_counts_the_same_again(seconds: int) -> None:
    assert stepped(stepped(seconds)) == stepped(seconds)


def test_steps_grow_and_each_stretch_begins_on_a_step_of_its_own() -> None:
    assert sorted(STEPS) == list(STEPS)
    sizes = [*(step for _end, step in STEPS[1:]), LONGEST_STEP]
    assert all(end % step == 0 for (end, _step), step in zip(STEPS, sizes, strict=True))


@given(st.lists(st.integers(0, 40_000_000), min_size=1))
def test_each_duration_has_a_lane_of_its_own(durations: list[int]) -> None:
    assert Times.of(durations).counts == dict(sorted(Counter(map(stepped, durations)).items()))


def test_a_lane_holds_more_than_there_can_be() -> None:
    many = Times.together([Times.of([60] * 1000).written()] * 5000)
    assert many.counts == {60: 5_000_000}
    assert many.n == 5_000_000


@pytest.mark.parametrize(("often", "width"), [(255, 1), (256, 2), (65_535, 2), (65_536, 4)])
def test_lanes_are_as_wide_as_they_must_be(often: int, width: int) -> None:
    times = Times.of([7] * often + [60, 80_000])
    written = times.written()
    assert written["width"] == width
    assert Times.together([json.loads(json.dumps(written))]).counts == times.counts


@given(DURATIONS)
def test_what_was_written_in_wide_lanes_is_read(durations: list[int]) -> None:
    times = Times.of(durations)
    wide = times.lanes.to_bytes(-(-times.lanes.bit_length() // 8), "little")
    before = {"lanes": b64encode(compress(wide)).decode(), "total": times.total, "squares": 0}
    assert Times.together([before, times.written()]).counts == {
        duration: count * 2 for duration, count in times.counts.items()
    }


def test_many_different_ones_are_not_packed_and_a_few_are() -> None:
    chance = Random(1)
    many = Times.of(chance.lognormvariate(8.5, 1.2) for _ in range(6667))
    assert not many.written()["packed"]
    assert Times.of([864_000]).written()["packed"]


@given(DURATIONS.filter(lambda found: len(found) > 1))
def test_percentiles_are_those_of_the_steps(durations: list[int]) -> None:
    times = Times.of(durations)
    wanted = quantiles(map(stepped, durations), n=20, method="inclusive")
    assert times.percentile(0.5) == pytest.approx(wanted[9])
    assert times.percentile(0.9) == pytest.approx(wanted[17])
    assert times.percentile(0) == stepped(min(durations))
    assert times.percentile(1) == stepped(max(durations))


@given(DURATIONS, DURATIONS)
def test_put_together_in_any_order_it_is_the_same(one: list[int], other: list[int]) -> None:
    first, second = Times.of(one).written(), Times.of(other).written()
    whole = Times.of([*one, *other])
    assert Times.together([first, second]) == Times.together([second, first]) == whole
    assert Times.together([json.loads(json.dumps(whole.written()))]) == whole


@given(DURATIONS.filter(bool))
def test_the_mean_is_exact(durations: list[int]) -> None:
    times = Times.of(durations)
    assert times.total / times.n == pytest.approx(mean(durations))
    assert times.squares == sum(one * one for one in durations)


def test_nothing_has_no_percentile() -> None:
    assert Times.together([NO_TIMES]).percentile(0.5) is None
    assert Times.together([]).n == 0
    with pytest.raises(ValueError, match="between 0 and 1"):
        Times.of([1]).percentile(1.1)


def test_summaries_are_added_up_by_name_and_by_place() -> None:
    monday: dict[str, Any] = {"kept": 2, "scores": [1, 0], "agents": {"7": [1, 1]}}
    tuesday = {"kept": 3, "scores": [0, 4], "agents": {"7": [2, 0], "8": [0, 1]}}
    assert together([monday, tuesday]) == {
        "kept": 5,
        "scores": [1, 4],
        "agents": {"7": [3, 1], "8": [0, 1]},
    }
    assert together([]) == {}


def test_histograms_within_summaries_are_put_together() -> None:
    monday, tuesday = ({"calendar": Times.of(some).written()} for some in ([60, 90], [90, 7200]))
    found = together([monday, tuesday])["calendar"]
    assert found == Times.of([60, 90, 90, 7200]).written()
