"""Choosing whom to ask, and what follows from a round."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tillit.conversations.customers import known_by
from tillit.conversations.request import agent_of
from tillit.feedback.interviews import choosing, showing, steps
from tillit.feedback.interviews.forms import ChoiceForm, StepForm
from tillit.feedback.interviews.report import report_on
from tillit.feedback.interviews.scope import led_at, says_done, told_at
from tillit.feedback.models import Interview, NextStep, Round, Segment
from tillit.feedback.views.interviews.rounds import round_page, shown
from tillit.people.models import Agent
from tillit.people.policy import Verb, may
from tillit.people.toasts import tell
from tillit.ui import numbers


@require_POST
def draws(request: HttpRequest, number: int) -> HttpResponse:
    """Draw as many customers of a segment as are still wanted."""
    agent = agent_of(request)
    known, segment = led_at(agent, number), request.POST.get("segment", "")
    if segment not in Segment.values:
        raise Http404
    try:
        lot = choosing.draw(round=known, segment=Segment(segment), by=agent)
    except choosing.RoundIsOver:
        raise Http404 from None
    drawn = lot.interviews.count() if lot else 0
    words = ngettext("%(n)d customer was drawn.", "%(n)d customers were drawn.", drawn)
    tell(request, words % {"n": drawn} if drawn else _("There was nobody to draw."))
    return redirect("feedback:round", number)


@require_POST
def choices(request: HttpRequest, number: int) -> HttpResponse:
    """Choose a customer by hand."""
    agent = agent_of(request)
    known, form = led_at(agent, number), ChoiceForm(request.POST)
    if not known.is_open:
        raise Http404
    if form.is_valid() and _chosen(known, form, agent):
        tell(request, _("Chosen."))
        return redirect("feedback:round", number)
    return round_page(request, known, choice=form)


def _chosen(known: Round, form: ChoiceForm, agent: Agent) -> bool:
    contact = known_by(agent, form.cleaned_data["who"])
    if contact is None:
        form.add_error("who", _("Nobody is known by that."))
        return False
    segment = Segment(form.cleaned_data["segment"])
    try:
        choosing.choose(round=known, segment=segment, contact=contact, by=agent)
    except choosing.NotAsked as refused:
        words = _("%(name)s is not asked: %(why)s.")
        form.add_error("who", words % {"name": contact.name, "why": refused.reason.label})
        return False
    return True


@require_POST
def new_step(request: HttpRequest, number: int) -> HttpResponse:
    """Note what follows from the whole round."""
    agent = agent_of(request)
    known = led_at(agent, number)
    form = StepForm(known.team_id, agent, request.POST)
    if not form.is_valid():
        return round_page(request, known, step=form)
    steps.note(round=known, by=agent, **form.cleaned_data)
    tell(request, _("Noted."))
    return redirect("feedback:round", number)


def _step(agent: Agent, number: int, step: int) -> NextStep:
    """One step of a round; whose it is, and leads, say whether it is done.

    Raises:
        Http404: there is none, or not for this agent.
    """
    seen = NextStep.objects.filter(round__team_id__in=agent.team_ids, round_id=number)
    found = get_object_or_404(seen.select_related("interview"), pk=step)
    if not says_done(agent, found):
        raise Http404
    return found


@require_POST
def step_done(request: HttpRequest, number: int, step: int) -> HttpResponse:
    """It is done."""
    agent = agent_of(request)
    found = _step(agent, number, step)
    steps.done(step=found, by=agent)
    return _back(agent, found)


@require_POST
def step_taking_up(request: HttpRequest, number: int, step: int) -> HttpResponse:
    """It is to be done after all."""
    agent = agent_of(request)
    found = _step(agent, number, step)
    steps.take_up(step=found, by=agent)
    return _back(agent, found)


def _back(agent: Agent, step: NextStep) -> HttpResponse:
    """To the talk that it comes from, to the round for those who lead, else to the list."""
    if Interview.objects.visible_to(agent).filter(pk=step.interview_id or 0).exists():
        return redirect("feedback:talk", step.interview_id)
    if may(agent, Verb.LOOK_AFTER):
        return redirect("feedback:round", step.round_id)
    return redirect("feedback:interviews")


def _back_url(agent: Agent, known: Round) -> str:
    """To the round for those who see it."""
    seen = Round.objects.visible_to(agent).filter(pk=known.pk).exists()
    return reverse("feedback:round", args=[known.pk]) if seen else reverse("feedback:interviews")


@require_safe
def report(request: HttpRequest, number: int) -> HttpResponse:
    """What came of a round, to be read together and printed."""
    agent = agent_of(request)
    known = told_at(agent, number)
    found = report_on(known)
    alpha = found.themes.reliability
    context = {
        "id": known.pk,
        "back_url": _back_url(agent, known),
        "team": known.team.name,
        "due_on": known.due_on,
        "finished_on": known.finished_on,
        "quotas": showing.quotas_for(known),
        "talks": found.themes.talks,
        "themes": found.themes.found,
        "alpha": numbers.decimal(alpha.alpha, decimals=2),
        "units": alpha.units,
        "relied_on": alpha.can_be_relied_on,
        "tentative": alpha.is_tentative,
        "undefined": alpha.alpha is None,
        "quotes": found.quotes,
        "steps": [showing.step_of(one, agent) for one in found.steps],
    }
    return shown(request, "report.html", {"report": context})
