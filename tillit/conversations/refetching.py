"""Held parcels whose bytes stayed where they were: asked for once more, and come or not."""

import zlib

from django.db import transaction
from django.utils.translation import gettext_noop

from tillit.conversations.channels import channel_of
from tillit.conversations.events import ParcelAskedFor, ParcelRetried
from tillit.conversations.models import Parcel, ParcelState
from tillit.conversations.parcels import INTAKE, settle
from tillit.journal.recording import emit
from tillit.people.actor import Actor

ON_ITS_WAY = gettext_noop("it is fetched again when Tillit next looks into the mailbox")


@transaction.atomic
def ask_again(parcel: Parcel, *, by: Actor) -> None:
    """Ask the channel for the bytes of a held parcel that has none."""
    parcel = Parcel.objects.select_for_update(of=("self",)).get(pk=parcel.pk)
    if parcel.state != ParcelState.HELD or parcel.raw:
        return
    if channel_of(parcel.channel).ask_again(parcel):
        settle(parcel, ParcelState.HELD, cause=ON_ITS_WAY)
        emit(ParcelAskedFor(parcel.pk), by=by)


def can_ask_again(parcel: Parcel) -> bool:
    """Whether a held parcel has no bytes, and the channel knows where they are."""
    held = parcel.state == ParcelState.HELD and not parcel.raw
    return held and channel_of(parcel.channel).can_ask_again(parcel)


@transaction.atomic
def came(parcel: Parcel, *, key: str, raw: bytes) -> None:
    """Its bytes are here: it is read like any arrival, unless it came another way meanwhile."""
    parcel = Parcel.objects.select_for_update(of=("self",)).get(pk=parcel.pk)
    if parcel.state != ParcelState.HELD or parcel.raw:
        return
    known = Parcel.objects.filter(key=key).exclude(pk=parcel.pk).first()
    if known is not None:
        settle(parcel, ParcelState.DUPLICATE, cause=f"the same as parcel {known.pk}")
        return
    parcel.key, parcel.packed, parcel.size = key, zlib.compress(raw, 1), len(raw)
    parcel.save(update_fields=["key", "packed", "size"])
    settle(parcel, ParcelState.WAITING)
    emit(ParcelRetried(parcel.pk), by=INTAKE)


@transaction.atomic
def did_not_come(parcel: Parcel, *, cause: str) -> None:
    """It stays held, with the cause in words."""
    parcel = Parcel.objects.select_for_update(of=("self",)).get(pk=parcel.pk)
    if parcel.state == ParcelState.HELD and not parcel.raw:
        settle(parcel, ParcelState.HELD, cause=cause.replace("\x00", "")[:2000])
