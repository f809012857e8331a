"""A sending server in a bad mood: it refuses, breaks off or dawdles at a chosen place."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes

from tillit.channels.email.tests.servers import LOOPBACK, running

END = b"\r\n.\r\n"
GOOD = {
    "banner": "220 moody",
    "EHLO": "250-moody\r\n250 SMTPUTF8",
    "MAIL": "250 OK",
    "RCPT": "250 OK",
    "DATA": "354 Go on",
    "content": "250 OK",
    "QUIT": "221 Bye",
}
PLACES = ("banner", "EHLO", "MAIL", "RCPT", "DATA", "content")
"""Where something may happen, in the order of a session."""


@dataclass(frozen=True)
class Mood:
    """What happens at one place: an answer, or a break; `slowly` sends it letter by letter.

    `after` is how many bytes of a mail are read before the connection is cut. `accepting` keeps the
    mail before that.
    """

    place: str
    answer: str = ""
    cuts: bool = False
    after: int | None = None
    accepting: bool = False
    slowly: float = 0.0


class _CutOffError(Exception):
    """The server goes away without a word."""


class MoodyServer:
    """Each mood is lived out once; afterwards it is in the best of moods."""

    def __init__(self, *moods: Mood) -> None:
        self.moods = list(moods)
        self.accepted: Counter[str] = Counter()
        """By Message-ID, how often a mail was taken over."""

    @contextmanager
    def listening(self) -> Iterator[int]:
        """Accept sessions; yields the port."""

        async def start() -> asyncio.Server:
            return await asyncio.start_server(self._talk, LOOPBACK, 0, limit=2**24)

        with running(start) as port:
            yield port

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._say("banner", writer)
            while line := await reader.readline():
                verb = line[:4].strip().upper().decode()
                went_on = await self._say(verb, writer)
                if verb == "DATA" and went_on:
                    await self._take(reader, writer)
        except (_CutOffError, ConnectionError):
            return
        finally:
            writer.close()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        mood = self._next("content")
        if mood and mood.after is not None:
            await reader.read(mood.after)
            raise _CutOffError
        name = str(message_from_bytes(await reader.readuntil(END))["Message-ID"])
        refused = mood is not None and (mood.cuts or mood.answer.startswith(("4", "5")))
        if not refused or (mood and mood.accepting):
            self.accepted[name] += 1
        await self._answer(mood, "content", writer)

    async def _say(self, place: str, writer: asyncio.StreamWriter) -> bool:
        mood = self._next(place)
        await self._answer(mood, place, writer)
        return mood is None or not mood.answer

    def _next(self, place: str) -> Mood | None:
        for mood in self.moods:
            if mood.place == place:
                self.moods.remove(mood)
                return mood
        return None

    async def _answer(self, mood: Mood | None, place: str, writer: asyncio.StreamWriter) -> None:
        if mood and mood.cuts:
            raise _CutOffError
        words = (mood.answer if mood else "") or GOOD.get(place, "250 OK")
        for piece in _pieces(words.encode() + b"\r\n", slowly=bool(mood and mood.slowly)):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(mood.slowly if mood else 0)
        if words.startswith("421"):
            raise _CutOffError


def _pieces(words: bytes, *, slowly: bool) -> list[bytes]:
    return [words[place : place + 1] for place in range(len(words))] if slowly else [words]
