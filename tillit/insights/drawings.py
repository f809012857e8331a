"""What the page of figures draws."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tillit import clock
from tillit.conversations.measures.backlog import CAME, EDGES, WENT, growth, summed
from tillit.hours.home import home_zone
from tillit.insights.figures import Measured, flat, text_of
from tillit.insights.periods import Selection
from tillit.measures.dates import last_of_month
from tillit.measures.registry import Figure, KeepsDays, Summary, Unit
from tillit.measures.statistics import local_day
from tillit.ui import numbers
from tillit.ui.charts import Bar, Chart, Legend, Series, lines, plain_bars, stacked_bars

DAILY_UP_TO = 14
"""Days; longer periods are drawn by the week, and those of months by the month."""


def buckets_of(selection: Selection) -> list[tuple[date, date]]:
    """Stretches of the period: days, weeks that end with its last day, or months of the year."""
    if selection.is_drawn_by_month:
        return list(_months_of(selection))
    length = (selection.last - selection.first).days + 1
    size = 1 if length <= DAILY_UP_TO else 7
    ends = [selection.last - timedelta(days=size * n) for n in range(-(-length // size))]
    stretches = [(max(selection.first, end - timedelta(days=size - 1)), end) for end in ends]
    return stretches[::-1]


def _months_of(selection: Selection) -> Iterator[tuple[date, date]]:
    first = selection.first
    while first <= selection.last:
        last = min(last_of_month(first), selection.last)
        yield first, last
        first = last + timedelta(days=1)


def _by_bucket(one: Measured, selection: Selection) -> list[tuple[str, Figure]]:
    return [
        (label, one.measure.figure(summaries, selection.clock))
        for label, summaries in _parts(one, selection)
    ]


def _parts(one: Measured, selection: Selection) -> Iterator[tuple[str, list[Summary]]]:
    """The summaries of each stretch, under its first day."""
    for first, last in buckets_of(selection):
        part = {day: found for day, found in one.daily.items() if first <= day <= last}
        yield numbers.day(first, year=False), list(flat(part))


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
        reading=_("By the day, week or month of the decision"),
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
        reading=_("By the day, week or month of the first answer, in hours"),
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


def flow_chart(backlog: Measured, selection: Selection) -> Chart:
    """What came in, what was done, and how many were open at the end of each stretch."""
    parts = [(label, summed(found)) for label, found in _parts(backlog, selection)]
    labels = [label for label, _flow in parts]
    came = [sum(flow[kind] for kind in CAME) for _label, flow in parts]
    went = [sum(flow[kind] for kind in WENT) for _label, flow in parts]
    incoming, out = pgettext("conversations", "In"), pgettext("conversations", "Out")
    now = backlog.figure.n - _grown_since(backlog, selection)
    open_at_end = _open_at_ends([flow for _label, flow in parts], now)
    return Chart(
        title=_("Came in and went out"),
        reading=_("By the day, week or month; open at the end is in the table"),
        svg=lines(
            labels,
            [
                _counts(incoming, "series", came, labels),
                _counts(out, "quiet", went, labels),
            ],
            label=_("Conversations that came in and that were resolved or went elsewhere"),
        ),
        heads=(
            pgettext("first day of a stretch", "From"),
            incoming,
            out,
            _("Open at the end"),
        ),
        rows=tuple(
            (label, numbers.count(new), numbers.count(done), numbers.count(left))
            for label, new, done, left in zip(labels, came, went, open_at_end, strict=True)
        ),
        legend=(Legend(incoming, "series"), Legend(out, "quiet")),
    )


def _grown_since(backlog: Measured, selection: Selection) -> int:
    """By how much it grew after the days that are drawn, up to now."""
    today = local_day(clock.now(), home_zone())
    if selection.last >= today or not isinstance(backlog.measure, KeepsDays):
        return 0
    since = backlog.measure.days(selection.teams, selection.last + timedelta(days=1), today)
    return growth(summed(flat(since)))


def _open_at_ends(flows: list[Summary], now: int) -> list[int]:
    """How many were open at the end of each stretch, back from how many were at the last."""
    ends = [now]
    for flow in flows[:0:-1]:
        ends.append(ends[-1] - growth(flow))
    return ends[::-1]


def _counts(name: str, tone: str, counts: list[int], labels: list[str]) -> Series:
    tips = (f"{label}: {numbers.count(n)}" for label, n in zip(labels, counts, strict=True))
    return Series(name, tone, tuple(counts), tuple(tips))


def age_chart(backlog: Measured) -> Chart:
    """How old what is open now is."""
    nothing = [0] * len(EDGES)
    counts = next((one["ages"] for one in backlog.present if "ages" in one), nothing)
    named = list(zip(_ages(), counts, strict=True))
    return Chart(
        title=_("How old what is open is"),
        reading=_("Just now, by days since the beginning"),
        svg=plain_bars(
            [Bar(label, n, None, f"{label}: {numbers.count(n)}") for label, n in named],
            label=_("Open conversations by their age"),
            tone="series",
        ),
        heads=(_("Days"), _("Open conversations")),
        rows=tuple((label, numbers.count(n)) for label, n in named),
    )


def _ages() -> list[str]:
    """`< 1`, `1–3`, …, `≥ 30`."""
    middle = [f"{low}–{high}" for low, high in pairwise(EDGES[1:])]
    return [f"< {EDGES[1]}", *middle, f"≥ {EDGES[-1]}"]
