"""Figures in the words and numbers that a page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tillit.insights import days
from tillit.insights.periods import CLOCKS, Selection
from tillit.measures.registry import FEW, Extra, Figure, Measure, Summary, Unit
from tillit.people.models import Agent
from tillit.ui import durations, numbers
from tillit.ui.charts import Bar, Chart, Legend, Series, lines, stacked_bars

DAILY_UP_TO = 14
"""Days; longer periods are drawn by the week."""

Daily = Mapping[date, list[Summary]]


def text_of(value: float | None, unit: Unit) -> str:
    """A value in its unit; a dash when it is not defined."""
    if value is None:
        return numbers.DASH
    if unit is Unit.SECONDS:
        return durations.words(timedelta(seconds=value))
    if unit is Unit.SHARE:
        return numbers.share(value)
    return numbers.decimal(value)


def flat(daily: Daily) -> Iterable[Summary]:
    """All summaries of all days."""
    return (summary for one in daily.values() for summary in one)


@dataclass(frozen=True)
class Measured:
    """A measure with its days and its figure."""

    measure: Measure
    daily: Daily
    figure: Figure


def measured(measure: Measure, selection: Selection) -> Measured:
    """A measure over the selected days."""
    daily = days.summaries(measure, selection.teams, selection.first, selection.last)
    return Measured(measure, daily, measure.figure(flat(daily), selection.clock))


def card(one: Measured, selection: Selection) -> dict[str, Any]:
    """What `insights/card.html` needs."""
    measure, figure = one.measure, one.figure
    return {
        "title": measure.title,
        "value": text_of(figure.value, measure.unit),
        "unit": "",
        "defined": figure.value is not None,
        "reading": interval_of(measure, figure) or _clock_words(measure, selection),
        "count": _("%(n)s %(counted)s")
        % {"n": numbers.count(figure.n), "counted": measure.counted},
        "few": figure.is_few,
        "extras": [_extra(extra) for extra in figure.extras],
        "url": reverse("insights:measure", args=[measure.key]) + selection.query(),
    }


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


def buckets_of(selection: Selection) -> list[tuple[date, date]]:
    """Equal stretches of the period, ending with its last day: days, or weeks when it is long."""
    length = (selection.last - selection.first).days + 1
    size = 1 if length <= DAILY_UP_TO else 7
    ends = [selection.last - timedelta(days=size * n) for n in range(-(-length // size))]
    stretches = [(max(selection.first, end - timedelta(days=size - 1)), end) for end in ends]
    return stretches[::-1]


def _by_bucket(one: Measured, selection: Selection) -> list[tuple[str, Figure]]:
    figures = []
    for first, last in buckets_of(selection):
        part = {day: found for day, found in one.daily.items() if first <= day <= last}
        figure = one.measure.figure(flat(part), selection.clock)
        figures.append((numbers.day(first, year=False), figure))
    return figures


def promises_chart(one: Measured, selection: Selection) -> Chart:
    """Promises kept and late over time."""
    kept, late = Legend(_("Kept"), "series"), Legend(_("Late"), "late")
    bucketed = _by_bucket(one, selection)
    counted = [(label, figure.numerator or 0, figure) for label, figure in bucketed]
    bars = [
        Bar(label, below=good, above=figure.n - good, tip=_tip(label, good, figure.n))
        for label, good, figure in counted
    ]
    return Chart(
        title=_("Promises kept and late"),
        reading=_("By the day or week of the decision"),
        svg=stacked_bars(bars, label=_("Promises kept and late over time"), below=kept, above=late),
        heads=(pgettext("first day of a stretch", "From"), _("Kept"), _("Late"), _("Share kept")),
        rows=tuple(
            (label, str(good), str(figure.n - good), numbers.share(figure.value))
            for label, good, figure in counted
        ),
        legend=(kept, late),
    )


def _tip(label: str, kept: int, n: int) -> str:
    return _("From %(day)s on: %(kept)d kept, %(late)d late") % {
        "day": label,
        "kept": kept,
        "late": n - kept,
    }


def response_chart(one: Measured, selection: Selection) -> Chart:
    """Median and P90 of the first response time over time, in hours."""
    bucketed = _by_bucket(one, selection)
    typical = [figure.value for _label, figure in bucketed]
    slow = [figure.extras[0].value for _label, figure in bucketed]
    labels = [label for label, _figure in bucketed]
    return Chart(
        title=_("First response time"),
        reading=_("By the day or week of the first answer, in hours"),
        svg=lines(
            labels,
            [
                _series(_("Median"), "series", typical, labels),
                _series("P90", "quiet", slow, labels),
            ],
            label=_("Median and 90th percentile of the first response time"),
            tick_text=lambda value: (
                _("%(hours)s h") % {"hours": numbers.decimal(value, decimals=0)}
                if value == int(value)
                else _("%(hours)s h") % {"hours": numbers.decimal(value)}
            ),
        ),
        heads=(pgettext("first day of a stretch", "From"), _("Median"), "P90", _("Answered")),
        rows=tuple(
            (
                label,
                text_of(figure.value, Unit.SECONDS),
                text_of(figure.extras[0].value, Unit.SECONDS),
                str(figure.n),
            )
            for label, figure in bucketed
        ),
    )


def _series(name: str, tone: str, seconds: list[float | None], labels: list[str]) -> Series:
    return Series(
        name,
        tone,
        values=tuple(value / 3600 if value is not None else None for value in seconds),
        tips=tuple(
            f"{label}: {text_of(value, Unit.SECONDS)}"
            for label, value in zip(labels, seconds, strict=True)
        ),
    )


def agents_table(found: Mapping[str, Measured], agent: Agent) -> list[dict[str, Any]]:
    """What each colleague of the teams did; a dash where it is too few to say anything."""
    by_agent = {key: one.measure.by_agent(flat(one.daily)) for key, one in found.items()}
    named = {key for figures in by_agent.values() for key in figures}
    people = Agent.objects.filter(pk__in=named).order_by("name")
    nothing = Figure(value=None, n=0)
    return [
        {
            "id": person.pk,
            "name": person.name,
            "answered": numbers.count(by_agent["first-response"].get(person.pk, nothing).n),
            "kept": _unless_few(by_agent["promises-kept"].get(person.pk, nothing)),
            "satisfaction": _unless_few(by_agent["satisfaction"].get(person.pk, nothing)),
        }
        for person in people
    ]


def _unless_few(figure: Figure) -> str:
    return numbers.DASH if figure.n < FEW else numbers.share(figure.value, decimals=0)
