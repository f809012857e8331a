"""Our formulas against scipy, statsmodels and lifelines, on random numbers.

They take seconds to load, so each is imported where it is asked.
"""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tillit.measures.chi_squared import upper_tail
from tillit.measures.comparing import discoveries, funnel
from tillit.measures.correlation import average_ranks, pearson, spearman
from tillit.measures.eigen import eigen
from tillit.measures.exposure import Outcomes, exposure
from tillit.measures.importance import relative_weights
from tillit.measures.log_rank import Group, log_rank
from tillit.measures.normal import two_sided_p, two_sided_z
from tillit.measures.statistics import mean_interval, newcombe, percentile, wilson
from tillit.measures.student import two_sided_t
from tillit.measures.survival import survival

CONFIDENCES = (0.8, 0.9, 0.95, 0.998)


@pytest.fixture(params=range(12))
def chance(request: pytest.FixtureRequest) -> Random:
    """Random numbers that are the same each time."""
    return Random(request.param)


def scored(chance: Random, n: int, best: int = 5) -> list[int]:
    return [chance.randint(1, best) for _row in range(n)]


def lives(chance: Random) -> Group:
    """Some of whom it happened to, at times that often are the same."""
    n = chance.randint(5, 80)
    longest = chance.randint(3, 40)
    times = [chance.randint(1, longest) for _one in range(n)]
    return Group(times, [chance.random() < 0.6 for _one in range(n)])


def test_distributions_are_scipys(chance: Random) -> None:
    from scipy import stats

    confidence, degrees = chance.uniform(0.01, 0.999), chance.randint(1, 400)
    assert two_sided_z(confidence) == pytest.approx(stats.norm.ppf((1 + confidence) / 2))
    assert two_sided_t(confidence, degrees) == pytest.approx(
        stats.t.ppf((1 + confidence) / 2, degrees)
    )
    z, value = chance.gauss(0, 3), chance.uniform(0, 600)
    assert two_sided_p(z) == pytest.approx(2 * stats.norm.sf(abs(z)))
    expected = stats.chi2.sf(value, degrees)
    assert upper_tail(value, degrees) == pytest.approx(expected, rel=1e-9, abs=1e-300)


def test_correlations_are_scipys(chance: Random) -> None:
    from scipy import stats

    n = chance.randint(5, 200)
    first, second = scored(chance, n, best=10), scored(chance, n)
    assert average_ranks(first) == list(stats.rankdata(first))
    assert spearman(first, second) == pytest.approx(stats.spearmanr(first, second).statistic)
    assert pearson(first, second) == pytest.approx(stats.pearsonr(first, second).statistic)


def test_eigenvalues_are_scipys(chance: Random) -> None:
    from scipy import linalg

    size = chance.randint(1, 12)
    rows = [[chance.uniform(-3, 3) for _k in range(size)] for _i in range(size)]
    matrix = [[rows[max(i, k)][min(i, k)] for k in range(size)] for i in range(size)]
    assert sorted(eigen(matrix).values) == pytest.approx(linalg.eigvalsh(matrix).tolist())


def test_percentiles_and_means_are_numpys_and_scipys(chance: Random) -> None:
    import numpy
    from scipy import stats

    values = [chance.expovariate(1) for _value in range(chance.randint(2, 60))]
    q, confidence = chance.random(), chance.choice(CONFIDENCES)
    assert percentile(values, q) == pytest.approx(numpy.quantile(values, q))
    found = mean_interval(values, confidence)
    assert found is not None
    error = stats.sem(values)
    low, high = stats.t.interval(confidence, len(values) - 1, numpy.mean(values), error)
    assert (found.low, found.high) == pytest.approx((low, high))


def test_relative_weights_sum_to_the_r_squared_of_statsmodels(chance: Random) -> None:
    import numpy
    from statsmodels.api import OLS, add_constant

    n, many = chance.randint(20, 120), chance.randint(1, 7)
    columns = [scored(chance, n) for _aspect in range(many)]
    overall = [sum(row) + chance.randint(0, 6) for row in zip(*columns, strict=True)]
    found = relative_weights(overall, {str(i): column for i, column in enumerate(columns)})
    assert found is not None
    explained = OLS(overall, add_constant(numpy.column_stack(columns))).fit().rsquared
    assert found.r_squared == pytest.approx(explained)
    assert list(found.raw.values()) == pytest.approx(johnson(columns, overall).tolist())


