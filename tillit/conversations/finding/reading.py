"""What the index knows of conversations: a few queries for a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tillit.conversations.finding import marks
from tillit.conversations.finding.additions import Addition, additions
from tillit.conversations.models import (
    ARRIVING,
    LEAVING,
    Attachment,
    Conversation,
    Message,
)
from tillit.conversations.parties import Parties, Party
from tillit.search.kinds import Source

KIND = "conversation"
LONGEST_TEXT = 50_000
"""Characters of one message that are found."""
_SHOWN = (
    "id", "version", "subject", "team_id", "inbox_id", "shelf", "assignee_id", "unread", "address",
    "last_message_at", "contact__name", "contact__organization__name",
)  # fmt: skip


@dataclass
class _Said:
    """What the messages of one conversation say, and who said it to whom."""

    texts: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    senders: dict[str, None] = field(default_factory=dict)
    receivers: dict[str, None] = field(default_factory=dict)

    def hear(self, message: Message) -> None:
        """Take in one message."""
        self.texts.append(message.text[:LONGEST_TEXT])
        self.texts.append(message.subject)
        parties = Parties.read(message.parties)
        names = [name for party in (*parties.to, *parties.cc) for name in party]
        if message.kind in ARRIVING:
            self.senders[message.address] = None
        if message.kind in LEAVING:
            names.append(message.address)
        if message.agent is not None:
            self.senders[message.agent.name] = None
        if message.contact is not None:
            self.senders[message.contact.name] = None
        self.receivers.update(dict.fromkeys(names))


class ConversationReader:
    """How the index reads conversations."""

    def numbers(self, *, below: int | None, most: int) -> list[int]:
        """The newest conversations below a number."""
        found = Conversation.objects.order_by("-id")
        if below is not None:
            found = found.filter(pk__lt=below)
        return list(found.values_list("pk", flat=True)[:most])

    def read(self, numbers: Sequence[int]) -> Iterable[Source]:
        """Those that still exist."""
        found = Conversation.objects.filter(pk__in=numbers)
        said, added = _said(numbers), additions(numbers)
        for conversation in found.select_related("contact__organization").only(*_SHOWN):
            own = [more[conversation.pk] for more in added if conversation.pk in more]
            yield _source(conversation, said[conversation.pk], own)


def _said(numbers: Sequence[int]) -> Mapping[int, _Said]:
    """What people said, the newest first; what Tillit says by itself is no hit for anybody."""
    said: dict[int, _Said] = defaultdict(_Said)
    messages = Message.objects.filter(conversation__in=numbers, automatic=False)
    shown = messages.select_related("agent", "contact").only(
        "conversation_id", "kind", "text", "subject", "address", "parties",
        "agent__name", "contact__name",
    )  # fmt: skip
    for message in shown.order_by("-at", "-id"):
        said[message.conversation_id].hear(message)
    files = Attachment.objects.filter(message__conversation__in=numbers, inline=False)
    for number, name in files.values_list("message__conversation_id", "name"):
        said[number].files.append(name)
    return said


def _source(conversation: Conversation, said: _Said, added: Sequence[Addition]) -> Source:
    contact = conversation.contact
    customer = Party(contact.name, conversation.address)
    receivers = dict(said.receivers)
    if conversation.address in receivers:
        receivers[contact.name] = None
    organization = contact.organization.name if contact.organization else ""
    more = [word for addition in added for word in addition.words]
    return Source(
        number=conversation.pk,
        version=conversation.version,
        at=conversation.last_message_at,
        words=[conversation.subject, *customer, organization, *more, *said.files, *said.texts],
        senders=list(said.senders),
        receivers=list(receivers),
        marks=[*marks.of(conversation, files=bool(said.files)), *_marks(added)],
    )


def _marks(added: Sequence[Addition]) -> list[str]:
    return [mark for addition in added for mark in addition.marks]
