"""The wake bus: tells every process of this installation that something happened.

A message is a handful of topics and never any content: whoever hears it looks for itself. With
SQLite each listening process has a datagram socket in the data folder; with PostgreSQL the message
is a notification, which a thread of each listening process passes on to that socket.
"""

import hashlib
import logging
import os
import secrets
import selectors
import socket
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakSet

from django.conf import settings
from django.db import DatabaseError, connection, transaction

if TYPE_CHECKING:
    import psycopg

logger = logging.getLogger(__name__)

EVERYTHING = "*"
"""Heard when something may have been missed: look at everything again."""
GOODBYE = "goodbye"
"""Heard when this machine's processes are about to be stopped."""

CHANNEL = "tillit_bus"
MOST_BYTES = 7900
"""PostgreSQL takes notifications of less than 8,000 bytes."""
LONGEST_FOLDER = 80
"""A socket's whole path has room for about a hundred bytes on every system."""
CHECK_SECONDS = 1.0
RECONNECT_SECONDS = 2.0
PROBE_SECONDS = 60.0


class _Announcement:
    """Topics that wait for their transaction; a rollback drops them with their last reference."""

    def __init__(self, topics: tuple[str, ...]) -> None:
        self.topics = topics

    def __call__(self) -> None:
        """Send what all announcements of this transaction say, as one."""
        topics = {topic for waiting in _announcements.waiting for topic in waiting.topics}
        _announcements.waiting.clear()
        _send(topics)


class _Announcements(threading.local):
    """The announcements of the transaction that is open in this thread."""

    def __init__(self) -> None:
        self.waiting: WeakSet[_Announcement] = WeakSet()


_announcements = _Announcements()


def wake(*topics: str) -> None:
    """Tell all processes, once the open transaction is committed; at once when there is none."""
    if any(topic.split() != [topic] for topic in topics):
        raise ValueError(f"a topic is one word: {topics}")
    if not connection.in_atomic_block:
        _send(topics)
    elif topics:
        announcement = _Announcement(topics)
        _announcements.waiting.add(announcement)
        transaction.on_commit(announcement, robust=True)


def say_goodbye(data_folder: Path) -> None:
    """Tell this machine's processes that they will be stopped; works without Django's settings."""
    _post_to_all(_socket_folder(data_folder), [GOODBYE])


def _send(topics: Iterable[str]) -> None:
    """Send topics now; a failure costs a moment's delay elsewhere, so it is only logged."""
    try:
        messages = list(_messages(topics))
        if connection.vendor == "postgresql":
            _notify(messages)
        else:
            _post_to_all(_socket_folder(Path(settings.TILLIT_DATA)), messages)
    except Exception:
        logger.exception("the other processes could not be woken")


def _messages(topics: Iterable[str]) -> Iterator[str]:
    """Join topics to as few messages as their length allows."""
    message = ""
    for topic in sorted(set(topics)):
        if message and len(f"{message} {topic}".encode()) > MOST_BYTES:
            yield message
            message = topic
        else:
            message = f"{message} {topic}".strip()
    if message:
        yield message


def _notify(messages: list[str]) -> None:
    with connection.cursor() as cursor:
        for message in messages:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, message])


def _socket_folder(data_folder: Path) -> Path:
    """Return the folder of the sockets: in the data folder, or elsewhere if its path is long."""
    folder = data_folder.absolute() / "bus"
    if len(os.fsencode(folder)) > LONGEST_FOLDER:
        digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / f"tillit-{digest}"
    return folder


def _private(folder: Path) -> Path:
    """Make the folder if need be, and refuse one that somebody else has put there."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.stat(follow_symlinks=False)
    if found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} must belong to this user alone")
    return folder


def _post_to_all(folder: Path, messages: list[str]) -> None:
    for address in folder.glob("*.sock"):
        for message in messages:
            _post(address, message)


def _post(address: Path, message: str) -> None:
    """Send one datagram without ever waiting for who should read it."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.setblocking(False)
        try:
            sender.sendto(message.encode(), str(address))
        except BlockingIOError:
            _missed_mark(address).touch()
        except (ConnectionRefusedError, FileNotFoundError):
            _remove(address)


def _missed_mark(address: Path) -> Path:
    """Return the file that tells a busy listener that its queue was full."""
    return address.with_suffix(".missed")


def _remove(address: Path) -> None:
    address.unlink(missing_ok=True)
    _missed_mark(address).unlink(missing_ok=True)


