"""A mail server in a process of its own; what it has accepted is the truth about sending."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from random import SystemRandom

from torture.starting import start

HOST = "127.0.0.1"
SECRET_VERB = b"TOLD"
ANSWERS = {
    b"DATA": b"354 Go on\r\n",
    b"QUIT": b"221 Bye\r\n",
    b"EHLO": b"250-sink\r\n250 SMTPUTF8\r\n",
}
OK = b"250 OK\r\n"
LONGEST = 64 * 2**20
BELOW_PASSING_PORTS = (20_000, 32_000)
PATIENCE = 60.0


class Sink:
    """Accepts everything; `TOLD` empties it and gives what it held."""

    def __init__(self) -> None:
        self._accepted: list[tuple[str, str]] = []
        self._open = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one session."""
        self._open += 1
        try:
            writer.write(b"220 sink\r\n")
            await self._answer(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            self._open -= 1
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        recipient = ""
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == SECRET_VERB:
                writer.write(self._told())
                continue
            if verb == b"RCPT":
                recipient = line.decode().partition("<")[2].partition(">")[0]
            writer.write(ANSWERS.get(verb, OK))
            if verb == b"DATA":
                mail = message_from_bytes(await reader.readuntil(b"\r\n.\r\n"))
                # From here on it is ours to deliver, whether or not the answer is heard.
                self._accepted.append((str(mail["Message-ID"]), recipient))
                writer.write(OK)
            if verb == b"QUIT":
                return

    def _told(self) -> bytes:
        others = self._open - 1
        mails = self._accepted if not others else []
        answer = json.dumps({"open": others, "mails": mails}).encode() + b"\r\n"
        if not others:
            self._accepted = []
        return answer


async def _serve(port: int) -> None:
    server = await asyncio.start_server(Sink().talk, HOST, port, limit=LONGEST)
    async with server:
        await server.serve_forever()


def _run(port: int) -> int:
    asyncio.run(_serve(port))
    return 0


@contextmanager
def sink(port: int) -> Iterator[None]:
    """Within the block a sink listens."""
    pid = start(lambda: _run(port))
    try:
        yield
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def taken_from(port: int) -> Counter[tuple[str, str]]:
    """What the sink has accepted since it was asked last: Message-ID and recipient.

    It is asked until every session of those that died is over.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        told = _ask(port)
        if told and not told["open"]:
            return Counter((name, recipient) for name, recipient in told["mails"])
        time.sleep(0.005)
    raise TimeoutError("the sink of the outgoing mail does not come to rest")


def _ask(port: int) -> dict[str, list[list[str]]] | None:
    try:
        with socket.create_connection((HOST, port), PATIENCE) as line, line.makefile("rb") as said:
            said.readline()
            line.sendall(SECRET_VERB + b"\r\n")
            answer: dict[str, list[list[str]]] = json.loads(said.readline())
            return answer
    except ConnectionRefusedError:
        return None


def free_port() -> int:
    """A port that nothing listens on, and that no outgoing connection takes between two starts."""
    while True:
        port = SystemRandom().randrange(*BELOW_PASSING_PORTS)
        with socket.socket() as attempt:
            if attempt.connect_ex((HOST, port)):
                return port
