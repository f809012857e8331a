"""What happened in a conversation, in order: messages, and lines that tell who changed what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tillit.conversations import doers
from tillit.conversations.correspondents import author_of, others_named
from tillit.conversations.departures import Departure, Departures, Wait
from tillit.conversations.models import (
    ARRIVING,
    LEAVING,
    Conversation,
    Delivery,
    DeliveryRole,
    DeliveryState,
    Message,
    MessageKind,
)
from tillit.conversations.showing import Extras, File, Reader
from tillit.journal import rows
from tillit.journal.facts import Fact
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.ui.addresses import url_of


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

    def is_of_its_own(self, event: Event) -> bool:
        """Whether it happened here, and not in a conversation that came into this one."""
        return event.subject == f"conversation:{self.conversation.pk}"

    def who_did(self, event: Event) -> str:
        """Who brought a change about, in words."""
        actor = Actor.from_key(event.actor)
        if actor.kind == "agent":
            return self.name_of(int(actor.name))
        if actor.kind == "contact":
            return _("The customer")
        known = self.memory.setdefault("actors", {})
        if actor.key not in known:
            known[actor.key] = doers.name_of(actor) or "Tillit"
        return str(known[actor.key])


_describers: dict[type[Fact], Callable[[Any, Event, Telling], Line | None]] = {}
_summaries: dict[str, Callable[[str], str]] = {}

MOST_MESSAGES = 60
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
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
class Sending:
    """How far a message has come to one recipient, and those to whom it went otherwise."""

    state: str
    at: datetime | None
    reason: str
    recipient: str = ""
    others: tuple[Sending, ...] = ()


@dataclass(frozen=True)
class Item:
    """One item of the timeline; which fields are filled depends on `kind`."""

    kind: str
    key: str
    at: datetime
    message_id: int = 0
    author: str = ""
    author_id: int = 0
    mark: str = ""
    others: str = ""
    forward_url: str = ""
    split_url: str = ""
    body: SafeString = NOTHING
    quoted: SafeString = NOTHING
    attachments: list[File] = field(default_factory=list)
    delivery: Sending | None = None
    departure: Departure | None = None
    summary: str = ""
    icon: str = ""
    text: str = ""
    more: Extras | None = None

    @property
    def is_to_come(self) -> bool:
        """Whether it is said later, so that it stands after everything that has been."""
        return self.departure is not None and self.departure.wait is Wait.SCHEDULED


def items_of(
    conversation: Conversation,
    agents: Mapping[int, Agent],
    *,
    zone: ZoneInfo,
    whole: bool,
    agent: Agent,
    view: str,
) -> tuple[list[Item], bool]:
    """The timeline, oldest first, and whether earlier messages were left out."""
    messages, cut = _messages_of(conversation, agents, whole=whole)
    since = messages[0].at if cut else None
    reader = Reader(agent, view, messages)
    departures = Departures(conversation, messages, agent, view)
    items = [_of_message(message, conversation, reader, departures) for message in messages]
    names = {number: one.name for number, one in agents.items()}
    items += _of_events(Telling(conversation, names), since)
    items.sort(key=lambda item: (item.at, item.kind == "event"))
    to_come = [item for item in items if item.is_to_come]
    return _with_days([item for item in items if not item.is_to_come], zone) + to_come, cut


def _messages_of(
    conversation: Conversation, agents: Mapping[int, Agent], *, whole: bool
) -> tuple[list[Message], bool]:
    newest = "conversation_id = %s ORDER BY at DESC, id DESC"
    limit = "" if whole else f" LIMIT {MOST_MESSAGES + 1}"
    shown = rows.select(Message, newest + limit, [conversation.pk])
    cut = not whole and len(shown) > MOST_MESSAGES
    messages = list(reversed(shown[:MOST_MESSAGES] if cut else shown))
    rows.attach_one(messages, "agent", known=agents.values())
    rows.attach_one(messages, "contact", known=[conversation.contact])
    rows.attach_many(messages, "attachments")
    rows.attach_many(messages, "deliveries")
    return messages, cut


def _of_message(
    message: Message, conversation: Conversation, reader: Reader, departures: Departures
) -> Item:
    body = reader.body(message)
    author = author_of(message, conversation)
    return Item(
        kind=author.kind,
        key=f"message-{message.pk}",
        message_id=message.pk,
        at=message.at,
        author=author.name,
        author_id=author.id,
        mark=author.mark,
        others=others_named(message),
        forward_url=_forward_url(message) if departures.may_answer else "",
        split_url=_split_url(message) if departures.may_answer and not reader.reads_one else "",
        body=body.html,
        quoted=body.quoted,
        attachments=reader.files(message, body),
        more=reader.extras(message, body),
        delivery=_sending(message),
        departure=departures.of(message),
        summary=_summary(message, author.name) if author.kind == "automatic" else "",
    )


def _forward_url(message: Message) -> str:
    """What a person wrote can be passed on; a note never."""
    if message.is_note or message.automatic:
        return ""
    return url_of("conversations:forwarding", message.conversation_id, message.pk)


def _split_url(message: Message) -> str:
    """What the customer wrote can become a conversation of its own."""
    if message.kind != MessageKind.INCOMING or message.automatic:
        return ""
    return url_of("conversations:splitting", message.conversation_id, message.pk)


def _summary(message: Message, name: str) -> str:
    if message.kind in ARRIVING:
        return _("Automatic reply from %(name)s") % {"name": name}
    known = _summaries.get(message.purpose)
    return known(name) if known else _("Automatic message to %(name)s") % {"name": name}


def _sending(message: Message) -> Sending | None:
    """How far it has come; other recipients are told of only where it went otherwise."""
    if message.kind not in LEAVING:
        return None
    ways = [_way(delivery) for delivery in sorted(message.deliveries.all(), key=_first_to)]
    if not ways:
        return None
    others = tuple(way for way in ways[1:] if way.state != ways[0].state)
    return replace(ways[0], others=others)


def _first_to(delivery: Delivery) -> tuple[bool, int]:
    return delivery.role != DeliveryRole.TO, delivery.pk


def _way(delivery: Delivery) -> Sending:
    late = delivery.state == DeliveryState.SENT and delivery.error
    state = "delayed" if late else delivery.state
    return Sending(state, delivery.sent_at, delivery.error, delivery.recipient)


def _of_events(telling: Telling, since: datetime | None) -> list[Item]:
    kinds = {fact.kind(): function for fact, function in _describers.items()}
    subjects = _subjects(telling)
    within = f"subject IN ({rows.marks(subjects)}) AND at >= %s ORDER BY id"
    found = rows.select(Event, within, [*subjects, rows.stored(since or _EVER)])
    items = []
    for event in found:
        if event.kind not in kinds:
            continue
        line = kinds[event.kind](event.fact, event, telling)
        if line:
            key = f"event-{event.pk}"
            items.append(Item("event", key, event.at, icon=line.icon, text=line.text))
    return items


def _subjects(telling: Telling) -> list[str]:
    """The conversation, and those that came into it: what happened there is told here."""
    numbers, wave = {telling.conversation.pk}, [telling.conversation.pk]
    while wave:
        into = f"merged_into_id IN ({rows.marks(wave)})"
        merged = rows.select(Conversation, into, wave, only=("version",))
        wave = [one.pk for one in merged if one.pk not in numbers]
        numbers.update(wave)
    return [f"conversation:{number}" for number in sorted(numbers)]


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
