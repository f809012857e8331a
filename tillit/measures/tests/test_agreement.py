"""Cohen's kappa: by hand, in its paradox, and against statsmodels."""

import random

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa, to_table

from tillit.measures.agreement import agreement


def _cases(both: int, first: int, second: int, neither: int) -> list[tuple[bool, bool]]:
    return (
        [(True, True)] * both
        + [(True, False)] * first
        + [(False, True)] * second
        + [(False, False)] * neither
    )


def test_two_by_two() -> None:
    found = agreement(_cases(20, 5, 10, 15))
    assert found.n == 50
    assert found.observed.value == pytest.approx(0.7)
    assert found.kappa == pytest.approx(0.4)


def test_nearly_all_alike_is_hardly_better_than_chance() -> None:
    found = agreement(_cases(90, 5, 5, 0))
    assert found.observed.value == pytest.approx(0.9)
    assert found.kappa == pytest.approx(-0.0526, abs=1e-4)


@pytest.mark.parametrize("pairs", [[], [("a", "a")], [("a", "a")] * 9])
def test_without_a_choice_there_is_no_kappa(pairs: list[tuple[str, str]]) -> None:
    assert agreement(pairs).kappa is None


def test_it_is_that_of_statsmodels() -> None:
    draw = random.Random(7)
    for _round in range(20):
        pairs = [(draw.randrange(4), draw.randrange(4)) for _case in range(40)]
        table, _bins = to_table(np.array(pairs), 4)
        wanted = cohens_kappa(table, return_results=False)
        assert agreement(pairs).kappa == pytest.approx(wanted)
