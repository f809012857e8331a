"""Keeping what arrives before anything is read, and filing it afterwards."""

import logging
import uuid
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction

from tillit import clock
from tillit.conversations import bouncing
from tillit.conversations.channels import Unreadable, channel_of
from tillit.conversations.colleagues import Claim, answer, claim_of
from tillit.conversations.envelope import Envelope, Robot
from tillit.conversations.events import (
    ColleagueDoubted,
    ParcelDeleted,
    ParcelKept,
    ParcelRetried,
)
from tillit.conversations.models import Inbox, Message, Parcel, ParcelState
from tillit.conversations.spine import (
    KeptFile,
    Received,
    answers_something,
    is_ours,
    keep_enclosures,
    receive,
)
from tillit.journal import rows
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.blocking import is_blocked

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
"""A parcel that stopped the reader this often is held, so that it cannot hold up the others."""

NOBODY = "<>"
"""The empty envelope sender: only machines write without wanting an answer (RFC 5321)."""

INTAKE = Actor.system("intake")


def keep(
    *,
    inbox: Inbox,
    key: str,
    raw: bytes,
    sender: str = "",
    received_at: datetime | None = None,
    quiet: bool = False,
) -> Parcel:
    """Store an arrival under its key; when this returns, nothing of it can be lost any more.

    The same arrival again (same key) is kept as a duplicate without its bytes. `received_at` is
    when a server that we trust took it in; `quiet` says that it is history.
    """
    parcel = _parcel(inbox, key, sender, received_at, size=len(raw), quiet=quiet)
    parcel.packed = zlib.compress(raw, 1)
    try:
        with transaction.atomic():
            rows.insert(parcel)
            emit(ParcelKept(parcel.pk), by=INTAKE)
    except IntegrityError:
        return _keep_duplicate(parcel)
    return parcel


def keep_unfetched(
    *,
    inbox: Inbox,
    key: str,
    size: int,
    cause: str,
    received_at: datetime,
    sender: str = "",
    quiet: bool = False,
) -> Parcel:
    """Record an arrival whose bytes stay where they are: it is held, with the cause in words."""
    parcel = _parcel(inbox, key, sender, received_at, size=size, quiet=quiet)
    parcel.packed, parcel.state = zlib.compress(b""), ParcelState.HELD
    parcel.cause = cause.replace("\x00", "")[:2000]
    try:
        with transaction.atomic():
            parcel.save(force_insert=True)
            # It counts among the arrivals, and there is nothing to read.
            emit(ParcelKept(parcel.pk), by=INTAKE, quiet=True)
    except IntegrityError:
        return _keep_duplicate(parcel)
    return parcel


def is_kept(key: str) -> bool:
    """Whether an arrival is known already."""
    return Parcel.objects.filter(key=key).exists()


def _parcel(
    inbox: Inbox,
    key: str,
    sender: str,
    received_at: datetime | None,
    *,
    size: int,
    quiet: bool = False,
) -> Parcel:
    now = clock.now()
    return Parcel(
        key=key,
        channel=inbox.channel,
        inbox=inbox,
        received_at=min(received_at or now, now),
        sender=sender.replace("\x00", "")[:320],
        size=size,
        quiet=quiet,
    )


def _keep_duplicate(parcel: Parcel) -> Parcel:
    original = Parcel.objects.get(key=parcel.key)
    parcel.key = f"{parcel.key}#{uuid.uuid4().hex[:12]}"
    parcel.pk, parcel.packed, parcel.state = None, zlib.compress(b""), ParcelState.DUPLICATE
    parcel.cause = f"the same as parcel {original.pk}"
    parcel.save(force_insert=True)
    return parcel


Finish = Callable[[], None]


def prepare(parcel: Parcel, *, attempt: int) -> Finish | None:
    """Read a parcel outside of any transaction; what is returned files it inside of one."""
    if parcel.state != ParcelState.WAITING:
        return None
    if attempt > MOST_ATTEMPTS:
        return partial(hold, parcel, cause=f"reading it failed {attempt - 1} times")
    try:
        envelope = channel_of(parcel.channel).parse(parcel.raw, suspected=attempt > 1)
    except Unreadable as error:
        return partial(hold, parcel, cause=str(error))
    except Exception as error:
        logger.exception("parcel %s could not be read", parcel.pk)
        return partial(hold, parcel, cause=f"{type(error).__name__}: {error}")
    kept = keep_enclosures(envelope.enclosures)
    return partial(_file, parcel, envelope, kept, claim_of(parcel, envelope))


