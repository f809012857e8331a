"""Macros in a conversation: what each would do, using one, and undoing it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tillit import clock
from tillit.conversations.addresses import act_from, place_in
from tillit.conversations.composing import drafts
from tillit.conversations.composing.written import Written, written_in
from tillit.conversations.macros.remembering import remember_words, words_before
from tillit.conversations.macros.scene import Scene
from tillit.conversations.macros.showing import shown
from tillit.conversations.macros.undoing import undo
from tillit.conversations.macros.using import MacroRefused, Used, usable, use
from tillit.conversations.models import Conversation, MacroUse
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.conversations.thread import Draft
from tillit.conversations.views.acting import answer, refused, view_of
from tillit.conversations.views.composing import held_until
from tillit.conversations.views.helping import submission_of
from tillit.conversations.views.inbox import Toast, thread_fragment, visible, whole_page
from tillit.conversations.words import html_of
from tillit.people.actor import Actor
from tillit.people.toasts import tell


@require_safe
def macros_here(request: HttpRequest, number: int) -> HttpResponse:
    """The macros that can be used in a conversation, each with what it would do."""
    agent = agent_of(request)
    conversation = visible(agent, number)
    view, now = view_of(request), clock.now()
    context: dict[str, Any] = {
        "macros": [
            shown(Scene(macro, conversation, agent, now), view)
            for macro in usable(conversation, agent)
        ],
        "key": uuid.uuid4(),
        "back_url": place_in(view, number),
    }
    if request.headers.get("HX-Request"):
        return render(request, "conversations/macros_list.html", context)
    context |= frame(request, current=reverse("conversations:view", args=[view]))
    return render(request, "conversations/macros_here.html", context)


@require_POST
def macro_use(request: HttpRequest, number: int, macro: int) -> HttpResponse:
    """Do everything that a macro says, or nothing, and say why."""
    agent = agent_of(request)
    conversation = visible(agent, number)
    found = next((one for one in usable(conversation, agent) if one.pk == macro), None)
    if found is None:
        raise Http404
    try:
        used = use(
            macro=found,
            conversation=conversation,
            agent=agent,
            submission=submission_of(request),
            leaves_at=held_until(),
        )
    except MacroRefused as problem:
        return refused(request, number, Toast(str(problem)))
    toast = Toast(
        _("Used “%(macro)s”.") % {"macro": found.name},
        _undo_url(request, used.use),
        gives_back=bool(used.text),
    )
    return _after(request, number, used, toast)


def _undo_url(request: HttpRequest, made: MacroUse) -> str:
    return act_from(view_of(request), "macro_undoing", made.conversation_id, made.pk)


def _after(request: HttpRequest, number: int, used: Used, toast: Toast) -> HttpResponse:
    """The conversation as it is now, if one still sees it, with the reply that is to be read."""
    agent = agent_of(request)
    found = Conversation.objects.visible_to(agent).filter(pk=number).first()
    if found is None:
        tell(request, toast.text)
        here = reverse("conversations:view", args=[view_of(request)])
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": here})
        return redirect(here)
    if used.text:
        return _shown(request, number, _composed(request, visible(agent, number), used), toast)
    if request.headers.get("HX-Request"):
        return answer(request, number, toast)
    tell(request, toast.text, undo_url=toast.undo_url)
    return answer(request, number)


def _composed(request: HttpRequest, conversation: Conversation, used: Used) -> Draft:
    """The macro's reply before what was typed; words of a note never become a reply."""
    typed = written_in(conversation, request.POST)
    is_note = bool(typed.text.strip()) and request.POST.get("kind") == "note"
    written = typed.after(used.text, html_of(used.text), used.files)
    remember_words(used.use, typed, written, note=is_note)
    drafts.keep(conversation, agent_of(request), note=is_note, **written.words())
    return _draft(request, written, is_note=is_note)


def _draft(request: HttpRequest, written: Written, *, is_note: bool) -> Draft:
    return Draft(
        text=written.text,
        html=written.html,
        kind="note" if is_note else "reply",
        kept=written.kept,
        cc=request.POST.get("cc"),
        bcc=request.POST.get("bcc", ""),
    )


@require_POST
def macro_undoing(request: HttpRequest, number: int, use: int) -> HttpResponse:
    """Take back everything that one's own use of a macro did."""
    agent = agent_of(request)
    conversation = visible(agent, number)
    made = MacroUse.objects.filter(pk=use, conversation=conversation, agent=agent).first()
    if made is None:
        raise Http404
    whole = undo(use=made, by=Actor.agent(agent))
    words = _("Undone.") if whole else _("Undone, but the reply has left already.")
    if not made.words_after:
        return answer(request, number, Toast(words))
    return _shown(request, number, _given_back(request, conversation, made), Toast(words))


def _given_back(request: HttpRequest, conversation: Conversation, made: MacroUse) -> Draft:
    """What stood in the composer before, unless its words have been changed since."""
    typed = written_in(conversation, request.POST)
    is_note = request.POST.get("kind") == "note"
    if typed.text.split() == made.words_after.split():
        typed, is_note = words_before(made)
    drafts.keep(conversation, agent_of(request), note=is_note, **typed.words())
    return _draft(request, typed, is_note=is_note)


def _shown(request: HttpRequest, number: int, draft: Draft, toast: Toast) -> HttpResponse:
    view = view_of(request)
    if request.headers.get("HX-Request"):
        found = visible(agent_of(request), number)
        return thread_fragment(request, found, view=view, draft=draft, toast=toast)
    return whole_page(request, view, number, draft=draft, toast=toast)
