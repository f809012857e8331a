"""Files to take along: the figures of a page, and the conversations behind one of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from tillit.conversations.request import agent_of
from tillit.feedback.aspects import Aspects
from tillit.feedback.own_questions import OwnQuestions
from tillit.insights import figures as shown
from tillit.insights.apart import told_apart
from tillit.insights.aspects import rated
from tillit.insights.exporting.aspects import aspects_sheet
from tillit.insights.exporting.files import as_file
from tillit.insights.exporting.own_questions import own_questions_sheet
from tillit.insights.exporting.tables import (
    MOST,
    about_sheet,
    cases_sheet,
    figures_sheet,
    parts_sheet,
)
from tillit.insights.own_questions import chosen_in
from tillit.insights.periods import BY, MOST_FILTERS, Selection, selection_of
from tillit.insights.sections import Section, section_named
from tillit.insights.views.section import counting_of
from tillit.measures.registry import Measure, Summary, all_measures, measure_named
from tillit.ui.sheets.sheet import Sheet


@require_safe
def table(request: HttpRequest, form: str) -> FileResponse:
    """Every figure of the chosen days and teams."""
    selection = selection_of(request, agent_of(request))
    found = shown.measured(all_measures(), selection)
    before = shown.compared_with(all_measures(), selection)
    return _file([figures_sheet(found.values(), before)], form, "figures", selection)


@require_safe
def section_table(request: HttpRequest, key: str, form: str) -> FileResponse:
    """The figures of one page, and as a further sheet of XLSX the same told apart as the page is.

    Raises:
        Http404: there is no such page, or several filters are still being counted.
    """
    page, selection = _section(request, key)
    found = shown.measured(page.all_measures, selection)
    before = shown.compared_with(page.all_measures, selection)
    sheets = [figures_sheet(found.values(), before), *_parts(request, page, selection)]
    return _file(sheets, form, key, selection)


@require_safe
def section_parts(request: HttpRequest, key: str, form: str) -> FileResponse:
    """The figures of one page told apart.

    Raises:
        Http404: as `section_table`, and where nothing is told apart.
    """
    page, selection = _section(request, key)
    sheets = _parts(request, page, selection)
    if not sheets:
        raise Http404
    return _file(sheets, form, f"{key}-parts", selection)


@require_safe
def section_aspects(request: HttpRequest, key: str, form: str) -> FileResponse:
    """What customers say of single aspects, on the page that tells it.

    Raises:
        Http404: as `section_table`, and where the page tells no aspects.
    """
    summaries, selection = _summaries(request, key, Aspects.key)
    return _file([aspects_sheet(rated(summaries))], form, Aspects.key, selection)


@require_safe
def section_own_questions(request: HttpRequest, key: str, form: str) -> FileResponse:
    """What customers chose in own questions, on the page that tells it.

    Raises:
        Http404: as `section_aspects`.
    """
    summaries, selection = _summaries(request, key, OwnQuestions.key)
    sheet = own_questions_sheet(chosen_in(summaries))
    return _file([sheet], form, OwnQuestions.key, selection)


def _summaries(request: HttpRequest, key: str, name: str) -> tuple[Iterable[Summary], Selection]:
    """What the days of one measure of a page hold."""
    page, selection = _section(request, key)
    if name not in page.measures:
        raise Http404
    daily = shown.measured([measure_named(name)], selection)[name].daily
    return shown.flat(daily), selection


def _section(request: HttpRequest, key: str) -> tuple[Section, Selection]:
    try:
        page = section_named(key)
    except KeyError as error:
        raise Http404 from error
    selection = selection_of(request, agent_of(request), most=MOST_FILTERS)
    if counting_of(request, selection, selection.compared).get("goes_on"):
        raise Http404
    return page, selection


def _parts(request: HttpRequest, page: Section, selection: Selection) -> list[Sheet]:
    apart = told_apart(page, selection, request.GET.get(BY, ""))
    return [parts_sheet(apart.measures, apart.rows, apart.title)] if apart else []


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
    return _file([sheet], form, key, selection)


def _measure_with_cases(key: str) -> Measure:
    try:
        found = measure_named(key)
    except KeyError as error:
        raise Http404 from error
    if not found.has_cases:
        raise Http404
    return found


def _file(sheets: list[Sheet], form: str, name: str, selection: Selection) -> FileResponse:
    days = (selection.first, selection.last)
    return as_file([*sheets, about_sheet(selection)], form, name, days)
