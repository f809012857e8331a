"""The customers' mail server: a small SMTP server on this machine, which sends nothing on."""

import asyncio
import logging

from aiosmtpd.smtp import SMTP, Envelope, Session

from tillit import clock
from tillit.channels.email.models import Mailbox
from tillit.conversations.models import Inbox
from tillit.demo.mailroom import put
from tillit.demo.models import Belonging, World

logger = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"


class Mailboxes:
    """Puts every mail into the mailbox of its recipient."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Store one mail for each recipient."""
        raw = envelope.content or b""
        if isinstance(raw, str):
            raw = raw.encode("utf-8", "surrogateescape")
        for recipient in envelope.rcpt_tos:
            await asyncio.to_thread(_put, raw, recipient)
        return "250 OK"


def _put(raw: bytes, recipient: str) -> None:
    put(raw, owner=recipient, at=clock.now(), sent=False)


async def listen_when_needed(intake_host: str, intake_port: int) -> asyncio.Server | None:
    """Start the server when there is a demo world, and tell the shop where it listens."""
    if not await asyncio.to_thread(World.objects.exists):
        return None
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Mailboxes(), hostname=LOOPBACK), LOOPBACK, 0)
    port = server.sockets[0].getsockname()[1]
    await asyncio.to_thread(_tell, f"smtp://{LOOPBACK}:{port}", intake_host, intake_port)
    return server


def _tell(url: str, intake_host: str, intake_port: int) -> None:
    rows = Belonging.objects.filter(label=Inbox._meta.label).values("row")
    Mailbox.objects.filter(inbox__in=rows).update(
        outgoing_url=url, sealed_outgoing_password="", sends_like_it_fetches=False
    )
    World.objects.update(intake_host=intake_host, intake_port=intake_port)
