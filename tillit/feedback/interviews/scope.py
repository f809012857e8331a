"""Which rounds and talks an agent sees, and what he or she may do with them."""

from __future__ import annotations

from django.http import Http404

from tillit.feedback.models import Consent, Interview, NextStep, Round, Use
from tillit.people.models import Agent
from tillit.people.policy import Verb, may

_RELATED = ("round__team", "contact", "interviewer", "first_coder", "second_coder", "consent")


def round_at(agent: Agent, number: int) -> Round:
    """One round that an agent sees.

    Raises:
        Http404: there is none, or not for this agent.
    """
    found = Round.objects.visible_to(agent).select_related("team").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def told_at(agent: Agent, number: int) -> Round:
    """One whose report an agent reads.

    Raises:
        Http404: there is none, or not for this agent.
    """
    found = Round.objects.told_to(agent).select_related("team").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def led_at(agent: Agent, number: int) -> Round:
    """One that an agent may plan.

    Raises:
        Http404: he or she may not.
    """
    if not may(agent, Verb.LOOK_AFTER):
        raise Http404
    return round_at(agent, number)


def talk_at(agent: Agent, number: int) -> Interview:
    """One talk that an agent sees.

    Raises:
        Http404: there is none, or not for this agent.
    """
    seen = Interview.objects.visible_to(agent).select_related(*_RELATED)
    found = seen.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def leads_talk(agent: Agent, talk: Interview) -> bool:
    """Whether an agent asks, agrees and writes: the talk is his or hers, or he or she leads."""
    own = talk.interviewer_id == agent.pk and may(agent, Verb.SORT)
    return own or may(agent, Verb.LOOK_AFTER)


def codes_talk(agent: Agent, talk: Interview) -> bool:
    """Whether an agent looks for themes in it."""
    return agent.pk in talk.coders and may(agent, Verb.SORT)


def says_done(agent: Agent, step: NextStep) -> bool:
    """Whether an agent says that something is done: it is his or hers, or he or she leads."""
    return step.owner_id == agent.pk or may(agent, Verb.LOOK_AFTER)


def name_of(talk: Interview, agent: Agent) -> str:
    """Who it is, for those who may know; whoever only codes learns it if we may name it."""
    if talk.contact is None:
        return ""
    consent: Consent | None = getattr(talk, "consent", None)
    by_name = consent is not None and consent.withdrawn_at is None and consent.use == Use.BY_NAME
    return talk.contact.name if by_name or leads_talk(agent, talk) else ""
