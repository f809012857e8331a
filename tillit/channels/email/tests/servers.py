"""Real mail servers on this machine, each in a thread of its own."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connections

from tillit.channels.email import smtp_server

LOOPBACK = "127.0.0.1"


@contextmanager
def running(start: Callable[[], Coroutine[Any, Any, asyncio.Server]]) -> Iterator[int]:
    """Run a server; yields its port."""
    loop = asyncio.new_event_loop()
    worker = ThreadPoolExecutor(1)
    loop.set_default_executor(worker)
    thread = Thread(target=loop.run_forever)
    thread.start()
    try:
        server = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            asyncio.run_coroutine_threadsafe(_stop(server), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        _retire(worker)
        loop.close()


async def _stop(server: asyncio.Server) -> None:
    server.close()
    sessions = asyncio.all_tasks() - {asyncio.current_task()}
    for session in sessions:
        session.cancel()
    await asyncio.gather(*sessions, return_exceptions=True)


@contextmanager
def intake(size_limit: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Run the intake; afterwards no thread of it holds the test database open."""
    writers: list[ThreadPoolExecutor] = []

    def writer(*arguments: Any, **options: Any) -> ThreadPoolExecutor:
        writers.append(ThreadPoolExecutor(*arguments, **options))
        return writers[-1]

    monkeypatch.setattr(smtp_server, "ThreadPoolExecutor", writer)
    with running(lambda: smtp_server.listen(LOOPBACK, 0, size_limit)) as port:
        yield port
    for one in writers:
        _retire(one)


def _retire(worker: ThreadPoolExecutor) -> None:
    """End a thread that has talked to the database; the test database can go only then."""
    worker.submit(connections.close_all).result(10)
    worker.shutdown()


class Sink:
    """A sending server that answers as told, and keeps what it accepted."""

    def __init__(self, *answers: str, recipients: str = "250 OK") -> None:
        self.answers = list(answers)
        self.recipients = recipients
        self.sessions = 0
        self.mails: list[tuple[str, list[str], EmailMessage]] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer every recipient alike."""
        envelope.rcpt_tos.append(address)
        return self.recipients

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Give the next answer; when there is none left, accept."""
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            mail = message_from_bytes(envelope.content, policy=default)
            assert isinstance(mail, EmailMessage)
            self.mails.append((envelope.mail_from or "", list(envelope.rcpt_tos), mail))
        return answer

    def _session(self) -> SMTP:
        self.sessions += 1
        return SMTP(self, hostname="sink")

    @contextmanager
    def listening(self) -> Iterator[int]:
        """Accept sessions; yields the port."""

        async def start() -> asyncio.Server:
            return await asyncio.get_running_loop().create_server(self._session, LOOPBACK, 0)

        with running(start) as port:
            yield port


def unused_port() -> int:
    """A port on which nothing listens."""
    with Sink().listening() as port:
        return port
