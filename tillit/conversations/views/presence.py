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
from tillit.people.presence import Word, be


@require_http_methods(["GET", "HEAD", "POST"])
def presence(request: HttpRequest, number: int) -> HttpResponse:
    """Who else is here; posted, what a page says: `doing` as the `step`-th of its words."""
    agent = agent_of(request)
    conversation = visible(agent, number)
    if request.method != "POST":
        context = {"presence": together.shown(conversation, agent)}
        return render(request, "conversations/presence_fragment.html", context)
    word = Word.read(*(request.POST.get(name, "") for name in ("doing", "page", "step")))
    if word is None:
        return HttpResponse(status=400)
    be(agent=agent, place=together.place_of(conversation), word=word)
    if word.doing == Doing.VIEWING:
        read_about(agent, subject_of(conversation.pk))
    return HttpResponse(status=204)
