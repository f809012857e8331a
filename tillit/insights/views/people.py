"""My figures: of one person, for that person and the lead, beside the own past and the team."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.insights import figures as shown
from tillit.insights.cases import cases_of, page_number
from tillit.insights.control import control_of
from tillit.insights.control_drawing import chart_of
from tillit.insights.exporting.links import of_one
from tillit.insights.people.areas import DIMENSIONS, Area, areas_of
from tillit.insights.people.forms import TalkForm
from tillit.insights.people.scope import people_led, person_at, teams_shared
from tillit.insights.people.showing import talks_of
from tillit.insights.periods import Choice, Selection, selection_of
from tillit.insights.slices import PARAMETER, address_of, filters_of, words_of
from tillit.insights.targets.scope import Targets, of_person, targets_of
from tillit.insights.targets.standing import words_for
from tillit.insights.views.section import choices, tabs
from tillit.measures.dimensions import dimension_named, divides
from tillit.measures.registry import Figure, Measure, Slice, measure_named
from tillit.people.models import Agent
from tillit.ui import numbers

MINE = "mine"
SHOWN = (
    "promises-kept",
    "first-response",
    "satisfaction",
    "ease",
    "first-contact",
    "repeat-contacts",
    "one-touch",
    "replies-per-resolution",
)
CONTROLLED = ("promises-kept", "satisfaction")


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The reader's own."""
    return person_page(request, agent_of(request))


@require_safe
def of(request: HttpRequest, number: int) -> HttpResponse:
    """Those of a colleague, for the lead."""
    return person_page(request, person_at(agent_of(request), number))


def person_page(request: HttpRequest, person: Agent, form: TalkForm | None = None) -> HttpResponse:
    """Cards, charts, areas for a talk, and its notes."""
    reader = agent_of(request)
    team = selection_shared(request, reader, person)
    own = replace(team, parts=(of_person(person),))
    context = {
        **frame(request, current=reverse("insights:figures")),
        "tabs": tabs(selection_of(request, reader), MINE),
        "person": {
            "name": person.name,
            "is_own": person.pk == reader.pk,
            "people": _people(reader, person, team),
            **choices(team, has_clocks=True),
            **_figures(own, team),
            "files": of_one("person_table", person.pk, query=team.query()),
            **_areas(person, own, team),
            **talks_of(reader, person, form),
        },
    }
    status = 422 if form and form.is_bound else 200
    return render(request, "insights/person.html", context, status=status)


@require_safe
def area(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """The conversations behind one area of a person."""
    reader = agent_of(request)
    person = person_at(reader, number)
    measure = _measure(key)
    team = selection_shared(request, reader, person)
    parts = [
        one for one in filters_of(request.GET.getlist(PARAMETER)) if one.dimension in DIMENSIONS
    ]
    narrowed = team.narrowed_to(of_person(person), *parts[:1])
    scope = narrowed.scope
    figure = _figure_of(measure, narrowed)
    address = reverse("insights:area", args=[person.pk, measure.key])
    part = {PARAMETER: address_of(parts[0])} if parts else {}
    context = {
        **frame(request, current=reverse("insights:figures")),
        "area": {
            "title": _title(measure, parts[0] if parts else None),
            "name": person.name,
            "period": team.words(),
            "value": shown.text_of(figure.value, measure.unit),
            "count": shown.count_of(measure, figure),
            "interval": shown.interval_of(measure, figure),
            "back_url": reverse("insights:of", args=[person.pk]) + team.query(),
            "defined": figure.value is not None,
            **cases_of(
                measure,
                scope,
                n=figure.n,
                page=page_number(request),
                url_of_page=lambda page: address + team.query(page=page, **part),
            ),
        },
    }
    return render(request, "insights/area.html", context)


def _figure_of(measure: Measure, selection: Selection) -> Figure:
    """From what is rolled up; from the facts where a second filter is chosen."""
    if selection.is_combined:
        return measure.figure([measure.summarise(selection.scope)], selection.clock)
    return shown.measured([measure], selection, with_present=False)[measure.key].figure


def _measure(key: str) -> Measure:
    """One that knows who did what, and of which the conversations are known."""
    try:
        found = measure_named(key)
    except KeyError as error:
        raise Http404 from error
    if not (found.has_cases and divides(found, dimension_named("agent"))):
        raise Http404
    return found


def selection_shared(request: HttpRequest, reader: Agent, person: Agent) -> Selection:
    """The days of the address and the teams that the two share; whatever else it is narrowed to."""
    teams = teams_shared(reader, person)
    selection = selection_of(request, reader)
    if selection.team and selection.team not in teams:
        raise Http404
    return replace(selection, parts=(), among=teams)


def _people(reader: Agent, person: Agent, selection: Selection) -> list[Choice]:
    """Whose figures a lead may look at, the own first."""
    led = list(people_led(reader))
    if not led:
        return []
    query = selection.query(team="")
    return [
        Choice(_("My own"), reverse("insights:mine") + query, person.pk == reader.pk),
        *(
            Choice(one.name, reverse("insights:of", args=[one.pk]) + query, one.pk == person.pk)
            for one in led
        ),
    ]


def _figures(own: Selection, team: Selection) -> dict[str, Any]:
    measures = [measure_named(key) for key in SHOWN]
    found = shown.measured(measures, own, with_present=False)
    beside = shown.measured(measures, team, with_present=False)
    before = shown.compared_with(measures, own)
    targets = targets_of(own)
    controls = [control_of(measure_named(key), own) for key in CONTROLLED]
    return {
        "cards": [_card(found[key], beside[key], own, before.get(key), targets) for key in SHOWN],
        "charts": [chart_of(one, own.part) for one in controls if one.has_figures],
    }


def _card(
    one: shown.Measured,
    team: shown.Measured,
    own: Selection,
    before: shown.Measured | None,
    targets: Targets,
) -> dict[str, Any]:
    card = shown.card(one, own, before, target=words_for(one, targets))
    of_team = shown.text_of(team.figure.value, team.measure.unit)
    beside = {"label": _("The team as a whole"), "value": of_team}
    return {**card, "extras": [beside, *card["extras"]]}


def _areas(person: Agent, own: Selection, team: Selection) -> dict[str, Any]:
    found = areas_of(own, team)
    return {
        "strong": [_area(one, person, team) for one in found.strong],
        "weak": [_area(one, person, team) for one in found.weak],
        "looked_at": found.looked_at,
        "is_whole_only": found.is_whole_only,
    }


def _area(one: Area, person: Agent, team: Selection) -> dict[str, Any]:
    part = {PARAMETER: address_of(one.part)} if one.part else {}
    words = {
        "own": shown.text_of(one.own.value, one.measure.unit),
        "low": shown.text_of(one.own.low, one.measure.unit),
        "high": shown.text_of(one.own.high, one.measure.unit),
        "n": numbers.count(one.own.n),
        "team": shown.text_of(one.team.value, one.measure.unit),
    }
    address = reverse("insights:area", args=[person.pk, one.measure.key])
    return {
        "title": _title(one.measure, one.part),
        "words": _("%(own)s (%(low)s to %(high)s, %(n)s cases); the team %(team)s") % words,
        "url": address + team.query(**part),
    }


def _title(measure: Measure, part: Slice | None) -> str:
    return f"{measure.title} · {words_of(part)}" if part else str(measure.title)
