"""Being at a conversation together with others."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tillit.conversations import together
from tillit.conversations.noticing import subject_of
from tillit.conversations.request import agent_of
from tillit.conversations.views.inbox import visible
from tillit.notices.giving import read_about
from tillit.people.models import Doing
from tillit.people.presence import be, is_known, leave

GONE = "gone"


@require_http_methods(["GET", "HEAD", "POST"])
def presence(request: HttpRequest, number: int) -> HttpResponse:
    """Who else is here; posted, what the agent does here: `doing`, or that he or she is gone."""
    agent = agent_of(request)
    conversation = visible(agent, number)
    if request.method != "POST":
        context = {"presence": together.shown(conversation, agent)}
        return render(request, "conversations/presence_fragment.html", context)
    doing, place = request.POST.get("doing", ""), together.place_of(conversation)
    if doing == GONE:
        leave(agent=agent, place=place)
    elif is_known(doing):
        be(agent=agent, place=place, doing=doing)
        if doing == Doing.VIEWING:
            read_about(agent, subject_of(conversation.pk))
    return HttpResponse(status=204 if doing == GONE or is_known(doing) else 400)
