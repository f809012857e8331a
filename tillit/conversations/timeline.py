"""What happened in a conversation, in order: messages, and lines that tell who changed what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tillit.conversations.models import (
    Attachment,
    Conversation,
    Delivery,
    Message,
    MessageKind,
)
from tillit.conversations.words import clean_html, html_of
from tillit.journal.facts import Fact
from tillit.journal.models import Event


class Line(NamedTuple):
    """A line of the timeline: what changed, in one sentence."""

    icon: str
    text: str


@dataclass
class Telling:
    """What those who tell facts may need: the conversation, names, and room to remember."""

    conversation: Conversation
    names: Mapping[int, str]
    memory: dict[str, Any] = field(default_factory=dict)

    def name_of(self, agent: int | None) -> str:
        """An agent's name, also of one who has left."""
        return self.names.get(agent or 0) or _("somebody who has left")


_describers: dict[type[Fact], Callable[[Any, Event, Telling], Line | None]] = {}
_summaries: dict[str, Callable[[str], str]] = {}

MOST_MESSAGES = 60
NOTHING = SafeString("")


def describe(*facts: type[Fact]) -> Callable[[Any], Any]:
    """Register how facts are told on the timeline: `(fact, event, telling)`."""

    def register(function: Callable[[Any, Event, Telling], Line | None]) -> Any:
        for fact in facts:
            _describers[fact] = function
        return function

    return register


def summarise(purpose: str) -> Callable[[Callable[[str], str]], Callable[[str], str]]:
    """Register the one line that stands for our automatic mails of a purpose."""

    def register(function: Callable[[str], str]) -> Callable[[str], str]:
        _summaries[purpose] = function
        return function

    return register


@dataclass(frozen=True)
class File:
    """An attachment as the page shows it."""

    name: str
    size: str
    url: str
    icon: str


@dataclass(frozen=True)
class Sending:
    """How far an outgoing message has come."""

    state: str
    at: datetime | None
    reason: str


@dataclass(frozen=True)
class Item:
    """One item of the timeline; which fields are filled depends on `kind`."""

    kind: str
    key: str
    at: datetime
    author: str = ""
    author_id: int = 0
    body: SafeString = NOTHING
    quoted: SafeString = NOTHING
    attachments: list[File] = field(default_factory=list)
    delivery: Sending | None = None
    summary: str = ""
    icon: str = ""
    text: str = ""


def items_of(
    conversation: Conversation, names: Mapping[int, str], *, zone: ZoneInfo, whole: bool
) -> tuple[list[Item], bool]:
    """The timeline, oldest first, and whether earlier messages were left out."""
    messages, cut = _messages_of(conversation, whole=whole)
    since = messages[0].at if cut else None
    items = [_of_message(message, conversation) for message in messages]
    items += _of_events(Telling(conversation, names), since)
    items.sort(key=lambda item: (item.at, item.kind == "event"))
    return _with_days(items, zone), cut


def _messages_of(conversation: Conversation, *, whole: bool) -> tuple[list[Message], bool]:
    messages = (
        conversation.messages.select_related("agent", "delivery")
        .prefetch_related("attachments")
        .order_by("-at", "-id")
    )
    shown = list(messages if whole else messages[: MOST_MESSAGES + 1])
    cut = not whole and len(shown) > MOST_MESSAGES
    return list(reversed(shown[:MOST_MESSAGES] if cut else shown)), cut


def _of_message(message: Message, conversation: Conversation) -> Item:
    kind, author, author_id = _author(message, conversation)
    return Item(
        kind=kind,
        key=f"message-{message.pk}",
        at=message.at,
        author=author,
        author_id=author_id,
        body=_body(message),
        quoted=html_of(message.quoted),
        attachments=[file_of(attachment) for attachment in message.attachments.all()],
        delivery=_sending(message),
        summary=_summary(message, conversation) if kind == "automatic" else "",
    )


def _body(message: Message) -> SafeString:
    """Our automatic mails are dressed for mail programs; on the page they wear our clothes."""
    return clean_html(message.html) if message.automatic else mark_safe(message.html)


def _author(message: Message, conversation: Conversation) -> tuple[str, str, int]:
    contact = conversation.contact
    if message.automatic:
        return "automatic", contact.name, contact.pk
    if message.kind == MessageKind.INCOMING:
        return "customer", contact.name, contact.pk
    kind = "note" if message.is_note else "agent"
    agent = message.agent
    return (
        kind,
        agent.name if agent else capfirst(_("somebody who has left")),
        agent.pk if agent else 0,
    )


def _summary(message: Message, conversation: Conversation) -> str:
    name = conversation.contact.name
    if message.kind == MessageKind.INCOMING:
        return _("Automatic reply from %(name)s") % {"name": name}
    known = _summaries.get(message.purpose)
    return known(name) if known else _("Automatic message to %(name)s") % {"name": name}


def file_of(attachment: Attachment) -> File:
    """An attachment as a card."""
    return File(
        name=attachment.name,
        size=filesizeformat(attachment.size).replace("\xa0", " "),
        url=reverse("conversations:attachment", args=[attachment.pk]),
        icon="image" if attachment.content_type.startswith("image/") else "file-text",
    )


def _sending(message: Message) -> Sending | None:
    try:
        delivery: Delivery = message.delivery
    except Delivery.DoesNotExist:
        return None
    return Sending(delivery.state, delivery.sent_at, delivery.error)


def _of_events(telling: Telling, since: datetime | None) -> list[Item]:
    kinds = {fact.kind(): function for fact, function in _describers.items()}
    events = Event.objects.filter(
        subject=f"conversation:{telling.conversation.pk}", kind__in=list(kinds)
    )
    if since:
        events = events.filter(at__gte=since)
    items = []
    for event in events.order_by("id"):
        line = kinds[event.kind](event.fact, event, telling)
        if line:
            key = f"event-{event.pk}"
            items.append(Item("event", key, event.at, icon=line.icon, text=line.text))
    return items


def _with_days(items: list[Item], zone: ZoneInfo) -> list[Item]:
    """A line before the first item of each day."""
    shown: list[Item] = []
    day: date | None = None
    for item in items:
        local = item.at.astimezone(zone).date()
        if local != day:
            day = local
            shown.append(Item("day", f"day-{local.isoformat()}", item.at))
        shown.append(item)
    return shown
