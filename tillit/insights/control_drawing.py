"""Control charts drawn, and told in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from tillit import clock
from tillit.hours.home import home_zone
from tillit.insights.control import BASELINE, Control, Week
from tillit.insights.explaining import Explanation
from tillit.insights.figures import text_of
from tillit.insights.spans import WEEK
from tillit.insights.targets.standing import aim_words
from tillit.measures.registry import Measure, Slice, Unit
from tillit.measures.signals import MINIMUM_POINTS, Verdict
from tillit.measures.statistics import local_day
from tillit.standards.models import StandardVersion
from tillit.ui import numbers
from tillit.ui.charts import Chart, Legend
from tillit.ui.control_charts import Level, Mark, Point, control_chart

RULES: dict[str, str | Promise] = {
    "outside": gettext_lazy("outside what is usual"),
    "run": gettext_lazy("eight weeks in a row on one side"),
    "near": gettext_lazy("three of four weeks far from the middle"),
}
HOUR = 3600
PROMISES = "promises-kept"


@dataclass(frozen=True)
class Happening:
    """A new version of a standard, since a day."""

    day: date
    label: str
    tip: str


def chart_of(control: Control, part: Slice | None = None) -> Chart:
    """The weeks with what is usual, new versions of standards, and what people noted."""
    weeks, measure = control.shown, control.measure
    label = _("%(measure)s, week by week") % {"measure": measure.title}
    return Chart(
        title=label,
        reading=reading_of(control),
        svg=control_chart(
            [_point(control, week) for week in weeks],
            label=f"{label}. {reading_of(control)}",
            centre=_scaled(control.centre, measure),
            centre_label=_tick(_scaled(control.centre, measure) or 0, measure),
            marks=_marks(control, part),
            level=_level(control),
            tick_text=lambda value: _tick(value, measure),
            bounds=_bounds(measure),
        ),
        heads=(
            pgettext("first day of a week", "Week from"),
            str(measure.title),
            str(measure.counted),
            _("Usually from"),
            pgettext("usually from … to", "to"),
            _("Signal"),
        ),
        rows=tuple(_row(control, week) for week in weeks),
        legend=(
            Legend(_("Week"), "series"),
            Legend(_("Signal"), "late"),
            Legend(_usual(control), "quiet"),
            *_few(control),
            *_target(control),
        ),
    )


def reading_of(control: Control) -> str:
    """What the newest week says, in one sentence."""
    if not control.has_limits:
        return _("Too few weeks yet to say what is usual; six are needed.")
    last = control.weeks[-1]
    if control.verdict is Verdict.UNKNOWN:
        if control.is_few(last):
            return _("Last week has too few cases to tell.") + _earlier(control)
        return _("Last week has no figure.") + _earlier(control)
    if control.verdict is Verdict.NORMAL:
        return _("Last week: within normal variation.") + _earlier(control)
    words = {"side": _side(control, last), "rule": RULES[last.rule]}
    return _("Last week is a signal: %(side)s (%(rule)s).") % words


def _usual(control: Control) -> str:
    if control.centre is None:
        return _("Usual: not known yet")
    value = text_of(control.centre, control.measure.unit)
    return _("Usual: between the dashed lines, around %(value)s") % {"value": value}


def _few(control: Control) -> list[Legend]:
    """What the rings mean that no line leads to; nothing where there are none."""
    if not any(control.is_few(week) for week in control.shown):
        return []
    return [Legend(_("Too few cases to tell"), "few")]


def _target(control: Control) -> list[Legend]:
    """A line of its own kind, with a word of its own: where we want to be is not what is usual."""
    if control.target is None:
        return []
    aim = aim_words(control.measure, control.target.value)
    return [Legend(_("Target: %(aim)s") % {"aim": aim}, "target")]


def _level(control: Control) -> Level | None:
    if control.target is None:
        return None
    value = _scaled(control.target.value, control.measure) or 0
    return Level(value, _tick(value, control.measure))


def _earlier(control: Control) -> str:
    n = len(control.signals)
    if not n:
        return ""
    told = ngettext("One week before was a signal.", "%(n)d weeks before were signals.", n)
    return " " + told % {"n": n}


def verdict_words(control: Control) -> str:
    """The same as short as a card needs it."""
    if control.verdict is Verdict.NORMAL:
        return _("within normal variation")
    if control.verdict is Verdict.UNKNOWN:
        return ""
    return _side(control, control.weeks[-1])


def _side(control: Control, week: Week) -> str:
    return _("higher than usual") if control.is_above(week) else _("lower than usual")


def signal_words(control: Control, week: Week) -> str:
    """`lower than usual (outside what is usual): 61.8%`."""
    value = text_of(week.figure.value, control.measure.unit)
    return f"{_side(control, week)} ({RULES[week.rule]}): {value}"


def baseline_words(control: Control) -> str:
    """Of which weeks it is known what is usual."""
    if len(control.weeks) < MINIMUM_POINTS:
        return ""
    some = control.weeks[:BASELINE]
    words = {"n": len(some), "first": numbers.day(some[0].first)}
    kind = _("limits by the size of each week") if control.is_share else _("limits for all weeks")
    told = _("What is usual comes from %(n)d weeks from %(first)s on, and stays so.") % words
    return f"{told} {kind[:1].upper()}{kind[1:]}."


def _point(control: Control, week: Week) -> Point:
    measure, value = control.measure, week.figure.value
    label = numbers.day(week.first, year=False)
    tip = f"{label}: {text_of(value, measure.unit)}"
    if week.rule:
        tip = f"{tip}, {_side(control, week)} ({RULES[week.rule]})"
    is_few = control.is_few(week)
    if is_few:
        tip = f"{tip}, {_('too few cases to tell')}"
    tone = "" if not week.rule else "worse" if control.is_worse(week) else "better"
    low, high = (_scaled(limit, measure) for limit in (week.low, week.high))
    return Point(label, _scaled(value, measure), low, high, tone, tip, is_few)


def _row(control: Control, week: Week) -> tuple[str, ...]:
    unit = control.measure.unit
    lowest, highest = _bounds(control.measure)
    low = week.low if week.low is None or lowest is None else max(week.low, lowest)
    high = week.high if week.high is None or highest is None else min(week.high, highest)
    signal = f"{_side(control, week)} ({RULES[week.rule]})" if week.rule else ""
    if control.is_few(week):
        signal = _("too few cases to tell")
    return (
        numbers.day(week.first),
        text_of(week.figure.value, unit),
        numbers.count(week.figure.n),
        text_of(low, unit),
        text_of(high, unit),
        signal,
    )


def _marks(control: Control, part: Slice | None) -> list[Mark]:
    firsts = [week.first for week in control.shown]
    happened = [
        Happening(
            day=_day_of(one),
            label=_("v%(number)d") % {"number": one.number},
            tip=_("Since %(day)s: version %(number)d of “%(standard)s”")
            % {
                "day": numbers.day(_day_of(one)),
                "number": one.number,
                "standard": one.standard.name,
            },
        )
        for one in _versions(control, part)
    ]
    happened += [_noted(one) for one in control.explanations]
    return [
        Mark(place, one.label, one.tip)
        for one in happened
        for place, first in enumerate(firsts)
        if first <= one.day < first + WEEK
    ]


def _noted(one: Explanation) -> Happening:
    return Happening(one.week, "✎", f"{numbers.day(one.week)}: {one.words}")


def _day_of(version: StandardVersion) -> date:
    """The day at home from which it holds."""
    return local_day(version.valid_from or clock.now(), home_zone())


def _versions(control: Control, part: Slice | None) -> Sequence[StandardVersion]:
    """Later versions of the standards that a measure tells of, for all teams or one of these."""
    about = Q(measure="") if control.measure.key == PROMISES else Q(measure=control.measure.key)
    whose = Q(team=None) | Q(team__in=control.teams)
    found = StandardVersion.objects.filter(about, whose, number__gt=1, valid_from__isnull=False)
    if part and part.dimension == "standard" and part.value.isdecimal():
        found = found.filter(standard_id=int(part.value))
    return list(found.select_related("standard").order_by("valid_from"))


def _scaled(value: float | None, measure: Measure) -> float | None:
    """As the axis has it: durations in hours."""
    return value / HOUR if value is not None and measure.unit is Unit.SECONDS else value


def _tick(value: float, measure: Measure) -> str:
    decimals = 0 if abs(value - round(value)) < 1e-9 else 1
    if measure.unit is Unit.SECONDS:
        return _("%(hours)s h") % {"hours": numbers.decimal(value, decimals=decimals)}
    if measure.unit is Unit.SHARE:
        return numbers.share(value, decimals=0 if round(value * 100, 6) % 1 == 0 else 1)
    return numbers.decimal(value, decimals=decimals)


def _bounds(measure: Measure) -> tuple[float | None, float | None]:
    """Between what no figure of this kind can lie outside."""
    if measure.unit is Unit.POINTS:
        return -100, 100
    is_part = measure.unit is Unit.SHARE and measure.aim is not None
    return 0, 1 if is_part else None
