"""The world that writes to us: a process with several SMTP connections."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from smtplib import SMTP

from bench.mails import Mail
from bench.service import HOST

CONNECTIONS = 4


@dataclass(frozen=True)
class Sent:
    """When sending began and ended, on the clock that all processes share, and what it cost."""

    began: float
    ended: float
    cpu: float


def send(port: int, mails: Sequence[Mail]) -> Sent:
    """Send all mails over four connections; each is accepted when this returns."""
    began, before = time.monotonic(), time.process_time()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        shares = [mails[first::CONNECTIONS] for first in range(CONNECTIONS)]
        list(pool.map(lambda share: _send_over_one(port, share), shares))
    return Sent(began, time.monotonic(), time.process_time() - before)


def _send_over_one(port: int, mails: Sequence[Mail]) -> None:
    with SMTP(HOST, port) as connection:
        for mail in mails:
            connection.sendmail(mail.sender, [mail.recipient], mail.raw)
