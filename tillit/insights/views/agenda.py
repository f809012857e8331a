"""Putting conversations on the agenda of a team meeting, and taking them off."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tillit.conversations.models import Conversation
from tillit.conversations.request import agent_of
from tillit.insights.meeting.holding import LONGEST_WHY, put_on_agenda, take_off_agenda
from tillit.insights.meeting.scope import may_take_off
from tillit.insights.models import AgendaCase
from tillit.measures.registry import measure_named
from tillit.people.policy import Verb, refuse_unless
from tillit.people.toasts import tell

MOST_AT_ONCE = 40


@require_POST
def agenda(request: HttpRequest) -> HttpResponse:
    """Conversations are for the meetings of their teams: from their own page, or from a list."""
    agent = agent_of(request)
    why = " ".join(request.POST.get("why", "").replace("\x00", "").split())[:LONGEST_WHY]
    asked = [int(one) for one in request.POST.getlist("conversation") if _is_number(one)]
    visible = Conversation.objects.visible_to(agent)
    found = list(visible.filter(pk__in=asked[:MOST_AT_ONCE]).order_by("pk"))
    if asked and not found:
        raise Http404
    for one in found:
        refuse_unless(agent, Verb.SORT, one.team_id)
    if why and found:
        for one in found:
            put_on_agenda(conversation=one, why=why, by=agent)
        tell(request, _("It is on the agenda of the next team meeting."))
    else:
        tell(request, _("Choose a conversation, and say in a word why."))
    return HttpResponseRedirect(_came_from(request, found))


@require_POST
def agenda_removal(request: HttpRequest, number: int) -> HttpResponse:
    """A case need not be talked about any more."""
    agent = agent_of(request)
    waiting = AgendaCase.objects.filter(team_id__in=agent.team_ids, meeting=None)
    found = get_object_or_404(waiting, pk=number)
    if not may_take_off(agent, found):
        raise Http404
    take_off_agenda(case=found, by=agent)
    return HttpResponseRedirect(reverse("insights:meeting") + f"?team={found.team_id}")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


def _came_from(request: HttpRequest, found: Sequence[Conversation]) -> str:
    """Back to the figure that names itself, else to the conversation."""
    try:
        measure = measure_named(request.POST.get("measure", ""))
    except KeyError:
        if not found:
            return reverse("insights:meeting")
        return reverse("conversations:conversation", args=[found[0].pk])
    query = request.GET.urlencode()
    return reverse("insights:measure", args=[measure.key]) + (f"?{query}" if query else "")
