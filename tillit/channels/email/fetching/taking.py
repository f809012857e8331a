"""Taking one mail over: stored and counted in one commit, so it is neither lost nor doubled."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum

from django.db import transaction
from django.utils.timezone import is_naive

from tillit import clock
from tillit.channels.email.fetching.models import (
    Beginning,
    ImapProgress,
    ImapSource,
    UnfetchedMail,
)
from tillit.channels.email.fetching.progressing import locked
from tillit.channels.email.intake import LARGEST_MAIL, key_of, take_in
from tillit.conversations.models import Inbox, Parcel, ParcelState
from tillit.conversations.parcels import is_kept, keep_unfetched

WRONG_CLOCKS = timedelta(days=1)
"""How far other clocks may be off before what they say counts."""

_RETURN_PATH = re.compile(rb"^return-path:\s*<([^>\r\n]*)>", re.IGNORECASE | re.MULTILINE)
_DATE = re.compile(rb"^date:([^\r\n]+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Listed:
    """A mail as its server lists it; `arrived_at` is when that server took it in."""

    uid: int
    size: int
    arrived_at: datetime


class Way(Enum):
    """How a mail is taken over."""

    LOUD = "loud"
    """As any arrival: promised, acknowledged."""
    QUIET = "quiet"
    """As history."""
    NOT_AT_ALL = "not at all"
    """People chose to begin after it."""


def way_of(source: ImapSource, progress: ImapProgress, mail: Listed, head: bytes) -> Way:
    """How a mail is taken over that is not known yet.

    When the numbering began anew, mails appear again that were there long before Tillit: nobody
    may get an acknowledgement for them. Their arrival tells them, or their date when a server lost
    the arrival.
    """
    if mail.uid < progress.quiet_below:
        return Way.QUIET
    if mail.uid >= progress.known_below or progress.began_at is None:
        return Way.LOUD
    surely_before = progress.began_at - WRONG_CLOCKS
    if mail.arrived_at < surely_before and source.begin_with == Beginning.NEW:
        return Way.NOT_AT_ALL
    dated = _date_in(head)
    before = mail.arrived_at < progress.began_at or (dated and dated < surely_before)
    return Way.QUIET if before else Way.LOUD


def _date_in(head: bytes) -> datetime | None:
    found = _DATE.search(head)
    try:
        date = parsedate_to_datetime(found[1].decode("ascii", "replace")) if found else None
    except (ValueError, TypeError, OverflowError):
        return None
    return date if date and not is_naive(date) else None


def take(source: ImapSource, *, validity: int, mail: Listed, raw: bytes) -> None:
    """Store a fetched mail and move the cursor past it, both or neither."""
    inbox = source.mailbox.inbox
    with transaction.atomic():
        progress = locked(source)
        if not _is_next(progress, validity, mail):
            return
        if not _is_known_again(progress, mail, key_of(raw, inbox)):
            _store(source, progress, mail, raw, inbox)
        _move_past(progress, mail)


def _store(
    source: ImapSource, progress: ImapProgress, mail: Listed, raw: bytes, inbox: Inbox
) -> None:
    head = raw.partition(b"\r\n\r\n")[0]
    way = way_of(source, progress, mail, head)
    if way is Way.NOT_AT_ALL:
        progress.left_out += 1
        return
    take_in(
        raw,
        inbox=inbox,
        sender=_sender_in(head),
        received_at=mail.arrived_at,
        quiet=way is Way.QUIET,
    )


def hold(source: ImapSource, *, validity: int, mail: Listed, head: bytes, cause: str) -> None:
    """Record a mail that cannot be fetched, and move the cursor past it: it is never skipped."""
    inbox = source.mailbox.inbox
    # Without its head only the number tells it again, and that only in this numbering.
    name = head or f"imap {source.place} {validity} {mail.uid}".encode()
    key = key_of(name + b"\r\n\r\n" + str(mail.size).encode(), inbox)
    with transaction.atomic():
        progress = locked(source)
        if not _is_next(progress, validity, mail):
            return
        way = way_of(source, progress, mail, head)
        if way is Way.NOT_AT_ALL:
            progress.left_out += 1
        elif not _is_known_again(progress, mail, key):
            parcel = keep_unfetched(
                inbox=inbox,
                key=key,
                size=mail.size,
                cause=cause,
                sender=_sender_in(head),
                received_at=mail.arrived_at,
                quiet=way is Way.QUIET,
            )
            _note_where(source, validity, mail, parcel)
        _move_past(progress, mail)


def _note_where(source: ImapSource, validity: int, mail: Listed, parcel: Parcel) -> None:
    """So that it can be asked for again; one that is too large is too large the next time."""
    if parcel.state == ParcelState.HELD and mail.size <= LARGEST_MAIL:
        UnfetchedMail.objects.create(
            parcel=parcel,
            source=source,
            place=source.place,
            uid_validity=validity,
            uid=mail.uid,
        )


def _is_next(progress: ImapProgress, validity: int, mail: Listed) -> bool:
    """Whether nobody else has taken it meanwhile."""
    return progress.uid_validity == validity and progress.last_uid < mail.uid


def _is_known_again(progress: ImapProgress, mail: Listed, key: str) -> bool:
    """Whether it was stored before the counting began anew; then it is counted, not stored."""
    if mail.uid >= progress.known_below or not is_kept(key):
        return False
    progress.known_again += 1
    return True


def _move_past(progress: ImapProgress, mail: Listed) -> None:
    progress.last_uid, progress.stumbles, progress.last_fetch_at = mail.uid, 0, clock.now()
    progress.save(
        update_fields=["last_uid", "stumbles", "last_fetch_at", "known_again", "left_out"]
    )


def _sender_in(head: bytes) -> str:
    found = _RETURN_PATH.search(head)
    return found[1].decode("utf-8", "replace") if found else ""
