"""Statistics against the reference vectors, known tables and their own laws."""

from __future__ import annotations

import json
import math
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
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
    wilson,
)
from tillit.measures.student import two_sided_t

VECTORS: dict[str, dict[str, Any]] = {
    vector["name"]: vector
    for vector in json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))[
        "vectors"
    ]
}
quick = settings(max_examples=30, deadline=None)


def of_family(*prefixes: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("name", [name for name in VECTORS if name.startswith(prefixes)])


def test_no_vector_is_missing() -> None:
    families = Counter(name.partition(".")[0] for name in VECTORS)
    assert families == {"compliance": 6, "percentile": 2, "report": 1, "csat": 1}


@of_family("compliance.wilson", "compliance.no_decided")
def test_wilson(name: str) -> None:
    inputs, expected = VECTORS[name]["inputs"], VECTORS[name]["expected"]
    kept, decided = inputs["kept"], inputs["kept"] + inputs["broken"]
    interval = wilson(kept, decided, inputs.get("confidence", 0.95))
    if expected["rate"] is None:
        assert interval is None
    else:
        tolerance = VECTORS[name]["tolerance"]
        assert kept / decided == pytest.approx(expected["rate"], abs=tolerance)
        assert interval == pytest.approx((expected["low"], expected["high"]), abs=tolerance)


@of_family("compliance.change")
def test_newcombe(name: str) -> None:
    inputs, expected = VECTORS[name]["inputs"], VECTORS[name]["expected"]
    change = newcombe(tuple(inputs["before"]), tuple(inputs["after"]))
    assert change is not None
    measured = (change.difference, change.low, change.high, change.z, change.p)
    wanted = [expected[part] for part in ("diff", "low", "high", "z_pooled", "p")]
    assert measured == pytest.approx(wanted, abs=VECTORS[name]["tolerance"])


def test_percentile_is_linear() -> None:
    vector = VECTORS["percentile.definitions"]
    minutes = vector["inputs"]["minutes"]
    measured = [percentile(minutes, q) for q in vector["inputs"]["q"]]
    assert measured == pytest.approx(vector["expected"]["linear_type7"], abs=vector["tolerance"])
    mean = mean_interval(minutes)
    assert mean is not None
    assert mean.mean == pytest.approx(vector["expected"]["mean"], abs=vector["tolerance"])


def test_percentile_of_one_value_and_of_none() -> None:
    vector = VECTORS["percentile.single_and_empty"]
    inputs, expected = vector["inputs"], vector["expected"]
    assert percentile(inputs["a"], 0.9) == expected["a_p90"]
    assert percentile(inputs["b"], 0.9) is expected["b_p90"] is None


def test_local_day() -> None:
    vector = VECTORS["report.local_day"]
    zone = vector["inputs"]["tz"]
    days = [
        local_day(datetime.fromisoformat(text), zone) for text in vector["inputs"]["instant_utc"]
    ]
    assert [day.isoformat() for day in days] == vector["expected"]["local_date"]


def test_csat() -> None:
    vector = VECTORS["csat.100"]
    counts = {int(score): n for score, n in vector["inputs"]["counts"].items()}
    scores = [score for score, n in counts.items() for _ in range(n)]
    satisfied = counts[4] + counts[5]
    bounds = wilson(satisfied, len(scores))
    mean = mean_interval(scores)
    assert bounds is not None
    assert mean is not None
    measured = {
        "n": mean.n,
        "top2": satisfied / len(scores),
        "top2_low": bounds[0],
        "top2_high": bounds[1],
        "mean": mean.mean,
        "sd": mean.deviation,
        "mean_low": mean.low,
        "mean_high": mean.high,
    }
    assert measured == pytest.approx(vector["expected"], abs=vector["tolerance"])


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
