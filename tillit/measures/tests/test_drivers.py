"""What drives a score: eigenvalues, rank correlation, relative weights and the map."""

from __future__ import annotations

import math
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.measures.correlation import average_ranks, pearson, spearman
from tillit.measures.drivers import Quadrant, drivers, quadrants
from tillit.measures.eigen import eigen, product
from tillit.measures.importance import relative_weights

quick = settings(max_examples=60, deadline=None)
scores = st.integers(1, 5)
columns = st.integers(2, 30).flatmap(
    lambda n: st.tuples(*[st.lists(scores, min_size=n, max_size=n)] * 2)
)
tables = st.tuples(st.integers(1, 5), st.integers(8, 30)).flatmap(
    lambda shape: st.lists(
        st.lists(scores, min_size=shape[1], max_size=shape[1]),
        min_size=shape[0] + 1,
        max_size=shape[0] + 1,
    )
)
symmetric = st.integers(1, 7).flatmap(
    lambda size: st.lists(
        st.lists(st.floats(-5, 5), min_size=size, max_size=size), min_size=size, max_size=size
    )
)


@quick
@given(symmetric)
def test_a_matrix_is_what_its_eigenvalues_make(rows: list[list[float]]) -> None:
    size = len(rows)
    matrix = [[rows[max(i, k)][min(i, k)] for k in range(size)] for i in range(size)]
    found = eigen(matrix)
    for k, value in enumerate(found.values):
        vector = [row[k] for row in found.vectors]
        assert math.hypot(*vector) == pytest.approx(1)
        assert product(matrix, vector) == pytest.approx([value * x for x in vector], abs=1e-9)
    rebuilt = found.applied(lambda value: value)
    assert rebuilt == [pytest.approx(row, abs=1e-8) for row in matrix]


@quick
@given(columns, st.data())
def test_rows_that_occur_often_may_be_given_once(
    pair: tuple[list[int], list[int]], data: st.DataObject
) -> None:
    first, second = pair
    counts = data.draw(st.lists(st.integers(1, 4), min_size=len(first), max_size=len(first)))
    many = [row for row, n in zip(zip(*pair, strict=True), counts, strict=True) for _ in range(n)]
    told = spearman(first, second, counts)
    assert told == pytest.approx(spearman(*zip(*many, strict=True)))
    once, each = drivers(first, {"a": second}, counts), drivers(*_columns(many))
    assert once == each


def _columns(rows: list[tuple[int, int]]) -> tuple[list[int], dict[str, list[int]]]:
    return [first for first, _second in rows], {"a": [second for _first, second in rows]}


def test_a_singular_matrix_has_a_pseudo_inverse() -> None:
    found = eigen([[1.0, 1.0], [1.0, 1.0]])
    assert found.rank == 1
    assert found.applied(lambda value: 1 / value) == [pytest.approx([0.25, 0.25])] * 2
    assert eigen([[0.0, 0.0], [0.0, 0.0]]).rank == 0


@quick
@given(st.lists(st.floats(-9, 9)))
def test_ranks_add_up_whatever_is_tied(values: list[float]) -> None:
    n = len(values)
    ranks = average_ranks(values)
    assert sum(ranks) == n * (n + 1) / 2
    for one, first in zip(values, ranks, strict=True):
        for other, second in zip(values, ranks, strict=True):
            assert (one < other) == (first < second)


@quick
@given(columns, st.randoms(use_true_random=False))
def test_correlation_is_symmetric_and_blind_to_order(
    pair: tuple[list[int], list[int]], chance: Random
) -> None:
    first, second = pair
    found = spearman(first, second)
    assert (found is None) == (len(set(first)) == 1 or len(set(second)) == 1)
    if found is None:
        return
    assert -1 <= found <= 1
    assert spearman(second, first) == pytest.approx(found)
    order = chance.sample(range(len(first)), len(first))
    mixed = spearman([first[i] for i in order], [second[i] for i in order])
    assert mixed == pytest.approx(found)
    assert spearman(first, first) == pytest.approx(1)
    assert spearman(first, [-value for value in first]) == pytest.approx(-1)


def test_too_few_rows_go_together_with_nothing() -> None:
    assert pearson([], []) is None
    assert pearson([1], [2]) is None


def test_equal_fractions_go_together_with_nothing() -> None:
    assert sum([0.1] * 3) / 3 != 0.1
    assert pearson([0.1] * 3, [1, 2, 3]) is None
    assert pearson([1, 2, 3], [0.1] * 3) is None


