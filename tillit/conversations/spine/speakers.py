"""Who speaks in a message that came into a conversation: the customer, or somebody else."""

from __future__ import annotations

from enum import Enum

from django.db.models import Q

from tillit.conversations import reply_tokens
from tillit.conversations.envelope import Envelope
from tillit.conversations.models import (
    Conversation,
    Delivery,
    DeliveryRole,
    MessageKind,
)
from tillit.conversations.parties import Parties
from tillit.people.models import Contact

COPIES = (DeliveryRole.CC, DeliveryRole.BCC)
MOST_LOOKED_AT = 100


class Speaker(Enum):
    """On whose side somebody writes, as far as promises and addresses are concerned."""

    CUSTOMER = "customer"
    """The customer: promises listen, and answers go where this came from."""
    BROUGHT_BY_CUSTOMER = "brought_by_customer"
    """Somebody whom the customer named: promises listen, but answers still go to the customer.

    So it is with somebody who only claims to be a colleague.
    """
    BROUGHT_BY_US = "brought_by_us"
    """Somebody to whom we wrote: a colleague must look, but the customer's clock does not move."""

    @property
    def kind(self) -> MessageKind:
        """The kind of message that this makes."""
        return MessageKind.OTHER if self is Speaker.BROUGHT_BY_US else MessageKind.INCOMING


def speaker_in(conversation: Conversation, contact: Contact, envelope: Envelope) -> Speaker:
    """Who wrote this answer; of the customer and us, whoever named somebody first brought them."""
    address = envelope.sender_address.lower()
    if envelope.poses_as_colleague:
        return Speaker.BROUGHT_BY_CUSTOMER
    if contact.pk == conversation.contact_id or address == conversation.address.lower():
        return Speaker.CUSTOMER
    named, written = _first_named(conversation, address), _first_written_to(conversation, envelope)
    if named is not None and (written is None or named < written):
        return Speaker.BROUGHT_BY_CUSTOMER
    if written is not None:
        return Speaker.BROUGHT_BY_US
    spoke_before = conversation.messages.filter(kind=MessageKind.OTHER, contact=contact)
    return Speaker.BROUGHT_BY_US if spoke_before.exists() else Speaker.CUSTOMER


def _first_named(conversation: Conversation, address: str) -> int | None:
    """The first message in which the customer's side named this address openly."""
    heard = conversation.messages.filter(kind=MessageKind.INCOMING).exclude(parties={})
    kept = heard.order_by("id").values_list("id", "parties")[:MOST_LOOKED_AT]
    found = (message for message, parties in kept if address in Parties.read(parties).addresses)
    return next(found, None)


def _first_written_to(conversation: Conversation, envelope: Envelope) -> int | None:
    """The first message of ours to this address, or to the one whose token is answered with."""
    ours = Delivery.objects.filter(message__conversation=conversation)
    copies = ours.filter(Q(role__in=COPIES) | Q(kind=MessageKind.FORWARD))
    address, tokens = envelope.sender_address.lower(), {token.lower() for token in envelope.tokens}
    for message, recipient in copies.order_by("id").values_list("message_id", "recipient"):
        known = recipient.lower()
        if known == address or reply_tokens.make(conversation.pk, known) in tokens:
            return int(message)
    return None
