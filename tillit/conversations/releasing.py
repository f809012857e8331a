"""Filing what did not become a message by itself, because a person says so."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from tillit.conversations.channels import channel_of
from tillit.conversations.envelope import Enclosure, Envelope, Robot
from tillit.conversations.events import ParcelReleased
from tillit.conversations.inspection import Inspection
from tillit.conversations.models import Message, Parcel, ParcelState
from tillit.conversations.parcels import settle
from tillit.conversations.spine import Received, keep_enclosures, receive
from tillit.journal.recording import emit
from tillit.people.actor import Actor

ASIDE = (ParcelState.AUTO_REPLY, ParcelState.BOUNCE, ParcelState.LOOP)
"""States in which a parcel that belongs to no message is out of sight."""
RELEASABLE = (ParcelState.HELD, *ASIDE)


class NoSender(Exception):
    """Nobody is named to whom an answer could go."""


def inspect(parcel: Parcel) -> Inspection:
    """What there is to know of a parcel."""
    return channel_of(parcel.channel).inspect(parcel.raw, parcel.inbox)


def release(parcel: Parcel, *, by: Actor, sender: str = "") -> Message | None:
    """File a parcel as a message; None when somebody else was quicker.

    A machine may have written it, so it is never answered by itself. `sender` is whom to answer
    when the parcel does not tell.

    Raises:
        NoSender: neither the parcel nor `sender` names an address.
    """
    if parcel.message_id is not None or not parcel.raw:
        return None
    inspection = inspect(parcel)
    envelope = _envelope_of(parcel, inspection, sender.strip())
    kept = keep_enclosures(envelope.enclosures)
    with transaction.atomic():
        releasable = Parcel.objects.filter(pk=parcel.pk, message=None, state__in=RELEASABLE)
        found = releasable.select_for_update(of=("self",)).first()
        if found is None or not found.raw:
            return None
        received = receive(
            envelope, inbox=parcel.inbox, at=parcel.received_at, kept=kept, quiet=parcel.quiet
        )
        _settle(found, received)
        emit(ParcelReleased(found.pk), by=by)
    return received.message


def _settle(parcel: Parcel, received: Received) -> None:
    state = ParcelState.CONVERSATION if received.new else ParcelState.REPLY
    settle(parcel, state, message=received.message)


def _envelope_of(parcel: Parcel, inspection: Inspection, sender: str) -> Envelope:
    envelope = inspection.envelope
    address = envelope.sender_address or _checked(sender or parcel.sender)
    enclosures = tuple(envelope.enclosures)
    if inspection.refusal:
        enclosures = (*enclosures, Enclosure("mail.eml", "message/rfc822", parcel.raw))
    return replace(
        envelope,
        sender_address=address,
        text=envelope.text or inspection.text,
        robot=Robot.LIST,
        enclosures=enclosures,
    )


def _checked(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        raise NoSender from None
    return address.lower()
