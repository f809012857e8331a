"""The page about how far customers help themselves."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit import clock
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.documents.days import today_at_home
from tillit.insights.exporting.files import as_file
from tillit.insights.exporting.help_pages import help_sheet
from tillit.insights.exporting.links import of_one
from tillit.insights.help_pages.entering import enter, remove
from tillit.insights.help_pages.forms import HelpMonthForm
from tillit.insights.help_pages.telling import Helped, helped_in
from tillit.insights.models import HelpMonth
from tillit.insights.periods import selection_of
from tillit.insights.targets.scope import teams_led
from tillit.insights.views.section import tabs
from tillit.measures.registry import FEW
from tillit.measures.statistics import Rate
from tillit.people.models import Agent
from tillit.people.policy import Verb, may, needs, refuse_unless
from tillit.people.toasts import tell
from tillit.ui import numbers

HELP_PAGES = "help-pages"


@require_http_methods(["GET", "HEAD", "POST"])
def help_pages(request: HttpRequest) -> HttpResponse:
    """What was entered of the reader's teams; a lead enters another month."""
    agent, today = agent_of(request), today_at_home(clock.now())
    selection = selection_of(request, agent)
    if request.method == "POST":
        refuse_unless(agent, Verb.LOOK_AFTER)
    leads = may(agent, Verb.LOOK_AFTER)
    form = HelpMonthForm(agent, today, request.POST or None) if leads else None
    if form and form.is_bound and form.is_valid():
        team, month = form.of
        source = form.cleaned_data["source"]
        enter(team=team, month=month, source=source, counts=form.counts, by=agent)
        tell(request, _("Saved."))
        return redirect("insights:help_pages")
    found = helped_in(selection.teams, today)
    context = {
        **frame(request, current=reverse("insights:figures")),
        "tabs": tabs(selection, HELP_PAGES),
        "helped": {
            "teams": selection.team_choices(),
            "rows": [_row(one) for one in found],
            "entered": [_entered(each) for one in found for each in one.entered],
            "files": of_one("help_pages_table", query=selection.query()) if found else None,
            "form": form,
        },
    }
    status = 422 if form and form.is_bound else 200
    return render(request, "insights/help_pages.html", context, status=status)


@require_POST
@needs(Verb.LOOK_AFTER)
def help_month_removal(request: HttpRequest, number: int) -> HttpResponse:
    """One month was entered by mistake."""
    agent = agent_of(request)
    led = HelpMonth.objects.filter(team__in=teams_led(agent))
    remove(month=get_object_or_404(led, pk=number), by=agent)
    tell(request, _("Removed."))
    return redirect("insights:help_pages")


@require_safe
def help_pages_table(request: HttpRequest, form: str) -> FileResponse:
    """The months as a table of raw values."""
    selection = selection_of(request, agent_of(request))
    found = helped_in(selection.teams, today_at_home(clock.now()))
    days = (found[-1].month, found[0].month) if found else (selection.first, selection.last)
    return as_file([help_sheet(found)], form, HELP_PAGES, days)


def _row(one: Helped) -> dict[str, Any]:
    helped = one.helped
    return {
        "month": date_format(one.month, "YEAR_MONTH_FORMAT"),
        "people": numbers.count(one.people),
        "questions": numbers.count(one.questions),
        "per_question": numbers.decimal(one.per_question),
        "unasked": _share(one.unasked),
        "unasked_readers": _share(one.unasked_readers),
        "helped": _share(helped.helped if helped else None),
        "response": _share(helped.response if helped else None),
    }


def _share(found: Rate | None) -> dict[str, Any]:
    if found is None or found.value is None:
        return {"value": numbers.DASH, "reading": "", "few": False}
    words = {
        "n": numbers.count(found.n),
        "low": numbers.share(found.low),
        "high": numbers.share(found.high),
    }
    reading = _("of %(n)s · %(low)s to %(high)s") % words
    return {"value": numbers.share(found.value), "reading": reading, "few": found.n < FEW}


def _entered(one: HelpMonth) -> dict[str, Any]:
    return {
        "number": one.pk,
        "month": date_format(one.month, "YEAR_MONTH_FORMAT"),
        "team": one.team.name,
        "source": one.source,
        "by": one.by.name if isinstance(one.by, Agent) else "",
        "at": one.at,
    }