@quick
@given(tables)
def test_weights_are_never_negative_and_sum_to_r_squared(table: list[list[int]]) -> None:
    overall, *aspects = table
    found = relative_weights(overall, {str(i): values for i, values in enumerate(aspects)})
    if found is None:
        return
    assert all(weight >= 0 for weight in found.raw.values())
    assert sum(found.raw.values()) == pytest.approx(found.r_squared)
    assert found.r_squared <= 1 + 1e-9
    turned = {str(i): aspects[i] for i in reversed(range(len(aspects)))}
    again = relative_weights(overall, turned)
    assert again is not None
    assert again.raw == pytest.approx(found.raw, abs=1e-6)


def test_aspects_that_say_the_same_share_their_weight() -> None:
    overall, alike, other = [1, 2, 3, 4, 5, 5], [1, 2, 2, 4, 4, 5], [3, 1, 4, 1, 5, 2]
    found = relative_weights(overall, {"a": alike, "b": alike, "c": other})
    assert found is not None
    assert found.raw["a"] == pytest.approx(found.raw["b"])
    single = relative_weights(overall, {"a": alike, "c": other})
    assert single is not None
    assert found.r_squared == pytest.approx(single.r_squared)


def test_what_does_not_vary_has_no_weight_and_disturbs_nothing() -> None:
    overall, aspect = [1, 2, 3, 4, 5], [2, 1, 4, 3, 5]
    alone = relative_weights(overall, {"a": aspect})
    beside = relative_weights(overall, {"a": aspect, "same": [3] * 5})
    assert alone is not None
    assert alone == beside
    assert beside.share("same") is None
    assert beside.share("a") == 1
    assert relative_weights([4] * 5, {"a": aspect}) is None


def test_fewer_answers_than_it_takes_have_no_weights() -> None:
    three = {"a": [1, 2, 4], "b": [2, 2, 1]}
    assert relative_weights([1, 2, 3], three) is None
    found = drivers([1, 2, 3], three)
    assert (found.complete, found.r_squared, found.is_few) == (3, None, True)
    assert [one.weight for one in found.drivers] == [None, None]
    assert found.drivers[0].importance == pytest.approx(1)


def test_an_answer_that_is_not_there_counts_nowhere() -> None:
    overall = [5, 4, 3, 2, 1, None, 4]
    found = drivers(
        overall,
        {
            "speed": [5, 4, 3, 2, 2, 5, None],
            "tone": [4, None, 4, 3, 2, 1, 5],
            "price": [None] * 7,
        },
    )
    speed, tone, price = found.drivers
    assert (speed.n, tone.n, price.n) == (5, 5, 0)
    assert speed.performance == 3.5
    assert (price.importance, price.performance, price.weight, price.quadrant) == (None,) * 4
    # Nobody scored the price, so it keeps no answer from counting.
    assert found.complete == 4
    assert found.r_squared is not None
    assert sum(one.weight or 0 for one in found.drivers) == pytest.approx(found.r_squared)


def test_fifty_complete_answers_are_enough() -> None:
    overall = [1 + i % 5 for i in range(50)]
    aspect: list[float | None] = [1 + i % 4 for i in range(50)]
    assert not drivers(overall, {"a": aspect}).is_few
    assert drivers(overall, {"a": [None, *aspect[1:]]}).is_few


def test_nobody_and_nothing() -> None:
    found = drivers([], {"a": []})
    assert (found.complete, found.r_squared, found.priorities) == (0, None, None)
    assert drivers([1, 2], {}).drivers == ()


def test_a_point_on_the_crossing_counts_as_high() -> None:
    found = quadrants({"a": 0.1, "b": 0.1, "c": 0.1}, {"a": 3.3, "b": 3.3, "c": 3.3})
    assert found is not None
    assert set(found.places.values()) == {Quadrant.KEEP_UP}
    lone = quadrants({"a": 0.4, "b": None}, {"a": 3.0, "b": 4.0})
    assert lone is not None
    assert (lone.places, lone.performance) == ({"a": Quadrant.KEEP_UP}, 3)
    assert quadrants({"a": None}, {"a": 3.0}) is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: eigen([[1.0, 2.0]]),
        lambda: eigen([[1.0, 2.0], [3.0, 1.0]]),
        lambda: pearson([1], [1, 2]),
        lambda: drivers([1, 2], {"a": [1]}),
    ],
)
def test_nonsense_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        wrong()
