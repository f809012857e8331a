"""What the composer asks while somebody writes."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from tillit.conversations.composing import drafts
from tillit.conversations.composing.inserting import insertions_for
from tillit.conversations.composing.written import written_in
from tillit.conversations.request import agent_of
from tillit.conversations.views.inbox import visible

LONGEST_QUESTION = 60


@require_safe
def insertions(request: HttpRequest, number: int) -> HttpResponse:
    """What can be inserted: `sign` is the character that was typed, `q` what follows it."""
    agent = agent_of(request)
    conversation = visible(agent, number)
    sought = request.GET.get("q", "")[:LONGEST_QUESTION]
    found = insertions_for(request.GET.get("sign", ""), sought, conversation, agent)
    return render(request, "conversations/insertions.html", {"insertions": found})


@require_POST
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """Keep what is being written; an empty text forgets it. The answer tells when it was kept."""
    agent = agent_of(request)
    conversation = visible(agent, number)
    kept = drafts.keep(
        conversation,
        agent,
        **written_in(conversation, request.POST).words(),
        note=request.POST.get("kind") != "reply",
        submission=submission_of(request),
    )
    answer = HttpResponse(status=204)
    answer["Draft-At"] = str(kept.saved_at.timestamp()) if kept else ""
    return answer


def submission_of(request: HttpRequest) -> uuid.UUID | None:
    """The key of the form, by which the same message is known when it comes twice."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return None
