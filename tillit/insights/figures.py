"""Figures in the words and numbers that a page shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.insights import days
from tillit.insights.breaking_down import rows_of
from tillit.insights.combining import combination_of, daily_of
from tillit.insights.models import Grain
from tillit.insights.periods import CLOCKS, Selection
from tillit.insights.reading import AS_FEW, Daily, summaries_of
from tillit.measures.dimensions import dimension_named, knows
from tillit.measures.registry import (
    FEW,
    Extra,
    Figure,
    Group,
    KeepsDays,
    Measure,
    Summary,
    Unit,
)
from tillit.ui import durations, numbers

HEADLINES = ("first-response", "promises-kept", "satisfaction", "backlog")
"""The measures that have a card of their own; all stand in the list."""


def text_of(value: float | None, unit: Unit) -> str:
    """A value in its unit; a dash when it is not defined."""
    if value is None:
        return numbers.DASH
    if unit is Unit.SECONDS:
        return durations.words(timedelta(seconds=value))
    if unit is Unit.SHARE:
        return numbers.share(value)
    if unit is Unit.POINTS:
        return numbers.signed(value)
    if unit is Unit.COUNT:
        return numbers.count(round(value))
    return numbers.decimal(value, decimals=2 if unit is Unit.NUMBER else 1)


def flat(daily: Daily) -> Iterable[Summary]:
    """All summaries of all days."""
    return (summary for one in daily.values() for summary in one)


@dataclass(frozen=True)
class Measured:
    """A measure with its days, what is true of it only now, and its figure.

    `is_told`: it can be narrowed to what was chosen; otherwise it has no days, which says nothing.
    """

    measure: Measure
    daily: Daily
    present: list[Summary]
    figure: Figure
    is_told: bool = True


def measured(
    measures: Iterable[Measure],
    selection: Selection,
    *,
    drawn: Collection[str] = (),
    with_present: bool = True,
) -> dict[str, Measured]:
    """Measures over the selected days, by key; days that several are made of are read once.

    Those of the keys in `drawn` come by the stretches that charts need, all others in as few as
    can be. What is true only now is left out of days that are over.
    """
    asked = list(measures)
    if selection.is_combined:
        return _combined(asked, selection, with_present=with_present)
    bases = {one.basis for one in asked if one.key in drawn}
    found = {
        **_read([one for one in asked if one.basis in bases], selection, selection.grains),
        **_read([one for one in asked if one.basis not in bases], selection, AS_FEW),
    }
    return {
        one.key: _measured(one, found[one.basis], selection, with_present=with_present)
        for one in asked
    }


def compared_with(measures: Iterable[Measure], selection: Selection) -> Mapping[str, Measured]:
    """The same measures over the days that the selected ones are compared with, by key.

    Empty where they are compared with nothing.
    """
    compared = selection.compared
    return measured(measures, compared, with_present=False) if compared else {}


def _read(
    measures: Sequence[Measure], selection: Selection, grains: tuple[Grain, ...]
) -> dict[str, Daily]:
    days = (selection.first, selection.last)
    return summaries_of(measures, selection.teams, *days, grains=grains, part=selection.part)


def _combined(
    measures: list[Measure], selection: Selection, *, with_present: bool
) -> dict[str, Measured]:
    """As far as the facts of several filters have been counted."""
    found = daily_of(combination_of(selection), {one.basis: one for one in measures})
    return {
        one.key: _measured(
            one,
            found[one.basis],
            selection,
            with_present=with_present and isinstance(one, KeepsDays),
        )
        for one in measures
    }


def _measured(
    measure: Measure, daily: Daily, selection: Selection, *, with_present: bool
) -> Measured:
    is_told = all(knows(measure, dimension_named(one.dimension)) for one in selection.parts)
    now = days.present(measure, selection.scope) if with_present and is_told else []
    figure = measure.figure([*flat(daily), *now], selection.clock)
    return Measured(measure, daily, now, figure, is_told)


def card(
    one: Measured, selection: Selection, before: Measured | None = None, *, target: str = ""
) -> dict[str, Any]:
    """What `insights/card.html` needs; `before`: the same of the days that it is compared with.

    `target` says where the team or the person wants to be, and how the figure stands to it.
    """
    measure, figure = one.measure, one.figure
    if not one.is_told:
        return _untold(measure, selection)
    return {
        "title": measure.title,
        "value": text_of(figure.value, measure.unit),
        "unit": "",
        "defined": figure.value is not None,
        "reading": interval_of(measure, figure) or _clock_words(measure, selection),
        "count": count_of(measure, figure),
        "few": figure.is_few,
        "extras": [_extra(extra) for extra in figure.extras],
        "target": target,
        "before": before_of(before),
        "url": reverse("insights:measure", args=[measure.key]) + selection.query(),
    }


def before_of(before: Measured | None) -> str:
    """The figure that another is compared with; empty where there is nothing to compare."""
    if before is None or not before.figure.n:
        return ""
    return text_of(before.figure.value, before.measure.unit)


def _untold(measure: Measure, selection: Selection) -> dict[str, Any]:
    """The same of what knows nothing of the filter: a dash, and why."""
    return {
        "title": measure.title,
        "value": numbers.DASH,
        "unit": "",
        "defined": False,
        "reading": "",
        "count": why_untold(measure, selection),
        "few": False,
        "extras": [],
        "target": "",
        "before": "",
        "url": reverse("insights:measure", args=[measure.key]) + selection.query(),
    }


def why_untold(measure: Measure, selection: Selection) -> str:
    """By which of the filters it cannot be told."""
    chosen = [dimension_named(one.dimension) for one in selection.parts]
    unknown = next(one for one in chosen if not knows(measure, one))
    return _("cannot be told by “%(dimension)s”") % {"dimension": unknown.title}


def count_of(measure: Measure, figure: Figure) -> str:
    """`212 decided promises`; what is counted, when the figure is the count itself."""
    if measure.unit is Unit.COUNT:
        return str(measure.counted)
    return _("%(n)s %(counted)s") % {"n": numbers.count(figure.n), "counted": measure.counted}


def groups(
    found: Mapping[str, Measured], selection: Selection, before: Mapping[str, Measured]
) -> list[dict[str, Any]]:
    """Every measure as a card would tell it, those about one thing together."""
    return [
        {
            "title": group.value,
            "rows": [
                card(one, selection, before.get(key))
                for key, one in found.items()
                if one.measure.group is group
            ],
        }
        for group in Group
    ]


def _extra(extra: Extra) -> dict[str, Any]:
    return {"label": extra.label, "value": text_of(extra.value, extra.unit)}


def interval_of(measure: Measure, figure: Figure) -> str:
    """`88% to 94% (95% interval)`; empty when there is none."""
    if figure.low is None or figure.high is None:
        return ""
    bounds = {"low": text_of(figure.low, measure.unit), "high": text_of(figure.high, measure.unit)}
    return _("%(low)s to %(high)s (95%% interval)") % bounds


def _clock_words(measure: Measure, selection: Selection) -> str:
    if not measure.has_clocks:
        return ""
    return _("median, %(clock)s") % {"clock": str(CLOCKS[selection.clock]).lower()}


def agents_table(measures: Iterable[Measure], selection: Selection) -> list[dict[str, Any]]:
    """What each colleague of the teams did; a dash where it is too few to say anything."""
    return [
        {
            "id": int(row.value),
            "name": row.name,
            "url": reverse("insights:of", args=[row.value]) + selection.query(),
            "answered": numbers.count(row.figures["first-response"].n),
            "kept": _unless_few(row.figures["promises-kept"]),
            "satisfaction": _unless_few(row.figures["satisfaction"]),
        }
        for row in rows_of(measures, selection, "agent")
        if row.value
    ]


def _unless_few(figure: Figure) -> str:
    return numbers.DASH if figure.n < FEW else numbers.share(figure.value, decimals=0)
