"""A forward that was taken back: what its writer had filled in, until it is sent after all."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tillit.conversations.holding import Withdrawn
from tillit.conversations.models import Conversation, Message, MessageKind
from tillit.conversations.originals import original_of
from tillit.conversations.recipients import listed
from tillit.conversations.spine import KeptFile
from tillit.conversations.words import without_nul

KEPT_AS = "forward_draft"

FilledIn = dict[str, Any]


def keep(request: HttpRequest, conversation: Conversation, came_back: Withdrawn) -> str:
    """Keep it for its writer, and return the address of the form that shows it again."""
    message = came_back.message
    original, whole = _passed_on(conversation, message)
    request.session[KEPT_AS] = {
        "original": original.pk,
        "filled": {
            "to": listed(list(message.addressees.to)),
            "cc": listed(list(message.addressees.cc)),
            "text": message.text,
            "whole": whole,
            "enclosed": _enclosed(original, came_back.kept),
        },
    }
    return reverse("conversations:forwarding", args=[conversation.pk, original.pk])


def kept_for(request: HttpRequest, original: Message) -> FilledIn:
    """What was filled in to pass this message on; empty when nothing was taken back."""
    kept = request.session.get(KEPT_AS) or {}
    filled: FilledIn = kept.get("filled", {}) if kept.get("original") == original.pk else {}
    return filled


def forget(request: HttpRequest) -> None:
    """It has been sent."""
    request.session.pop(KEPT_AS, None)


def _passed_on(conversation: Conversation, forward: Message) -> tuple[Message, bool]:
    """The message that was passed on, and whether with all that it repeats.

    It is told by its words, which stand in the forward; of several, the newest.
    """
    said = conversation.messages.exclude(kind=MessageKind.NOTE).filter(automatic=False)
    newest = list(said.select_related("agent", "contact").order_by("-id"))
    for message in newest:
        message.conversation = conversation
        for whole in (False, True):
            if without_nul(original_of(message, whole=whole)) == forward.quoted:
                return message, whole
    return newest[0], False


def _enclosed(original: Message, kept: list[KeptFile]) -> list[str]:
    """The files of the original that went along."""
    along = {(file.name, file.sha256) for file in kept}
    files = original.attachments.order_by("id")
    return [str(file.pk) for file in files if (file.name, file.sha256) in along]
