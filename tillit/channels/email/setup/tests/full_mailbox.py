"""An IMAP server whose one mailbox has no room left; it knows just the commands of a try."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tillit.channels.email.fetching.tests.dovecot import LOOPBACK

_ANSWERS = {
    b"CAPABILITY": b"* CAPABILITY IMAP4rev1 QUOTA\r\n",
    b"LIST": b'* LIST () "/" INBOX\r\n',
    b"EXAMINE": b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] .\r\n* OK [UIDNEXT 4] .\r\n",
    b"GETQUOTAROOT": b'* QUOTAROOT INBOX ""\r\n* QUOTA "" (STORAGE 100 100)\r\n',
    b"LOGOUT": b"* BYE\r\n",
}


@contextmanager
def full_mailbox() -> Iterator[int]:
    """Serve one visitor; yields the port."""
    listener = socket.create_server((LOOPBACK, 0))
    thread = threading.Thread(target=_serve, args=(listener,), daemon=True)
    thread.start()
    with listener:
        yield listener.getsockname()[1]
    thread.join(5)


def _serve(listener: socket.socket) -> None:
    visitor, _ = listener.accept()
    with visitor, visitor.makefile("rwb", buffering=0) as line:
        line.write(b"* OK hello\r\n")
        while words := line.readline().split():
            tag, command = words[0], words[1].upper()
            literal = words[-1].startswith(b"{")
            if literal:
                line.write(b"+ go on\r\n")
                line.readline()
            line.write(_ANSWERS.get(command, b"") + tag + b" OK done\r\n")
