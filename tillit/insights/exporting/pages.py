"""Files of the pages that are about something else than a list of measures."""

from __future__ import annotations

from dataclasses import replace

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tillit.conversations.request import agent_of
from tillit.insights import figures as shown
from tillit.insights.exporting.files import as_file
from tillit.insights.exporting.staying import SHEETS
from tillit.insights.exporting.tables import about_sheet, figures_sheet
from tillit.insights.exporting.teams import teams_sheet
from tillit.insights.people.scope import person_at
from tillit.insights.periods import selection_of
from tillit.insights.staying.telling import counts_of
from tillit.insights.targets.scope import of_person
from tillit.insights.views.people import SHOWN, selection_shared
from tillit.insights.views.staying import span_of
from tillit.insights.views.teams import compared_by
from tillit.measures.registry import measure_named


@require_safe
def staying_table(request: HttpRequest, name: str, form: str) -> FileResponse | HttpResponse:
    """One of the tables about customers who stay and who leave; the page while nothing is counted.

    Raises:
        Http404: there is no such table.
    """
    selection = selection_of(request, agent_of(request))
    counts = counts_of(selection.teams)
    if name not in SHEETS:
        raise Http404
    if counts is None:
        return HttpResponseRedirect(reverse("insights:staying") + selection.query())
    span = span_of(request)
    stayed = counts.stayed(span)
    about = about_sheet(replace(selection, first=stayed.first, last=counts.through))
    days = (stayed.first, counts.through)
    return as_file([SHEETS[name](counts, span, selection.teams), about], form, name, days)


@require_safe
def teams_table(request: HttpRequest, form: str) -> FileResponse:
    """All teams of the reader beside each other."""
    selection, _mix, found = compared_by(request)
    days = (selection.first, selection.last)
    return as_file([teams_sheet(found), about_sheet(selection)], form, "teams", days)


@require_safe
def person_table(request: HttpRequest, number: int, form: str) -> FileResponse:
    """The figures of one person, for that person and the lead, beside the team's."""
    reader = agent_of(request)
    person = reader if number == reader.pk else person_at(reader, number)
    team = selection_shared(request, reader, person)
    own = replace(team, parts=(of_person(person),))
    measures = [measure_named(key) for key in SHOWN]
    found = shown.measured(measures, own, with_present=False)
    beside = {
        _("The team as a whole"): shown.measured(measures, team, with_present=False),
    }
    sheet = figures_sheet(found.values(), shown.compared_with(measures, own), beside)
    return as_file([sheet, about_sheet(own)], form, "person", (own.first, own.last))
