"""The figures, and the conversations behind each of them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.insights import drawings
from tillit.insights import figures as shown
from tillit.insights.periods import CLOCKS, Selection, selection_of
from tillit.measures.registry import FEW, Case, Measure, all_measures, measure_named
from tillit.ui import numbers

PAGE = 40


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Every measure; what matters most as cards, by week and by agent."""
    agent = agent_of(request)
    selection = selection_of(request, agent)
    found = shown.measured(all_measures(), selection)
    context = {
        **frame(request, current=reverse("insights:figures")),
        "figures": {
            "period": selection.words(),
            "periods": selection.periods(),
            "teams": selection.team_choices(),
            "clocks": selection.clocks(),
            "cards": [shown.card(found[key], selection) for key in shown.HEADLINES],
            "charts": [
                drawings.promises_chart(found["promises-kept"], selection),
                drawings.response_chart(found["first-response"], selection),
                drawings.flow_chart(found["backlog"], selection),
                drawings.age_chart(found["backlog"]),
            ],
            "groups": shown.groups(found, selection),
            "agents": shown.agents_table(found, agent),
            "agents_note": _("A dash stands where there are fewer than %(few)d cases.")
            % {"few": FEW},
        },
    }
    return render(request, "insights/figures.html", context)


@require_safe
def measure(request: HttpRequest, key: str) -> HttpResponse:
    """One measure: definition, formula, figure, and every case behind it."""
    try:
        found = measure_named(key)
    except KeyError as error:
        raise Http404 from error
    selection = selection_of(request, agent_of(request))
    context = {
        **frame(request, current=reverse("insights:figures")),
        "measure": _measure(request, found, selection),
    }
    return render(request, "insights/measure.html", context)


def _measure(request: HttpRequest, found: Measure, selection: Selection) -> dict[str, Any]:
    one = shown.measured([found], selection)[found.key]
    figure = one.figure
    page = _page_number(request)
    cases = found.cases(selection.scope, page * PAGE, PAGE + 1)
    address = reverse("insights:measure", args=[found.key])
    return {
        "title": found.title,
        "definition": found.definition,
        "formula": found.formula,
        "value": shown.text_of(figure.value, found.unit),
        "unit": "",
        "defined": figure.value is not None,
        "few": figure.is_few,
        "facts": _facts(one, selection),
        "periods": selection.periods(),
        "clocks": selection.clocks() if found.has_clocks else [],
        "back_url": reverse("insights:figures") + selection.query(),
        "chart": None,
        "has_cases": found.has_cases,
        "value_label": found.value_label,
        "cases": [_case(case) for case in cases[:PAGE]],
        "range": _range(page, len(cases[:PAGE]), figure.n),
        "previous_url": f"{address}{selection.query(page=str(page))}" if page else "",
        "next_url": f"{address}{selection.query(page=str(page + 2))}" if len(cases) > PAGE else "",
    }


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return max(0, int(text) - 1) if text.isdecimal() and len(text) < 7 else 0


def _range(page: int, length: int, n: int) -> str:
    begin = page * PAGE
    words = {"first": begin + 1, "last": begin + length, "n": numbers.count(n)}
    return _("%(first)d–%(last)d of %(n)s") % words


def _facts(one: shown.Measured, selection: Selection) -> list[dict[str, str]]:
    figure = one.figure
    facts = [(_("Period"), selection.words())]
    facts.append((_("Number of cases"), f"{numbers.count(figure.n)} {one.measure.counted}"))
    if interval := shown.interval_of(one.measure, figure):
        facts.append((_("Uncertainty"), interval))
    if one.measure.has_clocks:
        facts.append((_("Clock"), str(CLOCKS[selection.clock])))
    facts += [(str(extra.label), shown.text_of(extra.value, extra.unit)) for extra in figure.extras]
    return [{"label": label, "value": value} for label, value in facts]


def _case(case: Case) -> dict[str, Any]:
    return {
        "url": reverse("conversations:conversation", args=[case.conversation]),
        "number": f"#{case.conversation}",
        "subject": case.subject,
        "customer": case.customer,
        "at": case.at,
        "outcome": case.outcome,
        "tone": case.tone,
        "value": shown.text_of(case.value, case.unit),
    }