def hold(parcel: Parcel, *, cause: str) -> None:
    """Set a parcel aside for a person, with the cause in words."""
    settle(parcel, ParcelState.HELD, cause=cause.replace("\x00", "")[:2000])


@transaction.atomic
def retry(parcel: Parcel, *, by: Actor) -> None:
    """Read a held parcel once more: the reader may have learnt since."""
    parcel = Parcel.objects.select_for_update(of=("self",)).get(pk=parcel.pk)
    # Nothing is to be read of one that was never fetched; its cause stays.
    if parcel.state == ParcelState.HELD and (parcel.raw or not parcel.size):
        settle(parcel, ParcelState.WAITING)
        emit(ParcelRetried(parcel.pk), by=by)


@transaction.atomic
def delete(parcel: Parcel, *, by: Actor) -> None:
    """Delete a held parcel's bytes; that it came, and who deleted it, stays known."""
    parcel = Parcel.objects.select_for_update(of=("self",)).get(pk=parcel.pk)
    if parcel.state == ParcelState.HELD:
        parcel.packed = zlib.compress(b"")
        parcel.save(update_fields=["packed"])
        settle(parcel, ParcelState.DELETED, cause=parcel.cause)
        emit(ParcelDeleted(parcel.pk), by=by)


def settle(
    parcel: Parcel, state: ParcelState, *, cause: str = "", message: Message | None = None
) -> None:
    """Say what became of a parcel."""
    parcel.state, parcel.cause, parcel.message = state, cause, message
    rows.update(parcel, ("state", "cause", "message"))


def _file(
    parcel: Parcel, envelope: Envelope, kept: list[KeptFile], claim: Claim | None = None
) -> None:
    if envelope.robot is Robot.TRIAL:
        settle(parcel, ParcelState.TRIAL)
        return
    if parcel.sender == NOBODY and envelope.robot is Robot.NONE:
        envelope = replace(envelope, robot=Robot.LIST)
    if envelope.may_be_ours and is_ours(envelope, parcel.inbox):
        envelope = replace(envelope, robot=Robot.LOOP)
    if envelope.robot is Robot.LOOP:
        settle(parcel, ParcelState.LOOP, cause="it is one of our own, come back")
        return
    if envelope.robot is Robot.BOUNCE or bouncing.is_known(envelope):
        over = envelope.robot is Robot.BOUNCE
        message = bouncing.record(envelope, at=parcel.received_at)
        settle(parcel, ParcelState.BOUNCE if over else ParcelState.AUTO_REPLY, message=message)
        return
    if envelope.robot is Robot.AUTO_REPLY and not answers_something(envelope, parcel.inbox):
        settle(parcel, ParcelState.AUTO_REPLY, cause="it answers nothing that we sent")
        return
    if not parcel.quiet and is_blocked(envelope.sender_address):
        settle(parcel, ParcelState.BLOCKED, cause="its sender is blocked")
        return
    if claim is None:
        _receive(parcel, envelope, kept)
    else:
        _file_claim(parcel, envelope, kept, claim)


def _file_claim(parcel: Parcel, envelope: Envelope, kept: list[KeptFile], claim: Claim) -> None:
    """What comes from a colleague's address: an answer to the customer, or a stranger's mail."""
    said = answer(claim, envelope, parcel.inbox, kept, at=parcel.received_at)
    if isinstance(said, Message):
        settle(parcel, ParcelState.REPLY, message=said)
        return
    received = _receive(parcel, replace(envelope, poses_as_colleague=True), kept)
    conversation = received.conversation
    fact = ColleagueDoubted(
        conversation.pk, conversation.team_id, received.message.pk, claim.agent, said.value
    )
    emit(fact, by=INTAKE, at=parcel.received_at, carrying=conversation)


def _receive(parcel: Parcel, envelope: Envelope, kept: list[KeptFile]) -> Received:
    received = receive(
        envelope, inbox=parcel.inbox, at=parcel.received_at, kept=kept, quiet=parcel.quiet
    )
    state = ParcelState.CONVERSATION if received.new else ParcelState.REPLY
    if envelope.robot is Robot.AUTO_REPLY:
        state = ParcelState.AUTO_REPLY
    settle(parcel, state, message=received.message)
    return received
