"""Messages that have not left: taken back, sent at once, tried again."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tillit.conversations import forward_drafts, holding
from tillit.conversations.composing import drafts
from tillit.conversations.composing.written import written_in
from tillit.conversations.models import LEAVING, Conversation, Message, MessageKind
from tillit.conversations.request import agent_of
from tillit.conversations.thread import Draft
from tillit.conversations.views.acting import view_of
from tillit.conversations.views.composing import held_until
from tillit.conversations.views.inbox import Toast, thread_fragment, visible, whole_page
from tillit.people.actor import Actor
from tillit.people.policy import Verb, needs

TOO_LATE = 409


@require_POST
@needs(Verb.ANSWER)
def withdrawal(request: HttpRequest, number: int, message: int) -> HttpResponse:
    """Take a message back into the composer, in front of what is being written there.

    A forward comes back into the form that it was written in.
    """
    agent = agent_of(request)
    conversation = visible(agent, number)
    found = _message(conversation, message)
    # Others may stop what is scheduled, but what is about to leave is its writer's.
    if found is not None and not found.scheduled and found.agent_id != agent.pk:
        raise Http404
    came_back = holding.withdraw(message=found, by=Actor.agent(agent)) if found else None
    if came_back is None:
        return _say_why_not(request, number, message, _("It has already left."))
    if came_back.message.kind == MessageKind.FORWARD:
        return _go_to(request, forward_drafts.keep(request, conversation, came_back))
    return _show(request, number, draft=_draft(request, conversation, came_back))


def _go_to(request: HttpRequest, address: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


@require_POST
@needs(Verb.ANSWER)
def departure(request: HttpRequest, number: int, message: int) -> HttpResponse:
    """Send at once what was to leave later."""

    def verb(found: Message, by: Actor) -> bool:
        return holding.send_now(message=found, by=by, leaves_at=held_until())

    return _hurry(request, number, message, verb, too_late=_("It has already left."))


@require_POST
@needs(Verb.ANSWER)
def attempt(request: HttpRequest, number: int, message: int) -> HttpResponse:
    """Try again at once what could not be sent."""

    def verb(found: Message, by: Actor) -> bool:
        return holding.try_now(message=found)

    return _hurry(request, number, message, verb, too_late=_("It is being sent just now."))


def _hurry(
    request: HttpRequest,
    number: int,
    message: int,
    verb: Callable[[Message, Actor], bool],
    *,
    too_late: str,
) -> HttpResponse:
    agent = agent_of(request)
    found = _message(visible(agent, number), message)
    if found is None or not verb(found, Actor.agent(agent)):
        return _say_why_not(request, number, message, too_late)
    return _show(request, number)


def _message(conversation: Conversation, number: int) -> Message | None:
    """The message, unless it was taken back."""
    return conversation.messages.filter(pk=number, kind__in=LEAVING).first()


def _say_why_not(request: HttpRequest, number: int, message: int, too_late: str) -> HttpResponse:
    there = Message.objects.filter(pk=message, conversation=number).exists()
    words = too_late if there else _("It was already taken back.")
    return _show(request, number, toast=Toast(words), status=TOO_LATE)


def _show(
    request: HttpRequest,
    number: int,
    *,
    draft: Draft | None = None,
    toast: Toast | None = None,
    status: int = 200,
) -> HttpResponse:
    """The conversation as it is now, with what came back; also for those without script."""
    view = view_of(request)
    if request.headers.get("HX-Request"):
        found = visible(agent_of(request), number)
        return thread_fragment(request, found, view=view, draft=draft, toast=toast, status=status)
    return whole_page(request, view, number, draft=draft, toast=toast, status=status)


def _draft(request: HttpRequest, conversation: Conversation, came_back: holding.Withdrawn) -> Draft:
    """What came back, in front of what was typed since; words of a note never become a reply."""
    typed = written_in(conversation, request.POST)
    is_note = bool(typed.text.strip()) and request.POST.get("kind") == "note"
    written = typed.after(came_back.message.text, came_back.message.html, came_back.kept)
    drafts.keep(conversation, agent_of(request), note=is_note, **written.words())
    return Draft(
        text=written.text,
        html=written.html,
        kind="note" if is_note else "reply",
        kept=written.kept,
        cc=came_back.copies.cc,
        bcc=came_back.copies.bcc,
    )
