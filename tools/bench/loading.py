"""Fills an empty installation with conversations, as if they had come over the last 13 months."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import connection, transaction

from bench.customers import Customers
from bench.desks import House, open_house
from bench.lives import Life, Scene
from tillit import clock
from tillit.conversations.envelope import Enclosure
from tillit.conversations.spine import KeptFile, keep_enclosures
from tillit.demo.chronicle.ledger import Ledger
from tillit.demo.chronicle.templates import acknowledgements, receipt_rule, surveys
from tillit.demo.pictures import picture, receipt
from tillit.feedback.delivered import CONTACT, delivered, version_in_force
from tillit.insights.rebuilding import rebuild
from tillit.insights.rolling import roll_up_stale
from tillit.search.rebuilding import go_on

DAYS = 396
WEEKEND = 0.35
"""How busy a day of the weekend is, compared with a weekday."""
SEED = 20_260

Report = Callable[[str], None]


@dataclass(frozen=True)
class Loaded:
    """The house that was filled, how many rows it has and how long that took."""

    house: House
    rows: dict[str, int]
    seconds: float


class Progress:
    """Tells every tenth of the way."""

    def __init__(self, size: int, report: Report) -> None:
        """Nothing is told yet."""
        self._tenth = max(1, size // 10)
        self._report = report
        self._told = 0

    def __call__(self, written: int) -> None:
        """Tell how many conversations are written, unless that was told a moment ago."""
        if written // self._tenth > self._told:
            self._told = written // self._tenth
            self._report(f"  {written:,} conversations")


def load(size: int, *, report: Report = lambda words: None) -> Loaded:
    """Write so many conversations with all that belongs to them."""
    began, now = time.monotonic(), clock.now()
    with transaction.atomic():
        house = open_house(now)
        ledger = Ledger(Progress(size, report))
        _unfold(_scene(ledger, house, now), size)
        ledger.close()
    # Without its statistics the database reads a million rows for each day that is rolled up.
    _analyze()
    report(f"  {time.monotonic() - began:.0f} s, rolling up the figures")
    rebuild()
    while roll_up_stale():
        pass
    report(f"  {time.monotonic() - began:.0f} s, making the index of searches")
    while go_on():
        pass
    _analyze()
    return Loaded(house, dict(ledger.written), time.monotonic() - began)


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _scene(ledger: Ledger, house: House, now: datetime) -> Scene:
    return Scene(
        ledger=ledger,
        house=house,
        random=Random(SEED),  # noqa: S311 (the same every time, not a secret)
        now=now,
        receipt=receipt_rule(),
        acknowledgements=acknowledgements(house.desks[0].inbox, house.terms, now),
        survey=version_in_force(delivered(CONTACT)),
        surveys=surveys(house.desks[0].inbox),
        files=_files(),
    )


def _files() -> tuple[KeptFile, ...]:
    pictures = [Enclosure(f"photo-{one}.png", "image/png", picture(one)) for one in range(3)]
    paper = Enclosure("receipt.pdf", "application/pdf", receipt("Receipt"))
    return tuple(keep_enclosures([*pictures, paper]))


def _unfold(scene: Scene, size: int) -> None:
    """Take the steps of all lives in the order of time, up to the present."""
    customers = Customers(scene.ledger, scene.random)
    lives: dict[int, tuple[Life, Iterator[datetime]]] = {}
    upcoming = list(zip(_beginnings(scene, size), range(size), strict=True))
    while upcoming:
        at, number = heapq.heappop(upcoming)
        if number not in lives:
            desk = scene.house.some_desk(scene.random)
            life = Life(scene, at, desk, customers.somebody(at))
            lives[number] = life, life.unfold()
        following = next(lives[number][1], None)
        if following and following <= scene.now:
            heapq.heappush(upcoming, (following, number))
        else:
            lives.pop(number)[0].close()


def _beginnings(scene: Scene, size: int) -> list[datetime]:
    """When conversations begin: mostly by day, on weekdays; in order."""
    found: list[datetime] = []
    while len(found) < size:
        day = scene.now - timedelta(days=scene.random.random() * DAYS)
        hour = min(23.0, max(0.0, scene.random.gauss(12.5, 3.8)))
        midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
        at = midnight + timedelta(hours=hour, seconds=round(3600 * scene.random.random(), 3))
        busy = at.weekday() < 5 or scene.random.random() < WEEKEND
        if busy and at <= scene.now:
            found.append(at)
    return sorted(found)