class Listener:
    """Hears what is told to all processes; belongs to one thread or one event loop.

    With `safety_net`, `wait` on SQLite also notices changes that nobody announced. An unannounced
    change may be of no interest (a session was saved), so pages do without the net and workers,
    for whom a look costs little, have it.
    """

    def __init__(self, *, safety_net: bool = True) -> None:
        """Prepare; nothing is heard before `start`."""
        self._safety_net = safety_net
        self._seen_version: int | None = None

    def start(self) -> None:
        """Begin to hear, as the process that calls this: after a fork, not before."""
        folder = _private(_socket_folder(Path(settings.TILLIT_DATA)))
        self._address = folder / f"{os.getpid()}-{secrets.token_hex(3)}.sock"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.bind(str(self._address))
        self._seen_version = self._stored_version()
        if connection.vendor == "postgresql":
            _PostgresRelay.join_in(self._address)

    def fileno(self) -> int:
        """Return what an event loop watches, to call `read` when it is readable."""
        return self._socket.fileno()

    def read(self) -> set[str]:
        """Return what was said since the last time, without waiting."""
        topics: set[str] = set()
        with suppress(BlockingIOError):
            while True:
                topics.update(self._socket.recv(MOST_BYTES).decode().split())
        mark = _missed_mark(self._address)
        if mark.exists():
            mark.unlink(missing_ok=True)
            topics.add(EVERYTHING)
        return topics

    def wait(self, timeout: float) -> set[str]:
        """Return what is said as soon as something is; nothing when the seconds have passed."""
        deadline = time.monotonic() + timeout
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, selectors.EVENT_READ)
            while True:
                left = max(0.0, deadline - time.monotonic())
                selector.select(min(left, CHECK_SECONDS))
                topics = self.read()
                if self._was_changed() and not topics:
                    topics = {EVERYTHING}
                if topics or left <= CHECK_SECONDS:
                    return topics

    def close(self) -> None:
        """Stop hearing, and leave nothing behind."""
        _PostgresRelay.drop_out(self._address)
        self._socket.close()
        _remove(self._address)

    def _was_changed(self) -> bool:
        """Tell whether the database has been changed since this was asked last."""
        before, self._seen_version = self._seen_version, self._stored_version()
        return before != self._seen_version

    def _stored_version(self) -> int | None:
        if not self._safety_net or connection.vendor != "sqlite":
            return None
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA data_version")
                version: int = cursor.fetchone()[0]
        except DatabaseError:
            return None
        return version


class _PostgresRelay(threading.Thread):
    """Passes PostgreSQL's notifications on to the listeners of this process.

    However many they are, they share one connection.
    """

    _one_at_a_time = threading.Lock()
    _running: "ClassVar[_PostgresRelay | None]" = None

    def __init__(self) -> None:
        super().__init__(name="wake-bus", daemon=True)
        self._addresses: set[Path] = set()
        self._stopped = threading.Event()
        self._stop_heard, self._stop_told = socket.socketpair()

    @classmethod
    def join_in(cls, address: Path) -> None:
        """Pass notifications on to one more listener."""
        with cls._one_at_a_time:
            relay = cls._running or cls()
            relay._addresses.add(address)
            if not cls._running:
                relay.start()
                cls._running = relay

    @classmethod
    def drop_out(cls, address: Path) -> None:
        """Forget a listener; the last one ends the connection."""
        with cls._one_at_a_time:
            if cls._running:
                cls._running._addresses.discard(address)
                if not cls._running._addresses:
                    cls._running._end()
                    cls._running = None

    def run(self) -> None:
        """Listen until stopped, connecting again whenever the connection is lost."""
        while not self._stopped.is_set():
            try:
                self._listen()
            except Exception as error:
                logger.warning("the wake bus has lost its database connection: %s", error)
                self._stopped.wait(RECONNECT_SECONDS)
            finally:
                connection.close()

    def _end(self) -> None:
        self._stopped.set()
        self._stop_told.close()
        self.join()
        self._stop_heard.close()

    def _listen(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        # Nobody knows what was said before this connection could hear it.
        self._pass_on(EVERYTHING)
        raw: psycopg.Connection[Any] = connection.connection
        with selectors.DefaultSelector() as selector:
            selector.register(raw, selectors.EVENT_READ)
            selector.register(self._stop_heard, selectors.EVENT_READ)
            while not self._stopped.is_set():
                if not selector.select(PROBE_SECONDS):
                    # A connection that a firewall forgot is only found out by using it.
                    raw.execute("SELECT 1")
                for notification in raw.notifies(timeout=0):
                    self._pass_on(notification.payload)

    def _pass_on(self, message: str) -> None:
        for address in tuple(self._addresses):
            _post(address, message)
