"""What stands in a mail beneath the words that were written: signature, and what it repeats."""

from __future__ import annotations

from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tillit.conversations.models import History, Message, MessageKind
from tillit.conversations.openness import version_for
from tillit.conversations.signing import signature
from tillit.conversations.words import html_of

LONGEST_HISTORY = 20_000


class Beneath(NamedTuple):
    """The same in both forms of a mail."""

    text: str = ""
    html: str = ""

    def __add__(self, other: Beneath) -> Beneath:  # type: ignore[override]
        """One above the other."""
        return Beneath(self.text + other.text, self.html + other.html)


def beneath(message: Message) -> Beneath:
    """What to put below a message that a person wrote; nothing below our automatic ones."""
    if message.automatic:
        return Beneath()
    below = _original(message) if message.kind == MessageKind.FORWARD else _history(message)
    return _signature(message) + below


def _signature(message: Message) -> Beneath:
    words = signature(message.conversation.inbox, message.agent)
    if not words:
        return Beneath()
    return Beneath(f"\n\n-- \n{words}", _page("signature", words))


def _original(message: Message) -> Beneath:
    if not message.quoted:
        return Beneath()
    return Beneath(f"\n\n{message.quoted}", _page("original", message.quoted))


def _history(message: Message) -> Beneath:
    """The customer's last words, introduced so that every mail program knows what they are."""
    conversation = message.conversation
    if conversation.inbox.history != History.LAST:
        return Beneath()
    heard = conversation.messages.filter(kind=MessageKind.INCOMING, automatic=False)
    last = heard.filter(at__lte=message.at).order_by("at", "id").last()
    if last is None or not last.text.strip():
        return Beneath()
    words, introduction = last.text.strip()[:LONGEST_HISTORY], _introduction(last)
    marked = "\n".join(f"> {line}".rstrip() for line in words.split("\n"))
    return Beneath(f"\n\n{introduction}\n{marked}", _page("history", words, introduction))


def _introduction(message: Message) -> str:
    conversation = message.conversation
    zone = ZoneInfo(version_for(conversation, message.at).hours.zone)
    with translation.override(conversation.language):
        written = message.at.astimezone(zone)
        return _("On %(date)s at %(time)s, %(name)s wrote:") % {
            "date": date_format(written, "DATE_FORMAT"),
            "time": date_format(written, "H:i"),
            "name": message.contact.name if message.contact else message.address,
        }


def _page(kind: str, words: str, introduction: str = "") -> str:
    context = {"kind": kind, "body": html_of(words), "introduction": introduction}
    return render_to_string("email/beneath.html", context)
