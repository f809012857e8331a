"""Measuring requests: cold, warm, and with several clients at once."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.browser import Browser
from bench.numbers import Cost, Sample, Spread, cost_of, spread_of
from bench.processes import cpu_seconds
from bench.requests import Kind

WARMING = 10
CLIENTS = 8


@dataclass(frozen=True)
class Together:
    """What several clients at once met: milliseconds to wait, and what a request cost."""

    requests: int
    wall: Spread
    per_second: float
    cpu_mean: float


def once(kind: Kind, browser: Browser, number: int, pids: Sequence[int]) -> Sample:
    """Make one request."""
    before = cpu_seconds(pids)
    answer = kind.visit(browser, number)
    return Sample(answer.seconds, cpu_seconds(pids) - before, len(answer.body))


def warm(kind: Kind, browser: Browser, pids: Sequence[int]) -> Cost:
    """The cost of a kind of request after the first few."""
    for number in range(WARMING):
        kind.visit(browser, number)
    numbers = range(WARMING, WARMING + kind.many)
    return cost_of([once(kind, browser, number, pids) for number in numbers])


def in_turn(*sides: tuple[Kind, Browser, Sequence[int]]) -> list[Cost]:
    """The cost of the same kind of request on each side, asked for in turn."""
    samples: list[list[Sample]] = [[] for _side in sides]
    for number in range(WARMING + sides[0][0].many):
        for (kind, browser, pids), found in zip(sides, samples, strict=True):
            found.append(once(kind, browser, number, pids))
    return [cost_of(found[WARMING:]) for found in samples]


def together(
    kinds: Sequence[Kind], browser: Browser, pids: Sequence[int], *, seconds: float
) -> dict[str, Together]:
    """What eight clients meet who ask for all kinds in turn, without ever pausing."""
    until = time.monotonic() + seconds
    before, began = cpu_seconds(pids), time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        found = pool.map(lambda one: _client(kinds, browser.another(), one, until), range(CLIENTS))
        walls = [pair for client in found for pair in client]
    spent, cpu = time.monotonic() - began, cpu_seconds(pids) - before
    by_kind: dict[str, list[float]] = defaultdict(list)
    for key, wall in walls:
        by_kind[key].append(wall)
    mean = 1000 * cpu / len(walls)
    return {
        key: Together(len(found), spread_of(found), len(found) / spent, mean)
        for key, found in by_kind.items()
    }


def _client(
    kinds: Sequence[Kind], browser: Browser, client: int, until: float
) -> list[tuple[str, float]]:
    """One client; clients keep out of each other's way by asking for other numbers."""
    walls, number = [], client
    while time.monotonic() < until:
        kind = kinds[number % len(kinds)]
        walls.append((kind.key, kind.visit(browser, number * CLIENTS + client).seconds))
        number += 1
    browser.close()
    return walls
