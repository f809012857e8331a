"""The figures, and the conversations behind each of them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tillit import clock
from tillit.conversations.models import Status
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame, live_url
from tillit.hours.home import home_zone
from tillit.insights import drawings
from tillit.insights import figures as shown
from tillit.insights.board import board_of
from tillit.insights.cases import cases_of, page_number
from tillit.insights.days import bounds
from tillit.insights.differing import difference_of, words_of
from tillit.insights.exporting import links
from tillit.insights.meeting.holding import LONGEST_WHY
from tillit.insights.periods import CLOCKS, MOST_FILTERS, Selection, selection_of
from tillit.insights.targets.scope import targets_of
from tillit.insights.targets.standing import words_for
from tillit.insights.views.explaining import signals
from tillit.insights.views.section import choices, counting_of, tabs
from tillit.measures.registry import FEW, Measure, all_measures, measure_named
from tillit.people.models import Team
from tillit.people.policy import Verb, may, needs
from tillit.standards.pause_guard import MOST, Pause, to_look_at, why_listed
from tillit.ui import durations, numbers

DRAWN = ("promises-kept", "first-response", "backlog")
"""What the overview draws over time."""


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Every measure; what matters most as cards, by week and, for leads, by agent."""
    agent = agent_of(request)
    selection = selection_of(request, agent)
    context = {
        **frame(request, current=reverse("insights:figures")),
        "tabs": tabs(selection, ""),
        "figures": {
            **choices(selection, has_clocks=True),
            **overview_of(selection),
            "screens_url": reverse("insights:screens") if may(agent, Verb.LOOK_AFTER) else "",
            "board_url": reverse("insights:board") + selection.query(),
            "files": links.of_table(selection),
        },
    }
    return render(request, "insights/figures.html", context)


def overview_of(selection: Selection) -> dict[str, Any]:
    """Its cards, charts and tables."""
    found = shown.measured(all_measures(), selection, drawn=DRAWN)
    before = shown.compared_with(all_measures(), selection)
    targets = targets_of(selection)
    return {
        "cards": [
            shown.card(
                found[key], selection, before.get(key), target=words_for(found[key], targets)
            )
            for key in shown.HEADLINES
        ],
        "charts": [
            drawings.promises_chart(found["promises-kept"], selection),
            drawings.response_chart(found["first-response"], selection),
            # What came and went is counted for teams, and not for parts of what they do.
            *([] if selection.parts else [drawings.flow_chart(found["backlog"], selection)]),
            drawings.age_chart(found["backlog"]),
        ],
        "groups": shown.groups(found, selection, before),
        "agents": _agents(selection),
        "agents_note": _("A dash stands where there are fewer than %(few)d cases.") % {"few": FEW},
    }


def _agents(selection: Selection) -> list[dict[str, Any]]:
    """What colleagues did is for those who lead them; everybody has a page of the own figures."""
    if selection.part or not may(selection.agent, Verb.LOOK_AFTER):
        return []
    asked = ("first-response", "promises-kept", "satisfaction")
    return shown.agents_table([measure_named(key) for key in asked], selection)


@require_safe
def measure(request: HttpRequest, key: str) -> HttpResponse:
    """One measure: definition, formula, figure, and every case behind it."""
    try:
        found = measure_named(key)
    except KeyError as error:
        raise Http404 from error
    selection = selection_of(request, agent_of(request), most=MOST_FILTERS)
    context = {
        **frame(request, current=reverse("insights:figures")),
        "measure": _measure(request, found, selection),
    }
    return render(request, "insights/measure.html", context)


