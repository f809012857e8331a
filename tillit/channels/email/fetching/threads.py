"""Fetching from several mailboxes side by side, a thread for each."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from imapclient import IMAPClient

from tillit.channels.email.fetching.catching_up import catch_up
from tillit.channels.email.fetching.connecting import Folder, open_folder, signed_in
from tillit.channels.email.fetching.models import ImapSource
from tillit.channels.email.fetching.progressing import (
    meet,
    note_trouble,
    note_untidy,
    note_well,
)
from tillit.channels.email.fetching.tidying import tidy_up
from tillit.channels.email.fetching.trouble import Kind, Trouble
from tillit.channels.email.fetching.waiting import Bell, wait_for_mail
from tillit.channels.email.fetching.wanted import fetch_wanted

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 5.0, 5 * 60.0
"""Seconds to wait after trouble; each time twice as long."""
LOOK_AROUND = 5.0
"""Seconds after which a mailbox that was set up or changed is noticed."""
FAREWELL = 2.0
"""Seconds that all threads together have to end; what they fetch after that is fetched again."""


class SourceThread(threading.Thread):
    """Fetches from one mailbox until it is told to stop."""

    def __init__(self, source: int) -> None:
        super().__init__(name=f"imap-{source}", daemon=True)
        self.source = source
        self.bell = Bell()
        self._pause = FIRST_PAUSE

    def run(self) -> None:
        """Connect and fetch; after trouble wait, each time longer, and begin again."""
        while not self.bell.rung:
            try:
                self._try()
            except DatabaseError:
                logger.exception("the database could not be used; trying again soon")
            finally:
                connection.close()
            self.bell.wait(self._pause)
            self._pause = min(self._pause * 2, LONGEST_PAUSE)
        self.bell.close()

    def stop(self) -> None:
        """Ask it to end; `join` waits until it has."""
        self.bell.ring()

    def _try(self) -> None:
        source = ImapSource.objects.select_related("mailbox__inbox").filter(pk=self.source).first()
        if source is not None:
            _attempt(self._fetch, source)

    def _fetch(self, source: ImapSource) -> None:
        with signed_in(source) as client:
            folder = open_folder(client, source)
            meet(source, folder)
            while not self.bell.rung:
                close_old_connections()
                fetch_once(client, source, folder, go_on=lambda: not self.bell.rung)
                self._pause = FIRST_PAUSE
                wait_for_mail(client, self.bell)


def _attempt(fetch: Callable[[ImapSource], None], source: ImapSource) -> None:
    """Fetch, and tell people what is in the way."""
    try:
        fetch(source)
    except Trouble as trouble:
        note_trouble(source, trouble)
    except DatabaseError:
        raise
    except Exception as error:
        logger.exception("fetching from %s failed", source)
        note_trouble(source, Trouble(Kind.OURSELVES, error))


def fetch_from_all() -> None:
    """Look once into every mailbox, one after the other, without waiting for more."""
    for source in ImapSource.objects.fetched().select_related("mailbox__inbox"):
        _attempt(_connect_and_fetch, source)


def _connect_and_fetch(source: ImapSource) -> None:
    with signed_in(source) as client:
        folder = open_folder(client, source)
        meet(source, folder)
        fetch_once(client, source, folder)


def fetch_once(
    client: IMAPClient, source: ImapSource, folder: Folder, go_on: Callable[[], bool] = lambda: True
) -> int:
    """Fetch what is new and what was asked for again, tidy up, and tell how it went.

    How many new mails there were.
    """
    count = catch_up(client, source, folder, go_on)
    fetch_wanted(client, source, folder)
    try:
        tidy_up(client, source)
    except Trouble as trouble:
        note_untidy(source, trouble)
    else:
        note_well(source)
    return count


class Fetching:
    """Keeps a thread for every mailbox that is to be fetched from, as people set them up."""

    def __init__(self) -> None:
        self._bell = Bell()
        self._threads: dict[tuple[int, datetime], SourceThread] = {}
        self._watch = threading.Thread(target=self._look_after, name="imap", daemon=True)

    def start(self) -> None:
        """Begin, and notice changes from now on."""
        self._watch.start()

    def stop(self) -> None:
        """End all threads."""
        self._bell.ring()
        self._watch.join(FAREWELL)
        self._end(list(self._threads))

    def _look_after(self) -> None:
        while not self._bell.rung:
            try:
                self._adjust()
            except DatabaseError:
                logger.exception("the database could not be used; trying again soon")
            finally:
                connection.close()
            self._bell.wait(LOOK_AROUND)
        self._bell.close()

    def _adjust(self) -> None:
        """A source that was edited is another one: its old thread ends, a new one begins."""
        wanted = set(ImapSource.objects.fetched().values_list("pk", "edited_at"))
        self._end([key for key in self._threads if key not in wanted])
        for key in wanted - set(self._threads):
            self._threads[key] = SourceThread(key[0])
            self._threads[key].start()

    def _end(self, keys: list[tuple[int, datetime]]) -> None:
        ending = [self._threads.pop(key) for key in keys]
        for thread in ending:
            thread.stop()
        until = time.monotonic() + FAREWELL
        for thread in ending:
            thread.join(max(0.0, until - time.monotonic()))
