"""A mail server that accepts everything and keeps nothing; runs in a process of its own."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager

from bench.service import HOST

ANSWERS = {
    b"DATA": b"354 Go on\r\n",
    b"QUIT": b"221 Bye\r\n",
    b"EHLO": b"250-sink\r\n250 SMTPUTF8\r\n",
}
ACCEPTED = b"250 OK\r\n"
LONGEST = 64 * 2**20


@contextmanager
def sink(port: int) -> Iterator[int]:
    """Within the block a sink listens; its process."""
    process = multiprocessing.get_context("spawn").Process(target=_run, args=[port], daemon=True)
    process.start()
    try:
        yield process.pid or 0
    finally:
        process.terminate()
        process.join()


def _run(port: int) -> None:
    asyncio.run(_serve(port))


async def _serve(port: int) -> None:
    server = await asyncio.start_server(_talk, HOST, port, limit=LONGEST)
    async with server:
        await server.serve_forever()


async def _talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 sink\r\n")
    while line := await reader.readline():
        verb = line[:4].upper()
        writer.write(ANSWERS.get(verb, ACCEPTED))
        if verb == b"DATA":
            await reader.readuntil(b"\r\n.\r\n")
            writer.write(ACCEPTED)
        if verb == b"QUIT":
            break
    writer.close()
