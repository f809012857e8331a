"""Replies and notes."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tillit import clock
from tillit.conversations import actions, addressees, kept_files, later
from tillit.conversations.composing import drafts
from tillit.conversations.composing.asking import Question, question
from tillit.conversations.composing.mentioning import mention
from tillit.conversations.composing.written import Written, written_in
from tillit.conversations.custom_fields import missing
from tillit.conversations.envelope import Enclosure
from tillit.conversations.later import NotLater
from tillit.conversations.models import Conversation, Message, MessageKind, Shelf
from tillit.conversations.recipients import WrongRecipient
from tillit.conversations.request import agent_of
from tillit.conversations.spine import KeptFile, post
from tillit.conversations.spine.copies import Copies
from tillit.conversations.thread import Draft
from tillit.conversations.uploads import keep_uploads
from tillit.conversations.views.acting import answer, view_of
from tillit.conversations.views.helping import submission_of
from tillit.conversations.views.inbox import Toast, thread_fragment, visible, whole_page
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.people.policy import Verb, may, refuse_unless


@require_POST
def messages(request: HttpRequest, number: int) -> HttpResponse:
    """Send a reply, or leave a note that never leaves the house."""
    agent = agent_of(request)
    conversation = visible(agent, number)
    if request.POST.get("kind") == "reply":
        refuse_unless(agent, Verb.ANSWER)
    written = written_in(conversation, request.POST)
    error = _hindrance(request, conversation) or _problem(written, enclosed=bool(request.FILES))
    try:
        leaves_at = None if error else _chosen_instant(request, conversation)
        copies = addressees.chosen(conversation, request.POST)
    except (NotLater, WrongRecipient) as problem:
        error = error or str(problem)
    if error:
        return _again(request, conversation, _draft(request, written, error))
    asked = _question(request, conversation, agent, written.text)
    if asked:
        draft = _draft(request, written, asked.words)
        return _again(request, conversation, replace(draft, confirmed=asked.confirmed))
    with transaction.atomic():
        message = _say(request, conversation, agent, written, leaves_at, copies)
        resolved = _follow_up(request, conversation, agent, message)
    return answer(request, number, Toast(_("Sent and resolved.")) if resolved else None)


def _follow_up(
    request: HttpRequest, conversation: Conversation, agent: Agent, message: Message
) -> bool:
    """What goes with a message: the draft is done with, colleagues are called; whether resolved."""
    drafts.forget(conversation, agent)
    if message.is_note:
        mention(conversation, message, Actor.agent(agent))
    return _resolve_as_well(request, conversation, agent, message)


def _question(
    request: HttpRequest, conversation: Conversation, agent: Agent, text: str
) -> Question | None:
    """What is asked once more before a reply leaves; a note is only read by colleagues."""
    typed = request.POST
    if typed.get("kind") != "reply":
        return None
    seen, confirmed = typed.get("seen", ""), typed.getlist("confirmed")
    return question(conversation, agent, text, seen=seen, confirmed=confirmed)


def _resolve_as_well(
    request: HttpRequest, conversation: Conversation, agent: Agent, message: Message
) -> bool:
    """Resolve with a reply that leaves now; what leaves later is not done yet."""
    wanted = request.POST.get("then") == "resolve" and message.kind == MessageKind.OUTGOING
    if not wanted or message.scheduled or not may(agent, Verb.SORT, conversation.team_id):
        return False
    actions.resolve(conversation=conversation, by=Actor.agent(agent))
    return True


def _draft(request: HttpRequest, written: Written, error: str) -> Draft:
    typed = request.POST
    return Draft(
        text=written.text,
        html=written.html,
        kind=typed.get("kind", "reply"),
        error=error,
        kept=[*written.kept, *_uploaded(request)],
        cc=typed.get("cc"),
        bcc=typed.get("bcc", ""),
    )


def _chosen_instant(request: HttpRequest, conversation: Conversation) -> datetime | None:
    """When the reply is to leave, if that was chosen; a note goes nowhere at any time."""
    if request.POST.get("kind") != "reply":
        return None
    choice, own = request.POST.get("later", ""), request.POST.get("later_at", "")
    return later.chosen(choice, own, conversation, clock.now())


def held_until() -> datetime | None:
    """Until when what is sent now can be undone."""
    held = timedelta(seconds=settings.TILLIT_UNDO_SECONDS)
    return clock.now() + held if held else None


def _again(request: HttpRequest, conversation: Conversation, draft: Draft) -> HttpResponse:
    """The same text once more, with what is wrong."""
    view = view_of(request)
    if request.headers.get("HX-Request"):
        return thread_fragment(request, conversation, view=view, draft=draft, status=422)
    return whole_page(request, view, conversation.pk, draft=draft, status=422)


def _hindrance(request: HttpRequest, conversation: Conversation) -> str:
    """Why nothing can be said here, or not resolved with it."""
    if conversation.shelf == Shelf.MERGED:
        words = _("This was merged into #%(number)d. Write there.")
        return words % {"number": conversation.merged_into_id}
    asked = missing(conversation) if request.POST.get("then") == "resolve" else []
    if asked:
        names = ", ".join(field.name for field in asked)
        return _("Before this can be resolved, say: %(fields)s") % {"fields": names}
    lost = kept_files.lost(conversation, request.POST.getlist("kept"))
    if lost:
        words = _("No longer here: %(names)s. Attach it again, or send without it.")
        return words % {"names": ", ".join(lost)}
    return ""


def _problem(written: Written, *, enclosed: bool) -> str:
    if not written.text.strip() and not written.kept and not enclosed:
        return _("There is nothing to send yet. Write something first.")
    if written.is_too_long:
        return _("This is too long to send. Attach it as a file instead.")
    return ""


def _say(
    request: HttpRequest,
    conversation: Conversation,
    agent: Agent,
    written: Written,
    leaves_at: datetime | None,
    copies: Copies,
) -> Message:
    return post(
        conversation=conversation,
        by=Actor.agent(agent),
        agent=agent,
        text=written.text.strip(),
        html=written.html,
        # What does not say that it is a reply stays in the house.
        note=request.POST.get("kind") != "reply",
        submission=submission_of(request),
        kept=[*written.kept, *_uploaded(request)],
        cc=copies.cc,
        bcc=copies.bcc,
        leaves_at=leaves_at or held_until(),
        scheduled=leaves_at is not None,
    )


def _uploaded(request: HttpRequest) -> list[KeptFile]:
    """The files that came along, stored."""
    files = request.FILES.getlist("attachments")
    return keep_uploads(
        [Enclosure(file.name or "file", file.content_type or "", file.read()) for file in files]
    )
