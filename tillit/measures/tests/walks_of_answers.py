"""The reference vectors of surveys and comments, through our formulas."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tillit.measures import (
    answering,
    drivers,
    fatigue,
    kano,
    labels,
    pillars,
    privacy,
    recommendation,
    representation,
    scores,
)

Inputs = Mapping[str, Any]


def counts_of(counts: Mapping[str, int]) -> dict[int, int]:
    return {int(step): n for step, n in counts.items()}


def csat(inputs: Inputs) -> dict[str, Any]:
    found = scores.satisfaction(counts_of(inputs["counts"]))
    if found.mean is None:
        return {"n": found.n, "top2": found.good.value, "mean": found.mean}
    return {
        "n": found.n,
        "top2": found.good.value,
        "top2_low": found.good.low,
        "top2_high": found.good.high,
        "mean": found.mean.mean,
        "sd": found.mean.deviation,
        "mean_low": found.mean.low,
        "mean_high": found.mean.high,
    }


def csat_of_two(inputs: Inputs) -> dict[str, Any]:
    measured: dict[str, Any] = {}
    for name, counts in inputs.items():
        found = scores.satisfaction(counts_of(counts))
        assert found.mean is not None
        measured |= {f"{name}_mean": found.mean.mean, f"{name}_top2": found.good.value}
    return measured


def ces(inputs: Inputs) -> dict[str, Any]:
    found = scores.ease(counts_of(inputs["counts"]))
    assert found.mean is not None
    return {
        "n": found.n,
        "mean": found.mean.mean,
        "pct_5_to_7": found.good.value,
        "low": found.good.low,
        "high": found.good.high,
        "net": found.net,
    }


def nps(inputs: Inputs) -> dict[str, Any]:
    found = recommendation.recommendation(recommendation.Votes(**inputs))
    assert found is not None
    assert (found.low, found.high) == (found.adjusted.low, found.adjusted.high)
    return {
        "n": found.n,
        "nps": found.value,
        "se": found.plain.error,
        "low": found.plain.low,
        "high": found.plain.high,
        "adj_nps": found.adjusted.value,
        "adj_se": found.adjusted.error,
        "adj_low": found.adjusted.low,
        "adj_high": found.adjusted.high,
    }


def nps_change(inputs: Inputs) -> dict[str, Any]:
    before, after = (recommendation.Votes(*inputs[wave]) for wave in ("before", "after"))
    found = recommendation.change(before, after)
    assert found is not None
    plain, adjusted = found.plain, found.adjusted
    return {
        "diff": plain.value,
        "z": plain.z,
        "p": plain.p,
        "adj_diff": adjusted.value,
        "adj_z": adjusted.z,
        "adj_p": adjusted.p,
    }


def pillar_index(inputs: Inputs) -> dict[str, Any]:
    found = pillars.pillar_index(inputs["scores"], inputs["weights"])
    return {"index_0_100": found.index, "coverage": found.coverage}


def whole_pillar_index(inputs: Inputs) -> dict[str, Any]:
    found = pillars.pillar_index(inputs["scores"], inputs["weights"])
    (weakest,), (largest_loss,) = found.weakest, found.largest_losses
    return {
        "index_0_100": found.index,
        "equal_weight_sum_of_60": found.total,
        "weakest": weakest,
        "largest_weighted_loss": largest_loss,
    }


def driver_weights(inputs: Inputs) -> dict[str, Any]:
    found = drivers.drivers(inputs["overall"], inputs["aspects"])
    by_name = {one.aspect: one for one in found.drivers}
    return {
        "spearman": {name: one.importance for name, one in by_name.items()},
        "performance_mean": {name: one.performance for name, one in by_name.items()},
        "relative_weights_raw": {name: one.weight for name, one in by_name.items()},
        "relative_weights_pct": {
            name: 100 * (one.weight_share or 0) for name, one in by_name.items()
        },
        "r_squared": found.r_squared,
    }


def driver_correlations(inputs: Inputs) -> dict[str, Any]:
    found = drivers.drivers(inputs["overall"], inputs["aspects"])
    return {"spearman": {one.aspect: one.importance for one in found.drivers}}


def driver_quadrants(inputs: Inputs) -> dict[str, Any]:
    assert inputs["cross"] == "means"
    found = drivers.quadrants(inputs["importance"], inputs["performance"])
    assert found is not None
    return {
        **found.places,
        "cross_importance": found.importance,
        "cross_performance": found.performance,
    }


def kano_coefficients(inputs: Inputs) -> dict[str, Any]:
    found = kano.kano({kano.Need(letter): n for letter, n in inputs.items()})
    return {"better": found.better, "worse": found.worse, "category": found.need}


def kano_pairs(inputs: Inputs) -> list[kano.Need]:
    pairs = inputs["functional_dysfunctional"]
    return [kano.need(*map(kano.Feeling, pair)) for pair in pairs]


def response_rate(inputs: Inputs) -> dict[str, Any]:
    found = answering.answering(
        invited=inputs["invited"],
        bounced=inputs["bounced"],
        completed=inputs["completed"],
        partial=inputs.get("partial_with_main_answer", 0),
        started=inputs.get("started"),
    )
    measured = {"delivered": found.delivered, "response_rate": found.response.value}
    return measured | ({"completion_rate": found.completion.value} if found.completion else {})


def nonresponse_bias(inputs: Inputs) -> dict[str, Any]:
    found = answering.nonresponse_bias(
        inputs["response_rate"], inputs["mean_respondents"], inputs["mean_nonrespondents"]
    )
    return {"bias": found.bias, "true_mean": found.whole_mean}


def poststratified(inputs: Inputs) -> representation.Weighted:
    strata = {
        part: representation.Stratum(n, inputs["top2"][part])
        for part, n in inputs["respondents"].items()
    }
    return representation.poststratified(inputs["population"], strata)


def poststratify(inputs: Inputs) -> dict[str, Any]:
    found = poststratified(inputs)
    return {"raw": found.raw, "weighted": found.weighted, "kish_effective_n": found.effective_n}


def missing_stratum(inputs: Inputs) -> dict[str, Any]:
    found = poststratified(inputs)
    assert found.empty == ("phone",)
    return {"weighted": found.weighted, "raw": found.raw}


def quarantine(inputs: Inputs) -> dict[str, Any]:
    last = datetime.fromisoformat(inputs["last_invited"])
    reasons = (
        fatigue.why_not_asked(
            datetime.fromisoformat(at),
            last,
            days=inputs["quarantine_days"],
            opted_out=inputs["opted_out"],
        )
        for at in inputs["candidates"]
    )
    return {"eligible": [reason is None for reason in reasons]}


def suppression(inputs: Inputs) -> dict[str, Any]:
    found = privacy.suppress(inputs["groups"], fewest=inputs["k"], with_total=inputs["show_total"])
    shown = [*found.shown, *(["total"] if found.shows_total else [])]
    return {"shown": shown, "suppressed": sorted(found.hidden)}


def difference_attack(inputs: Inputs) -> dict[str, Any]:
    before, after = inputs["published_before"], inputs["published_after"]
    assert not privacy.may_publish(after["n"], before["n"], fewest=inputs["k"])
    assert privacy.may_publish(before["n"] + inputs["k"], before["n"], fewest=inputs["k"])
    assert privacy.may_publish(after["n"], before["n"], fewest=inputs["k"], period_closed=True)
    return {"leaks_new_answer": after["n"] * after["mean"] - before["n"] * before["mean"]}


def topics(inputs: Inputs) -> dict[str, Any]:
    comments = (labels.Comment(one["t"], labels.Sentiment(one["s"])) for one in inputs["comments"])
    found = labels.topics_of((comment, 1) for comment in comments)
    shares = {topic.name: topic.share.value for topic in found.topics}
    untagged = {"untagged": found.untagged.value} if found.untagged.part else {}
    return {
        "share_of_comments": shares | untagged,
        "net_sentiment": {topic.name: topic.net_sentiment for topic in found.topics},
    }
