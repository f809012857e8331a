"""Krippendorff's alpha: his own published examples, and what it must say at the edges."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tillit.measures.reliability import nominal_alpha

C_DATA = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
"""Four observers, twelve units: Krippendorff, Computing Krippendorff's Alpha-Reliability, C."""
BINARY = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
"""Two observers, ten units, two values: the same paper, A."""


def test_published_examples_come_out_as_published() -> None:
    found = nominal_alpha(zip(*C_DATA, strict=True))
    assert found.alpha == pytest.approx(0.743421, abs=1e-6)
    assert found.units == 11
    assert nominal_alpha(zip(*BINARY, strict=True)).alpha == pytest.approx(0.095238, abs=1e-6)


def test_perfect_agreement_is_one() -> None:
    found = nominal_alpha([("yes", "yes"), ("no", "no"), ("no", "no")])
    assert found.alpha == 1
    assert found.can_be_relied_on
    assert not found.is_tentative


def test_it_is_undefined_where_nothing_can_differ() -> None:
    assert nominal_alpha([]).alpha is None
    assert nominal_alpha([("yes", None), (None, "no")]).alpha is None
    assert nominal_alpha([("no", "no"), ("no", "no")]).alpha is None
    assert not nominal_alpha([]).can_be_relied_on


def test_what_one_has_coded_alone_does_not_count() -> None:
    both = [("yes", "no"), ("no", "no"), ("yes", "yes")]
    assert nominal_alpha([*both, ("yes", None)]) == nominal_alpha(both)


def test_between_the_two_limits_it_is_tentative() -> None:
    found = nominal_alpha([("yes", "yes")] * 5 + [("no", "no")] * 5 + [("yes", "no")] * 2)
    assert found.alpha == pytest.approx(1 - 23 * 4 / (24**2 - 2 * 12**2))
    assert found.is_tentative


codes = some.lists(
    some.tuples(*[some.sampled_from(["a", "b", "c", None])] * 3), min_size=1, max_size=12
)


@given(codes)
def test_neither_the_order_of_coders_nor_of_units_matters(
    units: list[tuple[str | None, str | None, str | None]],
) -> None:
    wanted = nominal_alpha(units)
    assert wanted.alpha is None or wanted.alpha <= 1
    for order in permutations(range(3)):
        found = nominal_alpha([unit[place] for place in order] for unit in reversed(units))
        assert found.units == wanted.units
        assert found.alpha == pytest.approx(wanted.alpha)
