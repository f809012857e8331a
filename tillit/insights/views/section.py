"""One page of figures: cards, charts, and the same told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.feedback.aspects import Aspects
from tillit.feedback.own_questions import OwnQuestions
from tillit.insights import figures as shown
from tillit.insights import own_questions
from tillit.insights.apart import Apart, dimensions_of, note_of, told_apart
from tillit.insights.aspect_cards import surveys_of, waiting_words
from tillit.insights.breaking_down import Row, rows_of
from tillit.insights.combining import combination_of
from tillit.insights.control import Control, control_of
from tillit.insights.control_drawing import baseline_words, chart_of, verdict_words
from tillit.insights.exporting.links import Files, of_one, of_section
from tillit.insights.figures import Measured, flat
from tillit.insights.periods import BY, MOST_FILTERS, OWN, Choice, Selection, selection_of
from tillit.insights.reading import TEAM
from tillit.insights.representing import represented
from tillit.insights.sections import EVERYTHING, SECTIONS, Section, section_named
from tillit.insights.slices import PARAMETER, words_of
from tillit.insights.targets.scope import Targets, targets_of
from tillit.insights.targets.standing import words_for
from tillit.measures.dimensions import Divides
from tillit.measures.registry import Figure, Measure, Slice, Unit, Words
from tillit.measures.signals import Verdict
from tillit.ui import numbers

MOST_LINKS = 60


@require_safe
def section(request: HttpRequest, key: str) -> HttpResponse:
    """What one page tells of the chosen days, teams and filter."""
    try:
        page = section_named(key)
    except KeyError as error:
        raise Http404 from error
    selection = selection_of(request, agent_of(request), most=MOST_FILTERS)
    counting = counting_of(request, selection, selection.compared)
    by = request.GET.get(BY, "")
    apart = told_apart(page, selection, by)
    context = {
        **frame(request, current=reverse("insights:figures")),
        "tabs": tabs(selection, page.key),
        "page": {
            "title": page.title,
            "lead": page.lead,
            **choices(
                replace(selection, by=by),
                has_clocks=any(one.has_clocks for one in page.all_measures),
            ),
            **({} if counting.get("goes_on") else figures_of(page, selection)),
            "counting": counting,
            "files": Files() if counting.get("goes_on") else of_section(page.key, selection, by),
            "table": _with_files(table_of(page, apart, selection), page, selection, by),
            "represented": represented(apart) if apart else {},
            "narrower": _narrower(page, selection, by),
        },
    }
    return render(request, "insights/section.html", context)


def _with_files(
    table: dict[str, Any], page: Section, selection: Selection, by: str
) -> dict[str, Any]:
    query = selection.query() + (f"&{BY}={by}" if by else "")
    return table and {**table, "files": of_one("section_parts", page.key, query=query)}


def address(page: Section) -> str:
    """Where a page is."""
    return reverse("insights:section", args=[page.key])


def tabs(selection: Selection, current: str) -> list[Choice]:
    """The pages of figures, each with the same days and teams, and the filters that it knows."""
    narrow = selection.is_combined or any(
        one.dimension not in EVERYTHING for one in selection.parts
    )
    query = selection.query(**{PARAMETER: ""} if narrow else {})
    overview = Choice(_("Overview"), reverse("insights:figures") + query, current == "")
    found = [
        overview,
        Choice(_("My dashboard"), reverse("insights:dashboard"), current == "dashboard"),
        Choice(_("My figures"), reverse("insights:mine"), current == "mine"),
        *(
            Choice(one.title, address(one) + _with_known(one, selection), one.key == current)
            for one in SECTIONS
        ),
        Choice(_("Staying"), reverse("insights:staying") + query, current == "staying"),
        Choice(_("Self-service"), reverse("insights:help_pages") + query, current == "help-pages"),
        Choice(_("Benchmarks"), reverse("insights:benchmarks") + query, current == "benchmarks"),
    ]
    if len(selection.agent.team_ids) > 1:
        teams = reverse("insights:teams") + selection.query(team="")
        found.append(Choice(_("Teams compared"), teams, current == "teams"))
    found.append(Choice(_("Targets"), reverse("insights:targets"), current == "targets"))
    if selection.agent.team_ids:
        meeting = reverse("insights:meeting") + query
        found.append(Choice(_("Team meeting"), meeting, current == "meeting"))
    return found


def _with_known(page: Section, selection: Selection) -> str:
    """The address part with those filters that the page can tell apart."""
    known = (one for one in selection.parts if one.dimension in page.dimensions)
    return selection.narrowed_to(*known).query()


def choices(selection: Selection, *, has_clocks: bool, is_compared: bool = True) -> dict[str, Any]:
    """What stands above the figures: which days, teams and filter."""
    return {
        "period": selection.words(),
        "periods": selection.periods(),
        "is_own_period": selection.period == OWN,
        "first": selection.first.isoformat(),
        "last": selection.last.isoformat(),
        "kept": selection.kept(),
        "teams": selection.team_choices(),
        "clocks": selection.clocks() if has_clocks else [],
        "comparisons": selection.comparisons() if is_compared and selection.period != "all" else [],
        "compared": selection.compared.words() if is_compared and selection.compared else "",
        "parts": [_chosen(one, selection) for one in selection.parts],
    }


def _chosen(part: Slice, selection: Selection) -> dict[str, str]:
    """A filter, and the page without it."""
    others = (one for one in selection.parts if one != part)
    return {"words": words_of(part), "without_url": selection.narrowed_to(*others).query()}


def counting_of(request: HttpRequest, *selections: Selection | None) -> dict[str, Any]:
    """How far the counting of several filters is; empty where nothing has to be counted."""
    found = [combination_of(one) for one in selections if one and one.is_combined]
    if not found:
        return {}
    return {
        "goes_on": any(one.counted_at is None for one in found),
        "done": sum(one.days_done for one in found),
        "whole": sum(one.days for one in found),
        "counted_at": found[0].counted_at,
        "url": request.get_full_path(),
    }


def figures_of(page: Section, selection: Selection) -> dict[str, Any]:
    """Its cards and charts, and what has to be said of them."""
    measures = page.all_measures
    found = shown.measured(measures, selection, drawn=page.drawn)
    drawn = [] if selection.is_combined else page.controlled
    before = shown.compared_with(measures, selection)
    controls = {one.key: control_of(one, selection) for one in measures if one.key in drawn}
    charted = [one for one in controls.values() if one.has_figures]
    targets = targets_of(selection)
    return {
        "cards": [_card(found[one.key], selection, before, controls, targets) for one in measures],
        "charts": [drawing(found, selection) for drawing in page.drawings if not selection.parts]
        + [chart_of(one, selection.part) for one in charted],
        "surveys": surveys_of(flat(found[Aspects.key].daily)) if Aspects.key in found else [],
        "own_questions": own_questions_of(found),
        "own_questions_files": of_one("section_own_questions", page.key, query=selection.query()),
        "aspects_files": of_one("section_aspects", page.key, query=selection.query()),
        "waiting": waiting_words(selection.teams) if Aspects.key in found else "",
        "baselines": list(dict.fromkeys(filter(None, map(baseline_words, charted)))),
    }


def own_questions_of(found: Mapping[str, Measured]) -> list[dict[str, Any]]:
    """What was chosen in own questions, where the page tells it."""
    one = found.get(OwnQuestions.key)
    return own_questions.shown(own_questions.chosen_in(flat(one.daily))) if one else []


def _card(
    one: Measured,
    selection: Selection,
    before: Mapping[str, Measured],
    controls: Mapping[str, Control],
    targets: Targets,
) -> dict[str, Any]:
    key = one.measure.key
    control = controls.get(key)
    return {
        **shown.card(one, selection, before.get(key), target=words_for(one, targets)),
        "verdict": verdict_words(control) if control else "",
        "is_signal": control is not None and control.verdict is Verdict.SIGNAL,
    }


def table_of(page: Section, apart: Apart | None, selection: Selection) -> dict[str, Any]:
    """The same figures for each value of a dimension; nothing where nothing is told apart."""
    if apart is None:
        return {}
    return {
        "title": apart.title,
        "choices": _by(dimensions_of(page, selection), apart.by, selection),
        "note": note_of(apart.by),
        "heads": [one.title for one in apart.measures],
        "rows": [_row(row, apart.measures, selection, apart.by) for row in apart.rows],
    }


def _narrower(page: Section, selection: Selection, by: str) -> dict[str, Any]:
    """Further filters to choose from, where one is chosen already."""
    if not 0 < len(selection.parts) < MOST_FILTERS:
        return {}
    taken = {one.dimension for one in selection.parts}
    whole = selection.narrowed_to()
    titles = {
        key: one for key, one in dimensions_of(page, whole).items() if key not in {TEAM, *taken}
    }
    by = by if by in titles else next(iter(titles))
    first = next(one for one in page.all_measures if isinstance(one, Divides))
    links = [
        Choice(
            row.name, selection.narrowed_to(*selection.parts, Slice(by, row.value)).query(), False
        )
        for row in rows_of([first], whole, by)[:MOST_LINKS]
    ]
    return {"title": titles[by], "choices": _by(titles, by, selection), "links": links}


def _by(titles: Mapping[str, Words], by: str, selection: Selection) -> list[Choice]:
    return [
        Choice(title, replace(selection, by=key).query(), key == by)
        for key, title in titles.items()
    ]


def _row(row: Row, measures: Sequence[Measure], selection: Selection, by: str) -> dict[str, Any]:
    changed = {"team": row.value} if by == TEAM else {PARAMETER: f"{by}:{row.value}"}
    return {
        "name": row.name,
        "url": selection.query(**changed),
        "cells": [_cell(row.figures[one.key], one) for one in measures],
    }


def _cell(figure: Figure, measure: Measure) -> dict[str, Any]:
    return {
        "value": shown.text_of(figure.value, measure.unit),
        "n": "" if measure.unit is Unit.COUNT else numbers.count(figure.n),
        "few": figure.is_few,
        "interval": shown.interval_of(measure, figure),
    }
