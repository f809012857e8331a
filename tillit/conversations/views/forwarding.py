"""Passing a message on to somebody else."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tillit.conversations import forward_drafts
from tillit.conversations.forms import ForwardForm
from tillit.conversations.models import Message, MessageKind
from tillit.conversations.originals import original_of
from tillit.conversations.parties import Party
from tillit.conversations.recipients import listed
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.conversations.spine import forward, kept_with
from tillit.conversations.views.composing import held_until
from tillit.conversations.views.inbox import visible
from tillit.conversations.words import html_of
from tillit.people.actor import Actor
from tillit.people.policy import Verb, needs


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.ANSWER)
def forwarding(request: HttpRequest, number: int, message: int) -> HttpResponse:
    """The form to pass one message on, and its being sent."""
    original = _original(request, number, message)
    form = ForwardForm(original, request.POST or None, initial=_initial(request, original))
    if request.method == "POST" and form.is_valid():
        _tell(request, _forward(request, original, form))
        forward_drafts.forget(request)
        return redirect("conversations:conversation", number)
    status = 422 if request.method == "POST" else 200
    return _page(request, original, form, status=status)


def _original(request: HttpRequest, number: int, message: int) -> Message:
    conversation = visible(agent_of(request), number)
    said = conversation.messages.exclude(kind=MessageKind.NOTE).filter(automatic=False)
    found = said.select_related("agent", "contact").filter(pk=message).first()
    if found is None:
        raise Http404
    found.conversation = conversation
    return found


def _initial(request: HttpRequest, original: Message) -> dict[str, object]:
    """What was taken back, else: an answer to somebody else goes to them first of all."""
    initial: dict[str, object] = {"key": uuid.uuid4()}
    came_back = forward_drafts.kept_for(request, original)
    if came_back:
        return {**initial, **came_back}
    if original.kind == MessageKind.OTHER:
        name = original.contact.name if original.contact else ""
        initial["to"] = listed([Party(name, original.address)])
    return initial


def _forward(request: HttpRequest, original: Message, form: ForwardForm) -> Message:
    agent, chosen = agent_of(request), form.cleaned_data
    pairs = zip(original.attachments.order_by("id"), kept_with(original), strict=True)
    return forward(
        original=original,
        by=Actor.agent(agent),
        agent=agent,
        to=chosen["to"],
        cc=chosen["cc"],
        text=chosen["text"].replace("\r\n", "\n").strip(),
        quoted=original_of(original, whole=chosen["whole"]),
        kept=[kept for file, kept in pairs if str(file.pk) in chosen["enclosed"]],
        submission=chosen["key"],
        leaves_at=held_until(),
    )


def _tell(request: HttpRequest, message: Message) -> None:
    """Say that it leaves, with a way back as long as there is one."""
    undo = ""
    if message.leaves_at is not None:
        undo = reverse("conversations:withdrawal", args=[message.conversation_id, message.pk])
    messages.success(request, _("Forwarded."), extra_tags=undo)


def _page(
    request: HttpRequest, original: Message, form: ForwardForm, *, status: int
) -> HttpResponse:
    conversation = original.conversation
    address = reverse("conversations:conversation", args=[conversation.pk])
    context = {
        **frame(request, current=address),
        "forwarding": {
            "form": form,
            "number": f"#{conversation.pk}",
            "back_url": address,
            "url": reverse("conversations:forwarding", args=[conversation.pk, original.pk]),
            "original": html_of(original_of(original)),
            "quotes": bool(original.quoted),
            "has_files": bool(form.fields["enclosed"].choices),  # type: ignore[attr-defined]
        },
    }
    return render(request, "conversations/forwarding.html", context, status=status)
