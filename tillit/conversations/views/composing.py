"""Replies and notes."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tillit.conversations.envelope import Enclosure
from tillit.conversations.models import Conversation
from tillit.conversations.request import agent_of
from tillit.conversations.spine import keep_enclosures, post
from tillit.conversations.standing import VIEWS
from tillit.conversations.thread import Draft
from tillit.conversations.views.acting import answer, view_of
from tillit.conversations.views.inbox import thread_fragment, visible, whole_page
from tillit.people.actor import Actor
from tillit.people.models import Agent

LONGEST_TEXT = 100_000


@require_POST
def messages(request: HttpRequest, number: int) -> HttpResponse:
    """Send a reply, or leave a note that never leaves the house."""
    agent = agent_of(request)
    conversation = visible(agent, number)
    text = request.POST.get("text", "")
    error = _problem(text, has_files=bool(request.FILES))
    if error:
        draft = Draft(text=text, kind=request.POST.get("kind", "reply"), error=error)
        return _again(request, conversation, draft)
    _say(request, conversation, agent, text)
    return answer(request, number)


def _again(request: HttpRequest, conversation: Conversation, draft: Draft) -> HttpResponse:
    """The same text once more, with what is wrong."""
    view = view_of(request)
    if request.headers.get("HX-Request"):
        return thread_fragment(request, conversation, view=view, draft=draft, status=422)
    return whole_page(request, VIEWS[view], conversation.pk, draft=draft, status=422)


def _problem(text: str, *, has_files: bool) -> str:
    if not text.strip() and not has_files:
        return _("There is nothing to send yet. Write something first.")
    if len(text) > LONGEST_TEXT:
        return _("This is too long to send. Attach it as a file instead.")
    return ""


def _say(request: HttpRequest, conversation: Conversation, agent: Agent, text: str) -> None:
    files = [
        Enclosure(file.name or "file", file.content_type or "", file.read())
        for file in request.FILES.getlist("attachments")
    ]
    post(
        conversation=conversation,
        by=Actor.agent(agent),
        agent=agent,
        text=text.replace("\r\n", "\n").strip(),
        # What does not say that it is a reply stays in the house.
        note=request.POST.get("kind") != "reply",
        submission=_submission(request),
        kept=keep_enclosures(files),
    )


def _submission(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return None
