"""What the page about staying shows: cards, the curve, the cohorts, and what bad contacts do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from tillit.insights.models import Troubled
from tillit.insights.staying.counting import LONG, NEW
from tillit.insights.staying.telling import Beginnings, Counts, Linked, Stayed, curve_of
from tillit.measures.dates import MONTHS
from tillit.measures.exposure import Ratio
from tillit.measures.log_rank import Counted
from tillit.measures.privacy import FEWEST
from tillit.measures.registry import FEW, Words
from tillit.measures.retention import Cohort
from tillit.measures.statistics import Rate
from tillit.measures.survival import Step, Survival
from tillit.people.models import Agent
from tillit.ui import numbers
from tillit.ui.charts import Chart
from tillit.ui.step_charts import Level, Tick, step_chart

TENURES: dict[str, Words] = {
    "": gettext_lazy("All customers"),
    NEW: gettext_lazy("Customers for less than a year"),
    LONG: gettext_lazy("Customers for longer"),
}
BEGINNINGS: tuple[Words, Words] = (
    gettext_lazy("The first contact went well"),
    gettext_lazy("The first contact went badly"),
)
TICKS = 6
SIGNAL = 0.05
"""So rarely chance alone may bring a difference that is told."""


def months(n: float) -> str:
    """`1 month`, `14 months`."""
    return ngettext("%(n)s month", "%(n)s months", int(n)) % {"n": numbers.count(int(n))}


def cards(
    counts: Counts, stayed: Stayed, before: Stayed, curve: Survival | None
) -> list[dict[str, Any]]:
    """Retention and churn beside those before, how long they stay, and what bad contacts do."""
    linked = next(counts.links())
    median = curve.median if curve and counts.left else None
    ratio = linked.found.risk_ratio
    yearly = {"label": _("As a year"), "value": numbers.share(stayed.yearly_churn)}
    is_known = bool(counts.left)
    return [
        {
            **_rate_card(_("Retention"), stayed.rate, before.rate, is_known),
            "url": "#retention",
            "extras": [{"label": _("Came in this time"), "value": numbers.count(stayed.new)}],
        },
        {
            **_rate_card(_("Churn"), stayed.churn, before.churn, is_known),
            "url": "#churn",
            "extras": [yearly] if is_known else [],
        },
        {
            "title": _("Half have left after"),
            "value": numbers.DASH if median is None else months(median),
            "defined": median is not None,
            "reading": "" if median is not None else _("more than half are still here"),
            "count": _customers(counts.customers),
            "few": counts.customers < FEW,
            "extras": [{"label": _("Left so far"), "value": numbers.count(counts.left)}],
            "url": "#survival",
        },
        {
            "title": _("Risk after three bad contacts"),
            "value": _times(ratio),
            "defined": ratio is not None,
            "reading": _ratio_interval(ratio),
            "count": _customers(linked.exposed.n),
            "few": linked.exposed.n < FEW,
            "extras": [],
            "url": "#bad-contacts",
        },
    ]


def _rate_card(title: str, found: Rate, before: Rate, is_known: bool) -> dict[str, Any]:
    value = found.value if is_known else None
    interval = _interval(found) if value is not None else _("nobody noted that a customer left")
    return {
        "title": title,
        "value": numbers.share(value),
        "defined": value is not None,
        "reading": interval,
        "count": _customers(found.n),
        "few": found.n < FEW,
        "before": numbers.share(before.value) if is_known and before.n else "",
    }


def _customers(n: int) -> str:
    return ngettext("%(n)s customer", "%(n)s customers", n) % {"n": numbers.count(n)}


def _interval(found: Rate) -> str:
    bounds = {"low": numbers.share(found.low), "high": numbers.share(found.high)}
    return _("%(low)s to %(high)s (95%% interval)") % bounds


def _times(ratio: Ratio | None) -> str:
    if ratio is None:
        return numbers.DASH
    return _("%(times)s times") % {"times": numbers.decimal(ratio.value)}


def _ratio_interval(ratio: Ratio | None) -> str:
    if ratio is None:
        return _("too little is known to compare")
    bounds = {"low": numbers.decimal(ratio.low), "high": numbers.decimal(ratio.high)}
    return _("%(low)s to %(high)s (95%% interval)") % bounds


def survival_chart(counts: Counts, curve: Survival | None) -> Chart | None:
    """The share of customers who are still here after so many months; None before anybody left."""
    if curve is None or not counts.left:
        return None
    end = max(curve.steps[-1].time, _longest(counts), 1)
    return Chart(
        title=_("How long customers stay"),
        reading=_("Share still here after so many months, with its interval; below: at risk"),
        svg=step_chart(
            [_level(step) for step in curve.steps],
            list(_ticks(counts, end)),
            label=_("Share of customers who are still here, by months since the first contact"),
            end=end,
            tick_text=lambda value: numbers.share(value, decimals=0),
        ),
        heads=(
            _("After"),
            pgettext("how many are still followed", "At risk"),
            _("Left"),
            _("Still here"),
            _("Uncertainty"),
        ),
        rows=tuple(
            (
                months(step.time),
                numbers.count(step.at_risk),
                numbers.count(step.events),
                numbers.share(step.left),
                f"{numbers.share(step.low)} – {numbers.share(step.high)}",
            )
            for step in curve.steps
        ),
    )


def _level(step: Step) -> Level:
    words = _("%(share)s still here after %(months)s") % {
        "share": numbers.share(step.left),
        "months": months(step.time),
    }
    return Level(step.time, step.left, step.low, step.high, words)


def _longest(counts: Counts) -> int:
    return max(counts.months_known(), default=0)


def _ticks(counts: Counts, end: float) -> Iterator[Tick]:
    step, known = max(1, -(-int(end) // TICKS)), counts.months_known()
    for time in range(0, int(end) + 1, step):
        at_risk = sum(n for months, n in known.items() if months >= time)
        yield Tick(time, months(time) if time else "0", numbers.count(at_risk))


def cohort_table(found: list[Cohort]) -> dict[str, Any]:
    """Rows of months, cells of shares; a month that is not over is empty, few are hidden."""
    return {
        "heads": list(range(len(found[0].classic))) if found else [],
        "rows": [
            {
                "month": one.first,
                "n": numbers.count(one.size),
                "is_hidden": one.size < FEWEST,
                "few": one.size < FEW,
                "cells": [] if one.size < FEWEST else [_cell(one, k) for k in _known(one)],
            }
            for one in found
        ],
        "smallest": FEWEST,
    }


def _known(one: Cohort) -> range:
    return range(len(one.classic))


def _cell(one: Cohort, month: int) -> dict[str, Any]:
    share, later = one.classic[month], one.rolling[month]
    if share is None:
        return {"value": "", "later": "", "shade": 0}
    return {
        "value": numbers.share(share, decimals=0),
        "later": numbers.share(later, decimals=0),
        "shade": 0 if month == 0 else min(5, round(share * 10)),
    }


def linked_rows(counts: Counts) -> list[dict[str, Any]]:
    """Everybody, and apart those who came lately and those who have been here for long."""
    return [_linked(one) for one in counts.links()]


def _linked(one: Linked) -> dict[str, Any]:
    found = one.found
    return {
        "name": TENURES[one.tenure],
        "with": _part(one.exposed.left, one.exposed.n, found.risk),
        "without": _part(one.others.left, one.others.n, found.risk_without),
        "ratio": _times(found.risk_ratio),
        "interval": _ratio_interval(found.risk_ratio),
        "attributable": numbers.share(found.attributable, decimals=0),
        "is_corrected": found.is_corrected,
        "few": min(one.exposed.n, one.others.n) < FEW,
    }


def beginnings(found: Beginnings) -> dict[str, Any]:
    """How long they stay by how the first contact went, and whether that differs."""
    return {
        "rows": [
            _beginning(name, one)
            for name, one in zip(BEGINNINGS, (found.well, found.badly), strict=True)
        ],
        "verdict": _verdict(found),
        "is_signal": _differs(found),
    }


def _beginning(name: Words, counted: Counted) -> dict[str, Any]:
    curve = curve_of(counted)
    step = curve.step_at(MONTHS) if curve else None
    reaches = counted.at_risk(MONTHS) > 0
    share, bounds = (curve.left_at(MONTHS) if curve and reaches else None), numbers.DASH
    if step and reaches:
        bounds = f"{numbers.share(step.low)} – {numbers.share(step.high)}"
    return {
        "name": name,
        "n": numbers.count(counted.n),
        "left": numbers.count(sum(counted.happened.values())),
        "share": numbers.share(share),
        "interval": bounds,
        "few": counted.n < FEW,
    }


def _differs(found: Beginnings) -> bool:
    return found.test is not None and found.smallest >= FEW and found.test.p < SIGNAL


def _verdict(found: Beginnings) -> str:
    if found.test is None or found.smallest < FEW:
        return _("Too few of one of them to compare.")
    told = {"chi": numbers.decimal(found.test.chi_squared), "p": _p_words(found.test.p)}
    if _differs(found):
        words = _("They differ by more than chance explains (log-rank test: χ² = %(chi)s, %(p)s).")
    else:
        words = _("They do not differ more than by chance (log-rank test: χ² = %(chi)s, %(p)s).")
    return words % told


def _p_words(p: float) -> str:
    """`p = 0.012`, `p < 0.001`."""
    least = 0.001
    if p < least:
        return f"p < {numbers.decimal(least, decimals=3)}"
    return f"p = {numbers.decimal(p, decimals=3)}"


def _part(left: int, n: int, risk: float | None) -> dict[str, str]:
    words = _("%(left)s of %(n)s") % {"left": numbers.count(left), "n": numbers.count(n)}
    return {"share": numbers.share(risk), "of": words}


def troubled(agent: Agent, teams: tuple[int, ...], offset: int, limit: int) -> list[dict[str, Any]]:
    """Those with three bad contacts lately who are still customers, the latest first."""
    found = Troubled.objects.filter(team_id__in=teams).select_related("contact", "team")
    return [
        {
            "name": one.contact.name,
            "id": one.contact_id,
            "url": reverse("conversations:customer", args=[one.contact_id]),
            "team": one.team.name if len(agent.team_ids) > 1 else "",
            "bad": numbers.count(one.bad),
            "last": one.last_on,
        }
        for one in found.order_by("-last_on", "-id")[offset : offset + limit]
    ]


def looked_at(counts: Counts) -> dict[str, str]:
    """The stretches of the comparison, in words."""
    windows, day = counts.windows, timedelta(days=1)
    return {
        "exposure_begins": numbers.day(windows.exposure),
        "exposure": stretch(windows.exposure, windows.outcome - day),
        "outcome": stretch(windows.outcome, windows.end - day),
    }


def stretch(first: date, last: date) -> str:
    """Days from one to another, in words."""
    return _("%(first)s to %(last)s") % {"first": numbers.day(first), "last": numbers.day(last)}
