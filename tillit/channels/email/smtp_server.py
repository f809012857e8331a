"""The SMTP intake: a small server that other mail servers and forwarders deliver to."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from weakref import WeakKeyDictionary

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from tillit.channels.email.intake import LARGEST_MAIL, mailbox_of, take_in
from tillit.conversations.models import Inbox

logger = logging.getLogger(__name__)

LONGEST_LINE = 1024 * 1024
"""Bytes; RFC 5321 allows 998, the world sends more, and refusing loses mail."""
TRY_AGAIN = "451 4.3.0 We cannot store mail right now, please try again later"

T = TypeVar("T")


class Intake:
    """Answers an SMTP session: known recipients only, and 250 only for what is stored."""

    def __init__(self) -> None:
        # One writer: SQLite has one write lock anyway, and waiting in line here is fair.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="intake")
        # The inboxes of each mail, as found when its recipients were named.
        self._meant_for: WeakKeyDictionary[Envelope, dict[int, Inbox]] = WeakKeyDictionary()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept a recipient that we have an inbox for."""
        try:
            mailbox = await self._in_thread(lambda: mailbox_of(address))
        except Exception:  # whatever it is, the sender shall keep the mail
            logger.exception("the recipient %s could not be looked up", address)
            return TRY_AGAIN
        if mailbox is None:
            return "550 5.1.1 There is no such address here"
        envelope.rcpt_tos.append(address)
        self._meant_for.setdefault(envelope, {})[mailbox.inbox_id] = mailbox.inbox
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Store the mail for every inbox it is meant for, then acknowledge it."""
        raw = envelope.content or b""
        if isinstance(raw, str):
            raw = raw.encode("utf-8", "surrogateescape")
        inboxes = list(self._meant_for.pop(envelope, {}).values())
        if not inboxes:  # Nothing would be stored, so nothing may be acknowledged.
            return TRY_AGAIN
        try:
            await self._in_thread(lambda: _store(raw, inboxes, envelope.mail_from or ""))
        except Exception:  # whatever it is, the sender shall keep the mail
            logger.exception("a mail could not be stored")
            return TRY_AGAIN
        return "250 2.0.0 Stored"

    async def _in_thread(self, work: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, _with_connection, work)


def _with_connection(work: Callable[[], T]) -> T:
    close_old_connections()
    try:
        return work()
    except DatabaseError:
        connection.close()
        raise


def _store(raw: bytes, inboxes: list[Inbox], sender: str) -> None:
    for inbox in inboxes:
        take_in(raw, inbox=inbox, sender=sender)


class Server(SMTP):
    """aiosmtpd's server with room for the long lines of real mail."""

    line_length_limit = LONGEST_LINE


async def listen(host: str, port: int, size_limit: int = LARGEST_MAIL) -> asyncio.Server:
    """Start the intake in the running event loop; port 0 takes any free one."""
    intake = Intake()

    def session() -> SMTP:
        return Server(
            intake,
            data_size_limit=size_limit,
            hostname="tillit",
            ident="Tillit",
            enable_SMTPUTF8=True,
        )

    return await asyncio.get_running_loop().create_server(session, host, port)
