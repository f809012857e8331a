"""Laying out the year, and adding, changing and putting away what stands in it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.insights.models import Method
from tillit.insights.year import keeping
from tillit.insights.year.forms import MethodForm, layout_forms
from tillit.insights.year.laying_out import lay_out, missing, proposed
from tillit.insights.year.scope import managed_at
from tillit.insights.year.views import year_page
from tillit.people.models import Agent
from tillit.people.policy import Verb, needs
from tillit.people.request import agent_of
from tillit.people.toasts import tell
from tillit.ui.addresses import url_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.LOOK_AFTER)
def layout(request: HttpRequest) -> HttpResponse:
    """The first year as it would be, to look through; one click puts it into the calendar."""
    agent, today = agent_of(request), today_at_home(clock.now())
    said = request.POST if request.method == "POST" else None
    forms = layout_forms(proposed(missing(), today), agent, said)
    if said is not None and all(form.is_valid() for form in forms):
        chosen = [form.chosen for form in forms if form.cleaned_data["taken"]]
        made = len(lay_out(chosen=chosen, by=agent))
        words = ngettext(
            "%(n)d method is in the calendar now.", "%(n)d methods are in the calendar now.", made
        )
        tell(request, words % {"n": made})
        return redirect("year:year")
    status = 422 if said is not None else 200
    return year_page(request, "layout.html", {"layout": {"forms": forms}}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.LOOK_AFTER)
def new(request: HttpRequest) -> HttpResponse:
    """A method of one's own, or a day for the team."""
    agent = agent_of(request)
    form = MethodForm(agent, None, request.POST or None)
    if form.is_bound and form.is_valid():
        made = keeping.add(plan=form.plan, by=agent)
        tell(request, _("It is in the calendar."))
        return redirect("year:method", made.pk)
    return _written(request, form, _("New in the calendar"), url_of("year:year"))


@require_http_methods(["GET", "HEAD", "POST"])
def editing(request: HttpRequest, number: int) -> HttpResponse:
    """What a method is called, what it is for, when it is due, and whose it is."""
    agent = agent_of(request)
    found = managed_at(agent, number)
    form = MethodForm(agent, found, request.POST or None)
    if form.is_bound and form.is_valid():
        keeping.change(method=found, plan=form.plan, by=agent)
        tell(request, _("Saved."))
        return redirect("year:method", number)
    return _written(request, form, found.name, url_of("year:method", number))


def _written(request: HttpRequest, form: MethodForm, heading: str, back_url: str) -> HttpResponse:
    writing = {"form": form, "heading": heading, "back_url": back_url}
    status = 422 if form.is_bound else 200
    return year_page(request, "writing.html", {"writing": writing}, status=status)


@require_POST
def putting_away(request: HttpRequest, number: int) -> HttpResponse:
    """A method is done no longer."""
    agent, found = _managed(request, number)
    keeping.put_away(method=found, by=agent)
    tell(request, _("Put away."), undo_url=url_of("year:taking_up", number))
    return redirect("year:year")


@require_POST
def taking_up(request: HttpRequest, number: int) -> HttpResponse:
    """A method is done again."""
    agent, found = _managed(request, number)
    keeping.take_up(method=found, today=today_at_home(clock.now()), by=agent)
    tell(request, _("It is in the calendar."))
    return redirect("year:method", number)


def _managed(request: HttpRequest, number: int) -> tuple[Agent, Method]:
    agent = agent_of(request)
    return agent, managed_at(agent, number)
