"""How rounds and talks are shown."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.feedback.interviews.choosing import reasons_of, wanting
from tillit.feedback.interviews.report import quotas_of
from tillit.feedback.interviews.scope import leads_talk, name_of
from tillit.feedback.models import Coding, Interview, NextStep, Round, Segment, Stage
from tillit.people.models import Agent

SHOWN = 200


def row_of(talk: Interview, agent: Agent) -> dict[str, Any]:
    """A talk in a list."""
    return {
        "id": talk.pk,
        "url": reverse("feedback:talk", args=[talk.pk]),
        "who": name_of(talk, agent) or _("A customer"),
        "contact": talk.contact_id or 0,
        "segment": Segment(talk.segment).label,
        "stage": Stage(talk.stage).label,
        "starts_at": talk.starts_at if talk.stage == Stage.AGREED else None,
        "interviewer": talk.interviewer.name if talk.interviewer else "",
        "to_do": _to_do(talk, agent),
    }


def _to_do(talk: Interview, agent: Agent) -> str:
    """What waits for whoever looks; empty when nothing does."""
    if leads_talk(agent, talk):
        if talk.stage == Stage.CHOSEN:
            return _("Ask for a talk")
        if talk.stage == Stage.AGREED:
            return _("Take consent and talk")
    is_coder = agent.pk in talk.coders
    own = Coding.objects.filter(notes__consent__interview=talk, coder=agent)
    return _("Find the themes") if is_coder and not own.exists() and _has_notes(talk) else ""


def _has_notes(talk: Interview) -> bool:
    consent = getattr(talk, "consent", None)
    return consent is not None and hasattr(consent, "notes")


def talks_of(agent: Agent, round: Round) -> list[dict[str, Any]]:
    """Those of a round that an agent sees."""
    seen = Interview.objects.visible_to(agent).filter(round=round)
    related = seen.select_related("contact", "interviewer", "round", "consent__notes")
    return [row_of(one, agent) for one in related.order_by("segment", "pk")[:SHOWN]]


def quotas_for(round: Round) -> list[dict[str, Any]]:
    """How many were wanted, agreed and held; `missing` are still to be chosen."""
    return [
        {
            "segment": one.segment.value,
            "label": one.segment.label,
            "wanted": one.wanted,
            "asked": one.asked,
            "agreed": one.agreed,
            "done": one.done,
            "is_met": one.is_met,
            "missing": wanting(round, one.segment) if round.is_open else 0,
        }
        for one in quotas_of(round)
    ]


def lots_of(round: Round) -> list[dict[str, Any]]:
    """What was drawn, with its seed, and who was left out for which reason."""
    return [
        {
            "label": Segment(lot.segment).label,
            "at": lot.drawn_at,
            "by": lot.drawn_by.name if lot.drawn_by else "",
            "seed": lot.seed,
            "among": lot.among,
            "drawn": len(lot.interviews.all()),
            "left_out": [
                {"label": reason.label, "number": number, "names": names}
                for reason, number, names in reasons_of(lot)
            ],
        }
        for lot in round.lots.select_related("drawn_by")
        .prefetch_related("interviews")
        .order_by("-pk")
    ]


def step_of(step: NextStep) -> dict[str, Any]:
    """Something that follows."""
    act = "taking_up" if step.done_at else "done"
    return {
        "words": step.words,
        "owner": step.owner.name if step.owner else "",
        "due_on": step.due_on,
        "done_at": step.done_at,
        "act_url": reverse(f"feedback:step_{act}", args=[step.round_id, step.pk]),
    }
