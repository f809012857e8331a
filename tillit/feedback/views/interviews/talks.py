"""The page of one talk: asking, consent, notes, who reads them, and what follows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tillit.conversations.customers import customers_visible_to
from tillit.conversations.request import agent_of
from tillit.feedback.interviews import coding, consenting, guide, meeting, noting, showing
from tillit.feedback.interviews.forms import StepForm
from tillit.feedback.interviews.scope import codes_talk, leads_talk, name_of, talk_at
from tillit.feedback.interviews.talk_forms import (
    AppointmentForm,
    CodersForm,
    ConsentForm,
    InterviewerForm,
    NotesForm,
)
from tillit.feedback.models import Interview, Segment, Stage, Use
from tillit.feedback.views.interviews.rounds import shown
from tillit.people.models import Agent
from tillit.people.policy import Verb, may


@require_safe
def talk(request: HttpRequest, number: int) -> HttpResponse:
    """One talk, as far as whoever looks takes part in it."""
    return talk_page(request, talk_at(agent_of(request), number))


def talk_page(request: HttpRequest, known: Interview, **bound: forms.Form) -> HttpResponse:
    """One talk; `bound` are forms with something wrong, by their names in the context."""
    agent = agent_of(request)
    context = {
        **_known(known, agent),
        **(_for_talking(known, agent) if leads_talk(agent, known) else {}),
        "coders_form": CodersForm(known) if may(agent, Verb.LOOK_AFTER) else None,
        "coded": coding.both_of(known),
        "codes": codes_talk(agent, known),
        "own": coding.coding_of(known, agent),
        "steps": [showing.step_of(one, agent) for one in _steps(known)],
        "step": StepForm(known.round.team_id, agent) if may(agent, Verb.SORT) else None,
        **bound,
    }
    return shown(request, "talk.html", {"talk": context}, status=422 if bound else 200)


def _known(known: Interview, agent: Agent) -> dict[str, Any]:
    seen = customers_visible_to(agent).filter(pk=known.contact_id or 0)
    name = name_of(known, agent)
    return {
        "id": known.pk,
        "who": name,
        "contact": known.contact_id if name and seen.exists() else 0,
        "is_erased": known.contact_id is None,
        "segment": Segment(known.segment).label,
        "stage": Stage(known.stage).label,
        "is_open": known.stage in meeting.OPEN,
        "is_agreed": known.stage == Stage.AGREED,
        "starts_at": known.starts_at,
        "interviewer": known.interviewer.name if known.interviewer else "",
        "language": known.language,
        "round": known.round_id,
        "notes": noting.notes_of(known),
    }


def _for_talking(known: Interview, agent: Agent) -> dict[str, Any]:
    """What those see who ask and write."""
    consent = consenting.standing(known)
    talks = known.stage in (Stage.AGREED, Stage.DONE) and known.contact_id is not None
    return {
        "leads": True,
        "questions": guide.for_talk(known),
        "appointment": AppointmentForm(known),
        "interviewer_form": InterviewerForm(known) if may(agent, Verb.LOOK_AFTER) else None,
        "consent": consent,
        "use": Use(consent.use).label if consent else "",
        "withdrawn_at": None if consent else _withdrawn_at(known),
        "consent_form": ConsentForm(known, consent) if talks else None,
        "notes_form": NotesForm(known, noting.notes_of(known)) if consent and talks else None,
    }


def _withdrawn_at(known: Interview) -> Any:
    consent = getattr(known, "consent", None)
    return consent.withdrawn_at if consent else None


def _steps(known: Interview) -> Any:
    return known.steps.select_related("owner").order_by("done_at", "due_on", "pk")
