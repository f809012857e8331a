"""What the files of figures hold: the raw values that the pages format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from tillit.hours.home import home_zone
from tillit.insights.breaking_down import Row as Part
from tillit.insights.figures import Measured
from tillit.insights.periods import CLOCKS, Selection
from tillit.insights.slices import words_of
from tillit.measures.registry import Case, Figure, Measure, Unit, Words
from tillit.people.models import Team
from tillit.ui.sheets.sheet import Column, Kind, Row, Sheet, Value

MOST: Final = 20_000
"""Conversations in one file, since they are read at once."""
KINDS: Final = {
    Unit.SECONDS: Kind.SECONDS,
    Unit.SHARE: Kind.SHARE,
    Unit.SCORE: Kind.DECIMAL,
    Unit.POINTS: Kind.POINTS,
    Unit.NUMBER: Kind.DECIMAL,
    Unit.COUNT: Kind.WHOLE,
}
UNITS: Final[dict[Unit, Words]] = {
    Unit.SECONDS: gettext_lazy("seconds"),
    Unit.SHARE: gettext_lazy("share"),
    Unit.SCORE: gettext_lazy("score"),
    Unit.POINTS: gettext_lazy("points"),
    Unit.NUMBER: gettext_lazy("number"),
    Unit.COUNT: gettext_lazy("count"),
}
Whole = Callable[[str], str]
"""From the path of a page to its whole address."""


def figures_sheet(
    found: Iterable[Measured],
    before: Mapping[str, Measured],
    beside: Mapping[str, Mapping[str, Measured]] | None = None,
) -> Sheet:
    """Each figure with what stands beside it, as the page lists them; nothing that is not told.

    `before`: the same of the days that they are compared with, by key. `beside`: the same of
    others, by what stands beside a figure and by key.
    """
    columns = (
        Column(_("About")),
        Column(_("Measure")),
        Column(_("Beside it")),
        Column(_("Unit")),
        Column(_("Figure"), Kind.NUMBER),
        Column(_("Number of cases"), Kind.WHOLE),
        Column(_("Counted")),
        Column(_("At least (95% interval)"), Kind.NUMBER),
        Column(_("At most (95% interval)"), Kind.NUMBER),
        Column(_("Before"), Kind.NUMBER),
        Column(_("Number of cases before"), Kind.WHOLE),
        Column(_("Definition")),
    )
    rows = [
        row
        for one in found
        if one.is_told
        for row in (
            *_figure_rows(one, before.get(one.measure.key)),
            *_beside_rows(one, beside or {}),
        )
    ]
    return Sheet(_("Figures"), columns, rows)


def _figure_rows(one: Measured, before: Measured | None) -> Iterator[Row]:
    measure, figure = one.measure, one.figure
    named = (str(measure.group.value), str(measure.title))
    earlier = (before.figure.value, before.figure.n) if before else (None, None)
    yield (*named, "", *_value(measure, figure), *earlier, str(measure.definition))
    for extra in figure.extras:
        unit = str(UNITS[extra.unit])
        yield (*named, str(extra.label), unit, extra.value, None, "", *[None] * 4, "")


def _beside_rows(one: Measured, beside: Mapping[str, Mapping[str, Measured]]) -> Iterator[Row]:
    measure = one.measure
    for label, others in beside.items():
        named = (str(measure.group.value), str(measure.title), label)
        yield (*named, *_value(measure, others[measure.key].figure), None, None, "")


def _value(measure: Measure, figure: Figure) -> tuple[Value, ...]:
    bounds = (figure.low, figure.high)
    has_interval = None not in bounds
    return (
        str(UNITS[measure.unit]),
        figure.value,
        figure.n,
        str(measure.counted),
        *(bounds if has_interval else (None, None)),
    )


def parts_sheet(measures: Sequence[Measure], rows: Iterable[Part], title: Words) -> Sheet:
    """Each value of a dimension with its figures, one column for each and one for its cases."""
    columns = [Column(str(title))]
    for one in measures:
        columns.append(Column(str(one.title), KINDS[one.unit]))
        columns.append(Column(f"{one.title}: {one.counted}", Kind.WHOLE))
    return Sheet(str(title), tuple(columns), (_part_row(row, measures) for row in rows))


def _part_row(row: Part, measures: Sequence[Measure]) -> Row:
    figures = (row.figures[one.key] for one in measures)
    return (str(row.name), *(value for one in figures for value in (one.value, one.n)))


def cases_sheet(measure: Measure, cases: Sequence[Case], whole: Whole) -> Sheet:
    """A row for each conversation behind a figure, in the order of the page."""
    kind = KINDS[cases[0].unit] if cases else Kind.NUMBER
    return Sheet(
        str(measure.title),
        (
            Column(_("Conversation"), Kind.WHOLE),
            Column(_("Subject")),
            Column(_("Customer")),
            Column(_("When"), Kind.INSTANT),
            Column(_("Outcome")),
            Column(str(measure.value_label) or _("Figure"), kind),
            Column(_("Unit")),
            Column(_("Address"), Kind.ADDRESS),
        ),
        (_case_row(case, whole) for case in cases),
    )


def _case_row(case: Case, whole: Whole) -> Row:
    number = case.conversation
    page = reverse("conversations:conversation", args=[number]) if number is not None else ""
    return (
        number,
        case.subject,
        case.customer,
        case.at.astimezone(ZoneInfo(home_zone())),
        str(case.outcome),
        case.value,
        str(UNITS[case.unit]),
        whole(page) if page else None,
    )


def about_sheet(selection: Selection) -> Sheet:
    """What was asked for, so that the file can be understood by itself."""
    teams = Team.objects.filter(pk__in=selection.teams).order_by("name")
    rows: list[Row] = [
        (_("First day"), selection.first),
        (_("Last day"), selection.last),
        (_("Teams"), ", ".join(team.name for team in teams)),
        (_("Clock"), str(CLOCKS[selection.clock])),
        *([(_("Compared with"), selection.compared.words())] if selection.compared else []),
        *((_("Filter"), words_of(one)) for one in selection.parts),
    ]
    title = pgettext("what a file is about", "About")
    return Sheet(title, (Column(title), Column(_("Chosen"), Kind.DAY)), rows)
