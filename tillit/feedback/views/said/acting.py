"""What is done about an answer, each a form of its own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tillit.conversations.models import Conversation
from tillit.conversations.request import agent_of
from tillit.feedback.models import FollowUp
from tillit.feedback.said import following, reading
from tillit.feedback.said.telling import begin_to_tell, place_of
from tillit.feedback.views.said.board import found
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.people.policy import Verb, refuse_unless
from tillit.people.toasts import tell


def _mine(request: HttpRequest, number: int, verb: Verb = Verb.SORT) -> tuple[FollowUp, Agent]:
    agent = agent_of(request)
    one = found(agent, number)
    refuse_unless(agent, verb)
    return one, agent


@require_POST
def assignment(request: HttpRequest, number: int) -> HttpResponse:
    """Give it to a colleague of the team, or to nobody."""
    one, agent = _mine(request, number)
    if one.conversation and one.conversation.team_id not in agent.team_ids:
        raise Http404
    chosen = request.POST.get("agent", "")
    who = None
    if chosen:
        members = following.colleagues_of(one)
        who = members.filter(pk=chosen).first() if chosen.isascii() and chosen.isdigit() else None
        if who is None:
            raise Http404
    following.look_after(follow_up=one, who=who, by=Actor.agent(agent))
    return redirect("feedback:said_row", number)


@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """The customer was answered on another way."""
    one, agent = _mine(request, number)
    following.answered(follow_up=one, by=Actor.agent(agent))
    return redirect("feedback:said_row", number)


@require_POST
def labels(request: HttpRequest, number: int) -> HttpResponse:
    """Say what the comment is about and how it sounds."""
    one, agent = _mine(request, number)
    mood, topics = request.POST.get("mood", ""), request.POST.getlist("topic")
    try:
        reading.correct(follow_up=one, mood=mood, topics=topics, by=agent)
    except ValueError:
        raise Http404 from None
    tell(request, _("Thank you. Your labels count now."))
    return redirect("feedback:said_row", number)


@require_POST
def telling(request: HttpRequest, number: int) -> HttpResponse:
    """Put the words for the customer into the composer, and go there."""
    one, agent = _mine(request, number, Verb.ANSWER)
    place = place_of(one)
    seen = Conversation.objects.visible_to(agent)
    if place is None or one.improvement is None or not seen.filter(pk=place.pk).exists():
        raise Http404
    conversation = begin_to_tell(follow_up=one, by=agent)
    tell(request, _("Your words for the customer wait in the reply. Read them, then send."))
    return redirect("conversations:conversation", conversation.pk)
