"""Every mail comes in here, whichever way it reached us: stored first, then acknowledged."""

import hashlib
import re
from datetime import datetime

from tillit.channels.email.models import Mailbox
from tillit.conversations.models import Inbox, Parcel
from tillit.conversations.parcels import keep
from tillit.journal import rows

LARGEST_MAIL = 32 * 1024 * 1024
"""Bytes; larger mails are refused, as the SMTP SIZE extension announces."""

_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^>\r\n]{1,998}>)", re.IGNORECASE | re.MULTILINE)
_TRACES = (b"received:", b"delivered-to:", b"x-original-to:", b"return-path:")


def key_of(raw: bytes, inbox: Inbox) -> str:
    """What makes a mail the same mail: its Message-ID and its content, not the way it travelled."""
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    found = _MESSAGE_ID.search(head)
    name = found.group(1) if found else _without_traces(head)
    digest = hashlib.sha256(name + b"\x00" + body.rstrip())
    return f"email:{inbox.pk}:{digest.hexdigest()}"


def _without_traces(head: bytes) -> bytes:
    """The header block without what each server on the way adds."""
    kept, skipping = [], False
    for line in head.split(b"\n"):
        if not line[:1].isspace():
            skipping = line.lower().startswith(_TRACES)
        if not skipping:
            kept.append(line)
    return b"\n".join(kept)


def mailbox_of(address: str) -> Mailbox | None:
    """The mailbox that an address belongs to; `support+anything@` is `support@`."""
    local, at, domain = address.strip().lower().rpartition("@")
    if not at:
        return None
    plain = f"{local.partition('+')[0]}@{domain}"
    mailbox = next(iter(rows.select(Mailbox, "LOWER(address) = %s", [plain])), None)
    if mailbox is not None:
        mailbox.inbox = rows.get(Inbox, mailbox.inbox_id)
    return mailbox


def take_in(
    raw: bytes,
    *,
    inbox: Inbox,
    sender: str = "",
    received_at: datetime | None = None,
    quiet: bool = False,
) -> Parcel:
    """Store one mail for an inbox; afterwards it may be acknowledged to whoever sent it."""
    return keep(
        inbox=inbox,
        key=key_of(raw, inbox),
        raw=raw,
        sender=sender,
        received_at=received_at,
        quiet=quiet,
    )
