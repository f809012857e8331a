"""Mails per second: from the first connection until each mail is a conversation."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from bench import floors
from bench.filling import World
from bench.mails import Mail, written
from bench.processes import cpu_seconds
from bench.sending import Sent, send
from bench.service import Site
from bench.watching import Watch

WARMING = 40

Roles = Mapping[str, Sequence[int]]
"""The processes of each part of the service, and of the bench."""


@dataclass(frozen=True)
class Intake:
    """What became of the mails, how fast, and what each one cost which part, in milliseconds."""

    mails: int
    stored_per_second: float
    filed_per_second: float
    delivered_per_second: float
    states: dict[str, int]
    promised_and_acknowledged: int
    cpu_per_mail: dict[str, float]
    floor: float


class Arrival:
    """Mails that arrive at a running service while its processes are watched."""

    def __init__(self, site: Site, world: World, roles: Roles) -> None:
        """Prepare; nothing is sent yet."""
        self._site = site
        self._world = world
        self._roles = roles
        self._watch = Watch(site.database)

    def measure(self, count: int) -> Intake:
        """Send so many mails and wait until each is filed, then until all answers have left."""
        mails = written(self._world, count, seed=2)
        spawning = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=spawning) as sender:
            self._warm_up(sender)
            last, stored = self._watch.newest_parcel(), self._watch.parcels()
            before = self._costs()
            sending = sender.submit(send, self._site.smtp_port, mails)
            self._watch.wait_until_filed(stored + count)
            filed, costs = time.monotonic(), self._costs()
            self._watch.wait_until_idle()
            sent = sending.result()
            spent = {role: costs[role] - before[role] for role in costs}
            return self._told(mails, sent, last, filed, spent | {"bench: senders": sent.cpu})

    def _warm_up(self, sender: ProcessPoolExecutor) -> None:
        """Let every process load what it needs for its first mail."""
        mails = written(self._world, WARMING, seed=1)
        stored = self._watch.parcels()
        sender.submit(send, self._site.smtp_port, mails).result()
        self._watch.wait_until_filed(stored + WARMING)
        self._watch.wait_until_idle()

    def _costs(self) -> dict[str, float]:
        return {role: cpu_seconds(pids) for role, pids in self._roles.items()}

    def _told(
        self,
        mails: Sequence[Mail],
        sent: Sent,
        last: int,
        filed: float,
        spent: Mapping[str, float],
    ) -> Intake:
        delivered, count = time.monotonic(), len(mails)
        return Intake(
            mails=count,
            stored_per_second=count / (sent.ended - sent.began),
            filed_per_second=count / (filed - sent.began),
            delivered_per_second=count / (delivered - sent.began),
            states=self._watch.states_since(last),
            promised_and_acknowledged=self._watch.promised_since(last),
            cpu_per_mail={role: 1000 * seconds / count for role, seconds in spent.items()},
            floor=floors.of_mail(self._site.data, [mail.raw for mail in mails]),
        )
