"""What is said and written about one talk, each a form of its own."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tillit.conversations.request import agent_of
from tillit.feedback.interviews import coding, consenting, meeting, noting, steps
from tillit.feedback.interviews.forms import StepForm
from tillit.feedback.interviews.scope import leads_talk, talk_at
from tillit.feedback.interviews.talk_forms import (
    AppointmentForm,
    CodersForm,
    ConsentForm,
    InterviewerForm,
    NotesForm,
)
from tillit.feedback.models import Interview, Use
from tillit.feedback.views.interviews.talks import talk_page
from tillit.people.models import Agent
from tillit.people.policy import Verb, may
from tillit.people.toasts import tell


def _led(request: HttpRequest, number: int) -> tuple[Interview, Agent]:
    agent = agent_of(request)
    known = talk_at(agent, number)
    if not leads_talk(agent, known):
        raise Http404
    return known, agent


@require_POST
def interviewer(request: HttpRequest, number: int) -> HttpResponse:
    """Say who talks with them."""
    known, agent = _led(request, number)
    form = InterviewerForm(known, request.POST)
    if not may(agent, Verb.LOOK_AFTER) or not form.is_valid():
        raise Http404
    meeting.entrust(interview=known, interviewer=form.cleaned_data["interviewer"], by=agent)
    tell(request, _("Saved."))
    return redirect("feedback:talk", number)


@require_POST
def appointment(request: HttpRequest, number: int) -> HttpResponse:
    """The customer gladly talks to us then."""
    known, agent = _led(request, number)
    form = AppointmentForm(known, request.POST)
    if not form.is_valid():
        return talk_page(request, known, appointment=form)
    return _moved(request, number, lambda: _agree(known, form, agent), _("Agreed."))


def _agree(known: Interview, form: AppointmentForm, agent: Agent) -> None:
    meeting.agree(interview=known, starts_at=form.at, by=agent)


@require_POST
def refusal(request: HttpRequest, number: int) -> HttpResponse:
    """The customer would rather not."""
    known, agent = _led(request, number)
    words = _("Noted. Nobody asks again within a year.")
    return _moved(request, number, lambda: meeting.decline(interview=known, by=agent), words)


@require_POST
def absence(request: HttpRequest, number: int) -> HttpResponse:
    """It did not come about."""
    known, agent = _led(request, number)
    words = _("Noted. You can draw somebody else.")
    return _moved(request, number, lambda: meeting.miss(interview=known, by=agent), words)


@require_POST
def conclusion(request: HttpRequest, number: int) -> HttpResponse:
    """It has taken place."""
    known, agent = _led(request, number)
    words = _("Noted. Thank you for listening.")
    return _moved(request, number, lambda: meeting.conclude(interview=known, by=agent), words)


def _moved(request: HttpRequest, number: int, act: Callable[[], None], words: str) -> HttpResponse:
    try:
        act()
    except meeting.TooLate:
        words = _("Somebody has said already what came of it.")
    tell(request, words)
    return redirect("feedback:talk", number)


@require_POST
def consent(request: HttpRequest, number: int) -> HttpResponse:
    """What the customer allows."""
    known, agent = _led(request, number)
    form = ConsentForm(known, consenting.standing(known), request.POST)
    if known.contact_id is None:
        raise Http404
    if not form.is_valid():
        return talk_page(request, known, consent_form=form)
    said = form.cleaned_data
    consenting.take(interview=known, use=Use(said["use"]), words=said["words"], by=agent)
    tell(request, _("Kept. Now you can write down what is said."))
    return redirect("feedback:talk", number)


@require_POST
def withdrawal(request: HttpRequest, number: int) -> HttpResponse:
    """The customer takes the consent back."""
    known, agent = _led(request, number)
    consenting.withdraw(interview=known, by=agent)
    tell(request, _("Taken back. Notes, quotes and themes of this talk are deleted."))
    return redirect("feedback:talk", number)


@require_POST
def notes(request: HttpRequest, number: int) -> HttpResponse:
    """What was said."""
    known, agent = _led(request, number)
    form = NotesForm(known, noting.notes_of(known), request.POST)
    if consenting.standing(known) is None:
        raise Http404
    if not form.is_valid():
        return talk_page(request, known, notes_form=form)
    text = form.cleaned_data["text"]
    try:
        noting.write(interview=known, text=text, quotes=form.quoted, by=agent)
    except noting.NoConsent:
        raise Http404 from None
    tell(request, _("Saved."))
    return redirect("feedback:talk", number)


@require_POST
def coders(request: HttpRequest, number: int) -> HttpResponse:
    """Who looks for themes."""
    known, agent = _led(request, number)
    if not may(agent, Verb.LOOK_AFTER):
        raise Http404
    form = CodersForm(known, request.POST)
    if not form.is_valid():
        return talk_page(request, known, coders_form=form)
    coding.name_coders(interview=known, by=agent, **form.cleaned_data)
    tell(request, _("Saved."))
    return redirect("feedback:talk", number)


@require_POST
def talk_steps(request: HttpRequest, number: int) -> HttpResponse:
    """Note what follows from this talk."""
    agent = agent_of(request)
    known = talk_at(agent, number)
    if not may(agent, Verb.SORT):
        raise Http404
    form = StepForm(known.round.team_id, agent, request.POST)
    if not form.is_valid():
        return talk_page(request, known, step=form)
    steps.note(round=known.round, interview=known, by=agent, **form.cleaned_data)
    tell(request, _("Noted."))
    return redirect("feedback:talk", number)
