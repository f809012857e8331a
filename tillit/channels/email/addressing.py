"""Whom the headers of a mail of ours name; never a hidden recipient."""

from email.message import Message as Mail

from tillit.channels.email.writing import named as as_named
from tillit.conversations.models import Delivery, DeliveryRole
from tillit.conversations.parties import Parties, Party


def name_recipients(mail: Mail, delivery: Delivery) -> None:
    """Write To and Cc: the same in the mail of every recipient.

    Raises:
        ValueError: one of them cannot stand in a header.
    """
    named = addressed(delivery)
    mail["To"] = ",\r\n ".join(map(_as_header, named.to))
    if named.cc:
        mail["Cc"] = ",\r\n ".join(map(_as_header, named.cc))


def addressed(delivery: Delivery) -> Parties:
    """Whom the message of a delivery was openly written to."""
    message = delivery.message
    kept = message.addressees
    if kept.to:
        return kept
    # The name is the sender's own word; what we say by ourselves does not carry it.
    name = "" if message.automatic else message.conversation.contact.name
    is_first = delivery.role == DeliveryRole.TO
    return Parties(to=(Party(name, delivery.recipient if is_first else message.address),))


def _as_header(party: Party) -> str:
    return as_named(party.name, party.address)
