"""How rounds and talks are shown."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.feedback.interviews.choosing import reasons_of
from tillit.feedback.interviews.quotas import quotas_of
from tillit.feedback.interviews.scope import leads_talk, name_of, says_done
from tillit.feedback.models import Interview, NextStep, Round, Segment, Stage
from tillit.people.models import Agent

SHOWN = 200


def row_of(talk: Interview, agent: Agent) -> dict[str, Any]:
    """A talk in a list, one of `Interview.objects.listed(…)`."""
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
    waits = talk.has_notes and not talk.is_coded_by_reader  # type: ignore[attr-defined]
    return _("Find the themes") if waits and agent.pk in talk.coders else ""


def talks_of(agent: Agent, round: Round) -> list[dict[str, Any]]:
    """Those of a round that an agent sees."""
    seen = Interview.objects.visible_to(agent).filter(round=round)
    return [row_of(one, agent) for one in seen.listed(agent).order_by("segment", "pk")[:SHOWN]]


def quotas_for(round: Round) -> list[dict[str, Any]]:
    """How many were wanted, agreed and held; nobody is still to be chosen once it is over."""
    return [
        {
            "segment": one.segment.value,
            "label": one.segment.label,
            "wanted": one.wanted,
            "asked": one.asked,
            "agreed": one.agreed,
            "done": one.done,
            "is_met": one.is_met,
            "missing": one.missing if round.is_open else 0,
        }
        for one in quotas_of(round)
    ]


def lots_of(round: Round) -> list[dict[str, Any]]:
    """What was drawn, with its seed, and who was left out for which reason."""
    drawn = round.lots.select_related("drawn_by").prefetch_related("interviews").order_by("-pk")
    out = reasons_of(drawn)
    return [
        {
            "label": Segment(lot.segment).label,
            "at": lot.drawn_at,
            "by": lot.drawn_by.name if lot.drawn_by else "",
            "seed": lot.seed,
            "among": lot.among,
            "drawn": len(lot.interviews.all()),
            "left_out": [
                {"label": one.reason.label, "number": one.number, "names": one.names}
                for one in out[lot.pk]
            ],
        }
        for lot in drawn
    ]


def step_of(step: NextStep, agent: Agent) -> dict[str, Any]:
    """Something that follows; only whose it is, and leads, say whether it is done."""
    act = "taking_up" if step.done_at else "done"
    url = reverse(f"feedback:step_{act}", args=[step.round_id, step.pk])
    return {
        "words": step.words,
        "owner": step.owner.name if step.owner else "",
        "due_on": step.due_on,
        "done_at": step.done_at,
        "act_url": url if says_done(agent, step) else "",
    }
