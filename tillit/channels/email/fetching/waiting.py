"""Waiting for mail: the server tells at once (IDLE), or is asked every half minute."""

import select
import socket

from imapclient import IMAPClient

from tillit.channels.email.fetching.connecting import ANSWERING
from tillit.channels.email.fetching.trouble import in_words

IDLE_FOR = 5 * 60.0
"""Seconds. Servers end a connection after 29 minutes; routers forget a silent one far sooner."""
POLL = 30.0
"""Seconds between two looks where the server cannot tell."""


class Bell:
    """Ends a wait from another thread; once rung, it rings for ever."""

    def __init__(self) -> None:
        self._ringer, self._ear = socket.socketpair()
        self.rung = False

    def ring(self) -> None:
        """End every wait, now and later."""
        if not self.rung:
            # In this order, since who hears it may close it.
            self._ringer.send(b".")
            self.rung = True

    def wait(self, seconds: float, also: int | None = None) -> None:
        """Wait until it rings, something can be read from the file number `also`, or in vain."""
        poller = select.poll()
        for number in (self._ear.fileno(), also):
            if number is not None:
                poller.register(number, select.POLLIN)
        poller.poll(seconds * 1000)

    def close(self) -> None:
        """Give the sockets back."""
        self._ringer.close()
        self._ear.close()


def wait_for_mail(client: IMAPClient, bell: Bell) -> None:
    """Return as soon as there may be something new, or the bell rings.

    Raises:
        Trouble: the connection broke off.
    """
    with in_words():
        if client.has_capability("IDLE"):
            _idle(client, bell)
        else:
            bell.wait(POLL)
            client.noop()


def _idle(client: IMAPClient, bell: Bell) -> None:
    client.idle()
    if not _is_told_already(client):
        bell.wait(IDLE_FOR, also=client.socket().fileno())
    client.idle_done()


def _is_told_already(client: IMAPClient) -> bool:
    """Whether news came together with the answer to IDLE: no poll of the socket would see it."""
    line = client.socket()
    line.settimeout(0)
    try:
        return bool(client._imap.file.peek(1))
    except OSError:
        return False
    finally:
        line.settimeout(ANSWERING)