def _measure(request: HttpRequest, found: Measure, selection: Selection) -> dict[str, Any]:
    one = shown.measured([found], selection)[found.key]
    before = shown.compared_with([found], selection).get(found.key)
    figure = one.figure
    address = reverse("insights:measure", args=[found.key])
    return {
        "key": found.key,
        "query": selection.query(),
        "title": found.title,
        "definition": found.definition,
        "formula": found.formula,
        "exactness": found.exactness,
        "value": shown.text_of(figure.value, found.unit),
        "unit": "",
        "defined": figure.value is not None,
        "few": figure.is_few,
        "facts": _facts(one, selection, before),
        **choices(selection, has_clocks=found.has_clocks),
        "counting": counting_of(request, selection, selection.compared),
        "back_url": reverse("insights:figures")
        + ("" if selection.is_combined else selection.query()),
        "dashboard_url": ""
        if selection.is_combined
        else reverse("insights:dashboard_cards") + selection.query(),
        "files": links.of_cases(found, selection, figure.n),
        "pauses_url": _pauses_url(found, selection),
        "agenda_url": _agenda_url(selection),
        "longest_why": LONGEST_WHY,
        **signals(found, selection),
        **cases_of(
            found,
            selection.scope,
            n=figure.n,
            page=page_number(request),
            url_of_page=lambda page: address + selection.query(page=page),
        ),
    }


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The board for the wall: a page without anything around it, or for htmx its figures."""
    agent, now = agent_of(request), clock.now()
    selection = selection_of(request, agent)
    found = board_of(selection.teams, now)
    named = Team.objects.filter(pk__in=selection.teams).order_by("name")
    context = {
        "board": {
            "figures": found,
            "share": numbers.share(found.share, decimals=0) if found.share is not None else "",
            "now": now,
            "teams": ", ".join(team.name for team in named),
            "url": reverse("insights:board") + selection.query(),
        },
    }
    if request.headers.get("HX-Request"):
        return render(request, "insights/board_figures.html", context)
    live = {"live_url": live_url(list(selection.teams), agent.pk), "theme": "dark"}
    return render(request, "insights/board.html", {**context, **live})


@require_safe
@needs(Verb.LOOK_AFTER)
def pauses(request: HttpRequest) -> HttpResponse:
    """Pauses of promises that a lead should look at, of the period that was asked for."""
    selection = selection_of(request, agent_of(request))
    start, end = bounds(selection.first, selection.last, home_zone())
    found = to_look_at(selection.teams, start, end)
    context = {
        **frame(request, current=reverse("insights:figures")),
        "pauses": {
            "listed": [_pause(one) for one in found],
            "most": MOST if len(found) >= MOST else 0,
            "period": selection.words(),
            "periods": selection.periods(),
            "teams": selection.team_choices(),
            "back_url": reverse("insights:measure", args=["promises-kept"]) + selection.query(),
        },
    }
    return render(request, "insights/pauses.html", context)


def _pause(one: Pause) -> dict[str, Any]:
    pause, conversation = one.pause, one.pause.promise.conversation
    lasted = pause.ended_at - pause.began_at if pause.ended_at else None
    return {
        "url": reverse("conversations:conversation", args=[conversation.pk]),
        "number": f"#{conversation.pk}",
        "subject": conversation.subject,
        "customer": conversation.contact.name,
        "at": pause.began_at,
        "lasted": durations.words(lasted) if lasted is not None else _("still paused"),
        "reason": Status(pause.status).label,
        "who": one.who,
        "why": why_listed(one),
    }


def _pauses_url(found: Measure, selection: Selection) -> str:
    """Beside promises kept: where a lead looks whether clocks stand still for good reasons."""
    if found.key != "promises-kept" or not may(selection.agent, Verb.LOOK_AFTER):
        return ""
    return reverse("insights:pauses") + selection.query()


def _agenda_url(selection: Selection) -> str:
    """Where those who sort put a case on the agenda of the team meeting."""
    if not may(selection.agent, Verb.SORT):
        return ""
    return reverse("insights:agenda") + selection.query()


def _facts(
    one: shown.Measured, selection: Selection, before: shown.Measured | None
) -> list[dict[str, str]]:
    figure = one.figure
    facts = [(_("Period"), selection.words())]
    if not one.is_told:
        facts.append((_("Filter"), shown.why_untold(one.measure, selection)))
        return [{"label": label, "value": value} for label, value in facts]
    facts.append((_("Number of cases"), f"{numbers.count(figure.n)} {one.measure.counted}"))
    if interval := shown.interval_of(one.measure, figure):
        facts.append((_("Uncertainty"), interval))
    if one.measure.has_clocks:
        facts.append((_("Clock"), str(CLOCKS[selection.clock])))
    if before and selection.compared:
        facts.append((_("Before"), _before(before, selection.compared)))
        if difference := difference_of(before, one):
            facts.append((_("Difference"), words_of(difference, one.measure.unit)))
    facts += [(str(extra.label), shown.text_of(extra.value, extra.unit)) for extra in figure.extras]
    return [{"label": label, "value": value} for label, value in facts]


def _before(before: shown.Measured, compared: Selection) -> str:
    """`88% of 212 decided promises, 1 to 28 October 2026`; a dash where there was nothing."""
    value = shown.before_of(before) or numbers.DASH
    return f"{value} ({shown.count_of(before.measure, before.figure)}, {compared.words()})"
