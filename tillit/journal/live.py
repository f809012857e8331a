"""Live streams: who may listen to what, and the hub that tells open pages to look again.

A topic is named "prefix.id", such as "team.3". The app that owns the prefix says who may hear it.
A stream never carries content: the page fetches again, with its own permissions.
"""

import asyncio
import random
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured, ValidationError

from tillit.journal.bus import CHECK_SECONDS, EVERYTHING, GOODBYE, Listener

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

    Guard = Callable[[AbstractBaseUser | AnonymousUser, str], bool]
    Key = Callable[[str], Collection[str]]

TOPIC = re.compile(r"(?P<prefix>[a-z][a-z_-]*)\.(?P<id>[A-Za-z0-9_-]{1,64})")
MOST_TOPICS = 100

OPENING = "retry: 2000\n\n"
KEEP_ALIVE = ": keep-alive\n\n"
KEEP_ALIVE_SECONDS = 20.0
QUIET_SECONDS = 0.15
"""The least time between two messages of one stream."""
CROWD = 500
"""From so many streams on, they are told one after the other: each look is a page to make."""
CROWD_SECONDS_EACH = 0.0005
CROWD_SECONDS_AT_MOST = 1.0

_guards: "dict[str, Guard]" = {}
_keys: "dict[str, Key]" = {}


def guard(prefix: str) -> "Callable[[Guard], Guard]":
    """Register who may hear topics with this prefix: `(user, id) -> bool`."""

    def register(may_hear: "Guard") -> "Guard":
        if prefix in _guards:
            raise ImproperlyConfigured(f"topics named {prefix!r} have a guard already")
        _guards[prefix] = may_hear
        return may_hear

    return register


def key(prefix: str) -> "Callable[[Key], Key]":
    """Register what a secret opens: a page without a user names it as a topic, `(id) -> topics`."""

    def register(opens: "Key") -> "Key":
        if prefix in _keys:
            raise ImproperlyConfigured(f"secrets named {prefix!r} are known already")
        _keys[prefix] = opens
        return opens

    return register


def permitted(user: "AbstractBaseUser | AnonymousUser", topics: Collection[str]) -> bool:
    """Tell whether this person, or whoever knows a secret among them, may hear all of these."""
    if not 0 < len(topics) <= MOST_TOPICS:
        return False
    if opened := _opened(topics):
        return opened.issuperset(topics)
    if not user.is_authenticated or not user.is_active:
        return False
    return all(_may_hear(user, topic) for topic in topics)


def _opened(topics: Collection[str]) -> set[str]:
    """What the secrets among these topics open, and they themselves."""
    named = [found for topic in topics if (found := TOPIC.fullmatch(topic))]
    secrets = [one for one in named if one["prefix"] in _keys]
    opened = [(one[0], _keys[one["prefix"]](one["id"])) for one in secrets]
    return {topic for secret, those in opened if those for topic in (secret, *those)}


def _may_hear(user: "AbstractBaseUser | AnonymousUser", topic: str) -> bool:
    named = TOPIC.fullmatch(topic)
    if not named or named["prefix"] not in _guards:
        return False
    try:
        return _guards[named["prefix"]](user, named["id"])
    except (ValueError, ValidationError):  # Words where the guard's model has numbers.
        return False


class Stream:
    """One open page: what it listens to, and what it has not been told yet."""

    def __init__(self, topics: Iterable[str]) -> None:
        """Begin with nothing to tell."""
        self.topics = frozenset(topics)
        self._untold: set[str] = set()
        self._news = asyncio.Event()
        self._over = asyncio.Event()
        self._quiet_until = 0.0

    def tell(self, topics: Iterable[str]) -> None:
        """Note what the page should look at."""
        self._untold.update(topics)
        self._news.set()

    def delay(self, seconds: float) -> None:
        """Hold the next message back."""
        now = asyncio.get_running_loop().time()
        self._quiet_until = max(self._quiet_until, now + seconds)

    def end(self) -> None:
        """Let the stream run out, at once."""
        self._over.set()
        self._news.set()

    async def next_message(self) -> str | None:
        """Wait for the next piece of the stream; None at its end."""
        with suppress(TimeoutError):
            async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                await self._news.wait()
                await self._quiet_passed()
        if self._over.is_set():
            return None
        return self._take() or KEEP_ALIVE

    async def _quiet_passed(self) -> None:
        left = self._quiet_until - asyncio.get_running_loop().time()
        if left > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._over.wait()

    def _take(self) -> str:
        """Return what is untold as one message, and keep the following quiet."""
        if not self._untold:
            return ""
        names = " ".join(sorted(self._untold))
        self._untold.clear()
        self._news.clear()
        self.delay(QUIET_SECONDS)
        return f"event: look\ndata: {names}\n\n"


class Hub:
    """The streams of one web process, told by one listener on the wake bus."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Prepare for this event loop; nothing is heard before `start`."""
        self._loop = loop
        self._listener = Listener(safety_net=False)
        self._streams: defaultdict[str, set[Stream]] = defaultdict(set)
        self._closing = False

    def start(self) -> None:
        """Begin to hear."""
        self._listener.start()
        self._loop.add_reader(self._listener.fileno(), self._hear)
        self._check = self._loop.call_later(CHECK_SECONDS, self._check_again)

    def join(self, topics: Iterable[str]) -> Stream:
        """Open a stream; to be left again when it is over."""
        stream = Stream(topics)
        for topic in stream.topics:
            self._streams[topic].add(stream)
        if self._closing:
            stream.end()
        return stream

    def leave(self, stream: Stream) -> None:
        """Forget a stream."""
        for topic in stream.topics:
            self._streams[topic].discard(stream)
            if not self._streams[topic]:
                del self._streams[topic]

    def close(self) -> None:
        """End all streams and stop hearing."""
        self._end_all()
        self._check.cancel()
        self._loop.remove_reader(self._listener.fileno())
        self._listener.close()

    def _check_again(self) -> None:
        """Read without being woken: a full queue leaves a mark that no event tells of."""
        self._hear()
        self._check = self._loop.call_later(CHECK_SECONDS, self._check_again)

    def _hear(self) -> None:
        topics = self._listener.read()
        if GOODBYE in topics:
            self._end_all()
        elif EVERYTHING in topics:
            self._tell(self._streams)
        elif topics:
            self._tell(topics)

    def _tell(self, topics: Iterable[str]) -> None:
        told: defaultdict[Stream, set[str]] = defaultdict(set)
        for topic in topics:
            for stream in self._streams.get(topic, ()):
                told[stream].add(topic)
        spread = min(len(told) * CROWD_SECONDS_EACH, CROWD_SECONDS_AT_MOST)
        for stream, news in told.items():
            if len(told) >= CROWD:
                stream.delay(random.uniform(0, spread))  # noqa: S311
            stream.tell(news)

    def _end_all(self) -> None:
        """End the streams, and those that come back before this process is gone."""
        self._closing = True
        for stream in {stream for streams in self._streams.values() for stream in streams}:
            stream.end()
