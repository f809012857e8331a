"""Files to take along: the figures of a page, and the conversations behind one of them."""

from __future__ import annotations

from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import Final

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from tillit.conversations.request import agent_of
from tillit.insights import figures as shown
from tillit.insights.exporting.tables import (
    MOST,
    about_sheet,
    cases_sheet,
    figures_sheet,
    parts_sheet,
)
from tillit.insights.periods import BY, MOST_FILTERS, Selection, selection_of
from tillit.insights.sections import section_named
from tillit.insights.views.section import counting_of, told_apart
from tillit.measures.registry import Measure, all_measures, measure_named
from tillit.ui.sheets import csv_file, xlsx_file
from tillit.ui.sheets.sheet import Sheet

CONTENT_TYPES: Final = {"csv": csv_file.CONTENT_TYPE, "xlsx": xlsx_file.CONTENT_TYPE}


@require_safe
def table(request: HttpRequest, form: str) -> FileResponse:
    """Every figure of the chosen days and teams."""
    selection = selection_of(request, agent_of(request))
    found = shown.measured(all_measures(), selection)
    sheets = [figures_sheet(found.values()), about_sheet(selection)]
    return _file(sheets, form, "figures", selection)


@require_safe
def section_table(request: HttpRequest, key: str, form: str) -> FileResponse:
    """The figures of one page, and as a second sheet the same told apart as the page is.

    As CSV, which has one sheet, it is what is told apart where the page tells anything apart.

    Raises:
        Http404: there is no such page, or several filters are still being counted.
    """
    try:
        page = section_named(key)
    except KeyError as error:
        raise Http404 from error
    selection = selection_of(request, agent_of(request), most=MOST_FILTERS)
    if counting_of(request, selection).get("goes_on"):
        raise Http404
    found = shown.measured(page.all_measures, selection)
    sheets = [figures_sheet(found.values()), about_sheet(selection)]
    apart = told_apart(page, selection, request.GET.get(BY, ""))
    if apart:
        sheets.insert(0, parts_sheet(apart.measures, apart.rows, apart.title))
    return _file(sheets, form, key, selection)


@require_safe
def cases(request: HttpRequest, key: str, form: str) -> FileResponse:
    """A row for each conversation behind a figure.

    Raises:
        Http404: there is no such measure, no conversation can be told, or there are too many.
    """
    measure = _measure_with_cases(key)
    selection = selection_of(request, agent_of(request), most=MOST_FILTERS)
    behind = measure.cases(selection.scope, 0, MOST + 1)
    if len(behind) > MOST:
        raise Http404
    sheet = cases_sheet(measure, behind, request.build_absolute_uri)
    return _file([sheet, about_sheet(selection)], form, key, selection)


def _measure_with_cases(key: str) -> Measure:
    try:
        found = measure_named(key)
    except KeyError as error:
        raise Http404 from error
    if not found.has_cases:
        raise Http404
    return found


def _file(sheets: Sequence[Sheet], form: str, name: str, selection: Selection) -> FileResponse:
    """The first of these as CSV, or all of them as XLSX.

    It is written as a whole before it leaves: an error is then no half of a file, and every word
    is in the language of its reader.
    """
    if form not in CONTENT_TYPES:
        raise Http404
    target = TemporaryFile()  # noqa: SIM115 (the response closes it)
    if form == "csv":
        target.writelines(csv_file.as_csv(sheets[0]))
    else:
        xlsx_file.write_xlsx(sheets, target)
    target.seek(0)
    return FileResponse(
        target,
        as_attachment=True,
        filename=f"{name}-{selection.first}-{selection.last}.{form}",
        content_type=CONTENT_TYPES[form],
        headers={"Cache-Control": "private, no-store"},
    )
