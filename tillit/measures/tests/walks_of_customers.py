"""The reference vectors of staying, leaving and value, through our formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from statistics import median
from typing import Any

from tillit.measures import dates, exposure, retention, segments, selfservice, value
from tillit.measures.log_rank import Group, log_rank
from tillit.measures.survival import median_survival, survival

Inputs = Mapping[str, Any]


def month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def period(inputs: Inputs) -> dict[str, Any]:
    found = retention.period_retention(**inputs)
    return {"retention": found.retention, "churn": found.churn, "lost": found.lost}


def cohort_table(inputs: Inputs) -> dict[str, Any]:
    activity = [
        (customer, month(active))
        for rows in inputs["activity"].values()
        for customer, active in rows
    ]
    return {
        f"{row.first:%Y-%m}": {
            "size": row.size,
            **{f"m{number}": share for number, share in enumerate(row.classic)},
        }
        for row in retention.cohorts(activity, month(inputs["as_of"]))
    }


def rolling_and_classic(inputs: Inputs) -> dict[str, Any]:
    first = date(2026, 1, 31)
    days = [dates.add_months(first, number) for number in inputs["customer_active_months"]]
    through = dates.add_months(first, inputs["horizon"])
    (row,) = retention.cohorts([("one", day) for day in days], through)
    return {"classic": row.classic, "rolling_returned_in_or_after": row.rolling}


def annual_churn(inputs: Inputs) -> dict[str, Any]:
    return {"annual": [retention.annual_churn(share) for share in inputs["monthly"]]}


def kaplan_meier(inputs: Inputs) -> dict[str, Any]:
    times = inputs.get("times") or inputs["months"]
    found = survival(times, inputs.get("events") or inputs["churned"])
    assert found is not None
    steps = [
        {
            "t": step.time,
            "at_risk": step.at_risk,
            "events": step.events,
            "S": step.left,
            "low_loglog": step.low,
            "high_loglog": step.high,
        }
        for step in found.steps
    ]
    return {"steps": steps, "median": found.median}


def compared(inputs: Inputs) -> dict[str, Any]:
    found = log_rank(
        [
            Group(inputs["times_a"], inputs["events_a"]),
            Group(inputs["times_b"], inputs["events_b"]),
        ]
    )
    assert found is not None
    assert found.degrees == 1
    # The tolerance of the vector would let any small p pass.
    assert abs(found.p - 4.169e-05) < 1e-8
    return {"chi2": found.chi_squared, "p": found.p}


def first_response(inputs: Inputs) -> dict[str, Any]:
    minutes, answered = inputs["minutes"], inputs["answered"]
    found = survival(minutes, answered)
    assert found is not None
    done = [minute for minute, so in zip(minutes, answered, strict=True) if so]
    open_still = [minute for minute, so in zip(minutes, answered, strict=True) if not so]
    assert (
        median_survival(sorted(Counter(done).items()), open_still, len(done) + len(open_still))
        == found.median
    )
    return {"naive_median_answered_only": median(done), "km_median": found.median}


def lifetime_value(inputs: Inputs) -> dict[str, Any]:
    return {
        "paid_in_advance": value.customer_value(**inputs),
        "paid_in_arrears": value.customer_value(**inputs, paid=value.Paid.IN_ARREARS),
        "undiscounted_lifetime_periods": value.expected_periods(inputs["retention"]),
    }


def finite_value(inputs: Inputs) -> dict[str, Any]:
    return {"advance": value.customer_value_over(**inputs)}


def lost_customer(inputs: Inputs) -> dict[str, Any]:
    found = value.lost_customer(
        inputs["remaining_clv"],
        inputs["replacement_acquisition_cost"],
        talked_out=inputs["word_of_mouth_lost_customers"],
        value_of_new=inputs["clv_new"],
    )
    return {"without_wom": found.cost, "with_wom": found.with_word_of_mouth}


def outcomes(inputs: Inputs) -> exposure.Exposure:
    return exposure.exposure(
        exposure.Outcomes(inputs["bad_churned"], inputs["bad_stayed"]),
        exposure.Outcomes(inputs["good_churned"], inputs["good_stayed"]),
    )


def bad_experience(inputs: Inputs) -> dict[str, Any]:
    found = outcomes(inputs)
    assert not found.is_corrected
    assert found.risk_ratio is not None
    assert found.odds_ratio is not None
    return {
        "risk_bad": found.risk,
        "risk_good": found.risk_without,
        "risk_ratio": found.risk_ratio.value,
        "rr_low": found.risk_ratio.low,
        "rr_high": found.risk_ratio.high,
        "odds_ratio": found.odds_ratio.value,
        "population_attributable_fraction": found.attributable,
    }


def zero_cell(inputs: Inputs) -> dict[str, Any]:
    found = outcomes(inputs)
    assert found.is_corrected
    assert found.risk_ratio is not None
    return {"risk_ratio_haldane": found.risk_ratio.value}


def value_at_risk(inputs: Inputs) -> dict[str, Any]:
    found = value.market_damage(
        inputs["customers_with_problem"],
        inputs["clv"],
        complaining=inputs["share_complaining"],
        satisfied=inputs["resolved_satisfied"],
        leaving_satisfied=inputs["churn_satisfied"],
        leaving_dissatisfied=inputs["churn_dissatisfied"],
        leaving_silent=inputs["churn_silent"],
    )
    return {"lost_customers": found.lost_customers, "value": found.value}


def quintiles(inputs: Inputs) -> dict[str, Any]:
    customers = {name: segments.Buying(**one) for name, one in inputs["customers"].items()}
    return {name: str(scores) for name, scores in segments.rfm(customers).items()}


def vip_rule(inputs: Inputs) -> dict[str, Any]:
    assert inputs["rule"] == "R>=4 and F>=4 and M>=4"
    scores = {name: segments.Rfm(*map(int, code)) for name, code in inputs["scores"].items()}
    today = date(2026, 6, 1)
    return {"vip": [name for name, one in scores.items() if segments.is_vip(one, today)]}


def deflection(inputs: Inputs) -> dict[str, Any]:
    sessions, tickets = inputs["help_sessions"], inputs["tickets"]
    asked = inputs.get("sessions_with_ticket_within_24h", 0)
    users = inputs.get("distinct_help_users", 0)
    measured = {
        "upper_bound_no_ticket": selfservice.without_question(sessions, asked).value,
        "self_service_ratio_users_per_ticket": selfservice.users_per_question(users, tickets),
    }
    if "sessions_with_article_view" in inputs:
        measured["article_no_ticket"] = selfservice.without_question(
            inputs["sessions_with_article_view"], inputs["article_sessions_with_ticket_within_24h"]
        ).value
    return measured
