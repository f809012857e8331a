"""Every reference vector of formulas, through the formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tillit.measures.tests import walks_of_answers as answers
from tillit.measures.tests import walks_of_customers as customers
from tillit.measures.tests import walks_of_figures as figures
from tillit.measures.tests.vectors import VECTORS, assert_resembles

WALKS: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "benchmark.direct_standardisation": figures.standardised,
    "benchmark.funnel": figures.funnel,
    "benchmark.shrinkage": figures.shrinkage,
    "ces.40": answers.ces,
    "ces.5": answers.ces,
    "churn.annualise": customers.annual_churn,
    "churn_link.bad_experience": customers.bad_experience,
    "churn_link.value_at_risk": customers.value_at_risk,
    "churn_link.zero_cell": customers.zero_cell,
    "clv.cost_of_lost_customer": customers.lost_customer,
    "clv.cost_of_lost_customer_2": customers.lost_customer,
    "clv.finite_36": customers.finite_value,
    "clv.simple": customers.lifetime_value,
    "compliance.change_18_20_to_15_20": figures.change,
    "compliance.change_420_500_to_455_500": figures.change,
    "compliance.mixed_states": figures.states,
    "compliance.no_decided_promises": figures.compliance,
    "compliance.wilson_0_of_12": figures.compliance,
    "compliance.wilson_470_of_500": figures.compliance,
    "compliance.wilson_92_of_100": figures.compliance,
    "csat.100": answers.csat,
    "csat.12": answers.csat,
    "csat.same_mean_different_top2": answers.csat_of_two,
    "csat.zero": answers.csat,
    "drivers.constant_aspect": answers.driver_correlations,
    "drivers.ipa_quadrants": answers.driver_quadrants,
    "drivers.spearman_and_relative_weights": answers.driver_weights,
    "kano.coefficients": answers.kano_coefficients,
    "kano.pairs": answers.kano_pairs,
    "nps.10_2_0": answers.nps,
    "nps.3_4_3": answers.nps,
    "nps.55_25_20": answers.nps,
    "nps.change_not_significant": answers.nps_change,
    "nps.change_significant": answers.nps_change,
    "pchart.laney_sigma_z": figures.laney,
    "pchart.variable_n": figures.variable_n,
    "pchart.zero_period": figures.zero_period,
    "percentile.definitions": figures.percentiles,
    "percentile.single_and_empty": figures.percentiles_of_few,
    "pillars.all_missing": answers.pillar_index,
    "pillars.missing_one": answers.pillar_index,
    "pillars.weighted": answers.whole_pillar_index,
    "privacy.difference_attack": answers.difference_attack,
    "privacy.k_threshold": answers.suppression,
    "privacy.k_threshold_ok": answers.suppression,
    "recognition.gate": figures.gate,
    "recognition.tie": figures.tie,
    "report.local_day": figures.days,
    "retention.cohort_table": customers.cohort_table,
    "retention.period": customers.period,
    "retention.rolling_vs_classic": customers.rolling_and_classic,
    "rfm.quintiles_with_ties": customers.quintiles,
    "rfm.vip_rule": customers.vip_rule,
    "schedule.half_yearly": figures.half_yearly,
    "selfservice.deflection": customers.deflection,
    "selfservice.zero": customers.deflection,
    "stats.benjamini_hochberg": figures.discoveries,
    "survey.nonresponse_bias": answers.nonresponse_bias,
    "survey.nonresponse_bias_2": answers.nonresponse_bias,
    "survey.poststratify": answers.poststratify,
    "survey.quarantine": answers.quarantine,
    "survey.response_rate": answers.response_rate,
    "survey.response_rate_none_delivered": answers.response_rate,
    "survey.weights_missing_stratum": answers.missing_stratum,
    "survival.frt_with_unanswered": customers.first_response,
    "survival.km_6mp": customers.kaplan_meier,
    "survival.km_customers": customers.kaplan_meier,
    "survival.logrank_6mp_vs_placebo": customers.compared,
    "topics.empty": answers.topics,
    "topics.multilabel": answers.topics,
    "xmr.baseline_and_signals": figures.individuals,
    "xmr.constant": figures.constant,
    "xmr.three_of_four": figures.three_of_four,
}

EXPLAINS = {"note", "reason", "rule", "warn"}
"""Parts of what is expected that are said in words."""

OTHERS = {"nearest_rank", "wrong_times_12"}
"""Parts that show what another definition would give."""


def test_no_vector_is_missing() -> None:
    assert WALKS.keys() == VECTORS.keys()
    assert Counter(name.partition(".")[0] for name in VECTORS) == {
        "benchmark": 3,
        "ces": 2,
        "churn": 1,
        "churn_link": 3,
        "clv": 4,
        "compliance": 7,
        "csat": 4,
        "drivers": 3,
        "kano": 2,
        "nps": 5,
        "pchart": 3,
        "percentile": 2,
        "pillars": 3,
        "privacy": 3,
        "recognition": 2,
        "report": 1,
        "retention": 3,
        "rfm": 2,
        "schedule": 1,
        "selfservice": 2,
        "stats": 1,
        "survey": 7,
        "survival": 4,
        "topics": 2,
        "xmr": 3,
    }


@pytest.mark.parametrize("name", WALKS)
def test_vector(name: str) -> None:
    vector = VECTORS[name]
    measured, expected = WALKS[name](vector["inputs"]), vector["expected"]
    if isinstance(expected, dict):
        expected = {
            part: wanted
            for part, wanted in expected.items()
            if part not in EXPLAINS and part not in OTHERS
        }
    assert_resembles(measured, expected, vector["tolerance"])
