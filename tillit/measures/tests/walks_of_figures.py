"""The reference vectors of shares, charts and comparisons, through our formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tillit.measures import comparing, dates, recognition
from tillit.measures.p_chart import p_chart
from tillit.measures.statistics import (
    local_day,
    mean_interval,
    newcombe,
    percentile,
    rate,
    wilson,
)
from tillit.measures.xmr import Xmr, xmr

Inputs = Mapping[str, Any]


def compliance(inputs: Inputs) -> dict[str, Any]:
    kept, decided = inputs["kept"], inputs["kept"] + inputs["broken"]
    found = rate(kept, decided, inputs.get("confidence", 0.95))
    assert wilson(kept, decided) == (None if not decided else (found.low, found.high))
    return {"rate": found.value, "low": found.low, "high": found.high}


def states(inputs: Inputs) -> dict[str, Any]:
    promises: Counter[str] = Counter(inputs["promises"])
    kept, broken = promises["kept"], promises["broken"] + promises["running_overdue"]
    found = rate(kept, kept + broken)
    return {
        "kept": found.part,
        "broken": broken,
        "n": found.n,
        "rate": found.value,
        "low": found.low,
        "high": found.high,
    }


def change(inputs: Inputs) -> dict[str, Any]:
    found = newcombe(tuple(inputs["before"]), tuple(inputs["after"]))
    assert found is not None
    return {
        "diff": found.difference,
        "low": found.low,
        "high": found.high,
        "z_pooled": found.z,
        "p": found.p,
    }


def percentiles(inputs: Inputs) -> dict[str, Any]:
    mean = mean_interval(inputs["minutes"])
    assert mean is not None
    linear = [percentile(inputs["minutes"], q) for q in inputs["q"]]
    return {"linear_type7": linear, "mean": mean.mean}


def percentiles_of_few(inputs: Inputs) -> dict[str, Any]:
    return {f"{name}_p90": percentile(values, 0.9) for name, values in inputs.items()}


def days(inputs: Inputs) -> dict[str, Any]:
    instants = map(datetime.fromisoformat, inputs["instant_utc"])
    return {"local_date": [str(local_day(instant, inputs["tz"])) for instant in instants]}


def _chart(inputs: Inputs) -> Xmr:
    return xmr([*inputs["baseline"], *inputs["new"]], len(inputs["baseline"]))


def _fired(found: Xmr) -> dict[str, Any]:
    assert found.signals is not None
    fired = found.signals
    return {
        "signals_index_in_concatenation": {"r1": fired.outside, "r2": fired.runs, "r3": fired.near}
    }


def individuals(inputs: Inputs) -> dict[str, Any]:
    found = _chart(inputs)
    assert found.limits is not None
    limits = found.limits
    assert not limits.has_no_dispersion
    return {
        "mean": limits.centre,
        "mr_bar": limits.mean_range,
        "lnpl": limits.low,
        "unpl": limits.high,
        "url": limits.highest_range,
        **_fired(found),
    }


def constant(inputs: Inputs) -> dict[str, Any]:
    found = _chart(inputs)
    assert found.limits is not None
    limits = found.limits
    assert limits.has_no_dispersion
    return {"mean": limits.centre, "lnpl": limits.low, "unpl": limits.high, **_fired(found)}


def three_of_four(inputs: Inputs) -> dict[str, Any]:
    return _fired(_chart(inputs))


def shares(inputs: Inputs) -> list[tuple[int, int]]:
    return list(zip(inputs["kept"], inputs["n"], strict=True))


def variable_n(inputs: Inputs) -> dict[str, Any]:
    found = p_chart(shares(inputs))
    assert found.signals is not None
    points = [
        {
            "n": period.n,
            "p": period.share,
            "lcl": period.low,
            "ucl": period.high,
            "signal": index in found.signals.outside,
        }
        for index, period in enumerate(found.periods)
        if period is not None
    ]
    return {"p_bar": found.centre, "points": points}


def laney(inputs: Inputs) -> dict[str, Any]:
    plain, wider = p_chart(shares(inputs)), p_chart(shares(inputs), laney=True)
    assert plain.sigma_z == wider.sigma_z
    assert wider.signals is not None
    assert wider.signals.outside == ()
    return {"sigma_z": plain.sigma_z}


def zero_period(inputs: Inputs) -> dict[str, Any]:
    found = p_chart(shares(inputs))
    assert found.periods[1] is None
    plotted = sum(period is not None for period in found.periods)
    return {"p_bar": found.centre, "plotted_points": plotted}


def standardised(inputs: Inputs) -> dict[str, Any]:
    one, other = (
        comparing.standardised(
            inputs["standard_mix"],
            {part: (good, n) for part, (n, good) in inputs[team].items()},
        )
        for team in ("team_a", "team_b")
    )
    return {
        "crude": {"a": one.crude, "b": other.crude},
        "adjusted": {"a": one.adjusted, "b": other.adjusted},
        "simpson_reversal": comparing.is_reversed(one, other),
    }


def funnel(inputs: Inputs) -> dict[str, Any]:
    measured: dict[str, Any] = {}
    for team, (n, kept) in inputs["teams"].items():
        place = comparing.funnel(inputs["overall"], (kept, n))
        assert place is not None
        measured[team] = {
            "p": place.share,
            "z": place.z,
            "outside_95": place.is_outside_inner,
            "outside_998": place.is_outside_outer,
        }
    return measured


def shrinkage(inputs: Inputs) -> dict[str, Any]:
    return {
        team: comparing.shrunk((kept, n), inputs["overall"], inputs["prior_strength"])
        for team, (n, kept) in inputs["teams"].items()
    }


def discoveries(inputs: Inputs) -> dict[str, Any]:
    return {"rejected": comparing.discoveries(inputs["p"], inputs["q"])}


def half_yearly(inputs: Inputs) -> dict[str, Any]:
    last = map(date.fromisoformat, inputs["last"])
    return {"due": [str(dates.add_months(day, inputs["months"])) for day in last]}


def tie(inputs: Inputs) -> dict[str, Any]:
    found = recognition.board(inputs["scores"], inputs["reviews"], fewest=inputs["min_reviews"])
    return {"rank": found.ranks, "not_ranked": found.not_ranked}


def gate(inputs: Inputs) -> dict[str, Any]:
    found = recognition.award(inputs["team"], inputs["gates"])
    assert found.missed == ()
    return {"awarded": found.is_earned}
