"""Who wrote a message and who else got it, in words for the page."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tillit.conversations import doers
from tillit.conversations.models import (
    ARRIVING,
    LEAVING,
    Conversation,
    DeliveryRole,
    Message,
    MessageKind,
)
from tillit.conversations.parties import Party
from tillit.people.actor import Actor


class Author(NamedTuple):
    """Who wrote a message; `kind` is that of its item, `mark` says who it is when not obvious."""

    kind: str
    name: str
    id: int
    mark: str = ""


def author_of(message: Message, conversation: Conversation) -> Author:
    """Who wrote it; our automatic messages go by the name of whom they are for."""
    if message.automatic or message.kind in ARRIVING:
        return _from_outside(message, conversation)
    agent = message.agent
    name = agent.name if agent else _by_itself(message) or capfirst(_("somebody who has left"))
    kind = {MessageKind.NOTE.value: "note", MessageKind.FORWARD.value: "forward"}
    return Author(kind.get(message.kind, "agent"), name, agent.pk if agent else 0)


def _by_itself(message: Message) -> str:
    """A note of no colleague names its maker as its purpose."""
    return doers.name_of(Actor.from_key(message.purpose)) if message.purpose else ""


def _from_outside(message: Message, conversation: Conversation) -> Author:
    writer = message.contact if message.kind in ARRIVING else None
    contact = writer or conversation.contact
    if message.automatic:
        return Author("automatic", contact.name, contact.pk)
    if message.kind == MessageKind.OTHER:
        name, number = (writer.name, writer.pk) if writer else (message.address, 0)
        return Author("other", name, number, _("Not the customer"))
    is_customer = contact.pk == conversation.contact_id
    return Author("customer", contact.name, contact.pk, "" if is_customer else _("Participant"))


def others_named(message: Message) -> str:
    """Who else got it, on one line: open copies, for ours also the hidden ones."""
    named = message.addressees
    lines = [(_("Cc"), named.cc)]
    if message.kind == MessageKind.FORWARD:
        lines.insert(0, (_("To"), named.to))
    if message.kind in LEAVING:
        lines.append((_("Bcc"), _hidden(message)))
    return " · ".join(f"{label} {_names(people)}" for label, people in lines if people)


def _hidden(message: Message) -> tuple[Party, ...]:
    copies = (one for one in message.deliveries.all() if one.role == DeliveryRole.BCC)
    return tuple(Party("", one.recipient) for one in copies)


def _names(people: tuple[Party, ...]) -> str:
    return ", ".join(party.name or party.address for party in people)
