"""The notes of talks between a person and the lead; nobody else finds them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tillit.conversations.request import agent_of
from tillit.insights.models import Talk, TalkStep
from tillit.insights.people.forms import StepForm, TalkForm
from tillit.insights.people.scope import people_led, person_at
from tillit.insights.people.talking import agree, note, settle, take_back
from tillit.insights.views.people import person_page
from tillit.people.models import Agent
from tillit.people.toasts import tell


@require_POST
def talks(request: HttpRequest, number: int) -> HttpResponse:
    """Write down what was said."""
    reader = agent_of(request)
    person = person_at(reader, number)
    form = TalkForm(person, reader, request.POST)
    if not form.is_valid():
        return person_page(request, person, form)
    words = form.cleaned_data["words"]
    note(agent=person, lead=form.partner, words=words, step=form.next_step, by=reader)
    tell(request, _("Noted, for you two only."))
    return _back(reader, person)


@require_POST
def talk_removal(request: HttpRequest, number: int) -> HttpResponse:
    """Who has written a note takes it back."""
    reader = agent_of(request)
    found = get_object_or_404(Talk.objects.visible_to(reader), pk=number, by=reader)
    person = found.agent
    take_back(talk=found, by=reader)
    return _back(reader, person)


@require_POST
def talk_steps(request: HttpRequest, number: int) -> HttpResponse:
    """Agree on something more to do."""
    reader = agent_of(request)
    found = get_object_or_404(Talk.objects.visible_to(reader), pk=number)
    form = StepForm((found.agent, found.lead), request.POST, prefix=f"step{found.pk}")
    if form.is_valid() and form.next_step:
        agree(talk=found, step=form.next_step, by=reader)
    else:
        tell(request, _("Say what is to be done, and by whom."))
    return _back(reader, found.agent)


@require_POST
def talk_step(request: HttpRequest, number: int) -> HttpResponse:
    """Something agreed is done, or not after all."""
    reader = agent_of(request)
    visible = Talk.objects.visible_to(reader)
    found = get_object_or_404(TalkStep.objects.filter(talk__in=visible), pk=number)
    settle(step=found, is_done=request.POST.get("done") == "yes", by=reader)
    return _back(reader, found.talk.agent)


def _back(reader: Agent, person: Agent) -> HttpResponse:
    """Where the person's figures are; who leads him or her no longer finds the own."""
    is_led = people_led(reader).filter(pk=person.pk).exists()
    address = reverse("insights:of", args=[person.pk]) if is_led else reverse("insights:mine")
    return HttpResponseRedirect(f"{address}#talks")