def johnson(columns: list[list[int]], overall: list[int]) -> Any:
    """Relative weights by numpy's own decomposition."""
    import numpy

    whole = numpy.corrcoef([*columns, overall])
    among, towards = whole[:-1, :-1], whole[:-1, -1]
    values, vectors = numpy.linalg.eigh(among)
    roots = vectors @ numpy.diag(numpy.sqrt(values)) @ vectors.T
    return roots**2 @ numpy.linalg.solve(roots, towards) ** 2


def test_shares_and_their_changes_are_those_of_statsmodels(chance: Random) -> None:
    from statsmodels.stats import proportion

    (first, one), (second, other) = (
        (chance.randint(1, n - 1), n) for n in (chance.randint(2, 400), chance.randint(2, 400))
    )
    confidence = chance.choice(CONFIDENCES)
    expected = proportion.proportion_confint(first, one, 1 - confidence, method="wilson")
    assert wilson(first, one, confidence) == pytest.approx(expected)
    found = newcombe((first, one), (second, other))
    bounds = proportion.confint_proportions_2indep(
        second, other, first, one, method="newcomb", compare="diff"
    )
    z, p = proportion.proportions_ztest([second, first], [other, one])
    assert found is not None
    assert (found.low, found.high) == pytest.approx(bounds)
    assert (found.z, found.p) == pytest.approx((z, p))


def test_a_place_in_the_funnel_is_scipys(chance: Random) -> None:
    from scipy import stats

    overall, n = chance.uniform(0.05, 0.95), chance.randint(200, 2000)
    found = funnel(overall, (round(n * overall), n))
    assert found is not None
    error = (overall * (1 - overall) / n) ** 0.5
    for bounds, confidence in ((found.inner, 0.95), (found.outer, 0.998)):
        low, high = stats.norm.interval(confidence, overall, error)
        assert bounds == pytest.approx((max(0, low), min(1, high)))


def test_risks_are_compared_as_statsmodels_does(chance: Random) -> None:
    from statsmodels.stats.contingency_tables import Table2x2

    left, stayed, others_left, others_stayed = (chance.randint(1, 300) for _cell in range(4))
    confidence = chance.choice(CONFIDENCES)
    found = exposure(Outcomes(left, stayed), Outcomes(others_left, others_stayed), confidence)
    table = Table2x2([[left, stayed], [others_left, others_stayed]])
    assert found.risk_ratio is not None
    assert found.odds_ratio is not None
    assert found.risk_ratio.value == pytest.approx(table.riskratio)
    risks, odds = (found.risk_ratio, found.odds_ratio)
    wanted = table.riskratio_confint(1 - confidence)
    assert (risks.low, risks.high) == pytest.approx(tuple(wanted))
    assert odds.value == pytest.approx(table.oddsratio)
    wanted = table.oddsratio_confint(1 - confidence)
    assert (odds.low, odds.high) == pytest.approx(tuple(wanted))


def test_discoveries_are_those_of_statsmodels(chance: Random) -> None:
    from statsmodels.stats.multitest import multipletests

    p_values = [chance.random() ** chance.randint(1, 6) for _one in range(chance.randint(1, 60))]
    for rate in (0.01, 0.05, 0.2):
        expected = multipletests(p_values, rate, method="fdr_bh")[0]
        assert discoveries(p_values, rate) == list(expected)


def test_curves_are_those_of_lifelines(chance: Random) -> None:
    from lifelines import KaplanMeierFitter

    group, confidence = lives(chance), chance.choice(CONFIDENCES)
    found = survival(group.times, group.happened, confidence)
    assert found is not None
    fitter = KaplanMeierFitter(alpha=1 - confidence).fit(group.times, group.happened)
    bounds = fitter.confidence_interval_
    for step in found.steps:
        assert step.left == pytest.approx(fitter.predict(step.time))
        assert step.at_risk == fitter.event_table.at_risk[step.time]
        if step.low is not None:
            wanted = tuple(bounds.loc[step.time])
            assert (step.low, step.high) == pytest.approx(wanted)
    median = fitter.median_survival_time_
    assert found.median == (None if median == float("inf") else median)


def test_groups_are_compared_as_lifelines_does(chance: Random) -> None:
    from lifelines.statistics import multivariate_logrank_test

    groups = [lives(chance) for _group in range(chance.randint(2, 5))]
    found = log_rank(groups)
    assert found is not None
    expected = multivariate_logrank_test(
        [time for group in groups for time in group.times],
        [number for number, group in enumerate(groups) for _one in group.times],
        [so for group in groups for so in group.happened],
    )
    assert found.degrees == len(groups) - 1
    assert found.chi_squared == pytest.approx(expected.test_statistic)
    assert found.p == pytest.approx(expected.p_value)
