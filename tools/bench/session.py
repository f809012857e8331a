"""All measurements at one size: fill, start cold, warm up, crowd, take mail in, weigh."""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from bench import floors, requests
from bench.browser import Browser
from bench.clicks import Weight, weigh
from bench.filling import World, fill
from bench.intake import Arrival, Intake
from bench.measuring import Together, in_turn, once, together, warm
from bench.numbers import Cost, Sample, cost_of, ratio
from bench.painting import Painted, painted
from bench.processes import Busy, Memory, family_of, memory_of
from bench.requests import Kind
from bench.service import Site, by_role, everything, free_port, log_of, only_web
from bench.sink import sink
from bench.watching import Watch

RESTARTS = 5
CROWD_SECONDS = 10.0
SHORT_CROWD_SECONDS = 4.0
SERIOUS = ("ERROR", "CRITICAL")


@dataclass(frozen=True)
class Found:
    """What was found at one size; requests by their key, milliseconds, MiB.

    `others` is the share of the processors that other programs took meanwhile; `problems` are the
    errors that the service has logged.
    """

    size: int
    rows: dict[str, int]
    filling_seconds: float
    database_mib: float
    titles: dict[str, str]
    floors: dict[str, float]
    floor_of: dict[str, str]
    cold: dict[str, Cost]
    warm: dict[str, Cost]
    crowd: dict[str, Together]
    memory_after_pages: list[Memory]
    memory: list[Memory]
    intake: Intake
    weights: list[Weight]
    painted: Painted | None
    others: float = 0.0
    problems: tuple[str, ...] = ()


def say(words: str) -> None:
    """Tell whoever waits how far it has come."""
    print(words, file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Results:
    """What was found at each size, the smallest first, and how many times dearer it has become."""

    sizes: list[Found]
    growth: dict[str, float]


def measure(sizes: Sequence[int], mails: int) -> Results:
    """Measure everything at each size, in data folders that are gone afterwards."""
    with ExitStack() as folders:
        sessions = [Session(size, folders.enter_context(_empty_site())) for size in sorted(sizes)]
        found = [session.measure(mails) for session in sessions]
        growth = _growth(sessions[0], sessions[-1]) if len(sessions) > 1 else {}
        return Results(found, growth)


@contextmanager
def _empty_site() -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="tillit-bench-") as folder:
        yield Site(Path(folder), free_port(), free_port(), free_port())


def _growth(small: Session, large: Session) -> dict[str, float]:
    """How many times dearer each kind of request is: both are asked in turn, in the same minute.

    A machine that is shared is quicker in one hour than in another; the figures of two sizes that
    are measured one after the other tell that as well.
    """
    say("the smallest and the largest, in turn")
    with small.only_web() as one, large.only_web() as other:
        pairs = zip(one.kinds, other.kinds, strict=True)
        return {
            kind.key: ratio(
                in_turn((kind, one.browser, one.processes), (same, other.browser, other.processes))
            )
            for kind, same in pairs
        }


@dataclass(frozen=True)
class Asked:
    """Pages that are served: who asks, for what, and which processes answer."""

    browser: Browser
    kinds: list[Kind]
    processes: Sequence[int]


class Session:
    """One filled installation and everything that is measured on it."""

    def __init__(self, size: int, site: Site) -> None:
        """Nothing is written yet, and nobody signed in."""
        self._size = size
        self._site = site
        self._world: World
        self._browser = Browser(site.http_port)

    def measure(self, mails: int) -> Found:
        """Fill it, and measure cold, warm, crowded, and the intake of so many mails."""
        self._world = self._written()
        busy = Busy.now()
        cold = self._cold()
        with sink(self._site.sink_port) as sink_pid, everything(self._site) as pid:
            found = self._running(pid, sink_pid, mails, cold)
            self._browser.close()
        problems = tuple(line for line in log_of(self._site) if line.startswith(SERIOUS))
        return replace(found, others=busy.others_since(), problems=problems)

    @contextmanager
    def only_web(self) -> Iterator[Asked]:
        """Within the block, its pages can be asked for by somebody who is signed in."""
        with only_web(self._site) as pid:
            yield Asked(self._browser, self._kinds(), family_of(pid))
            self._browser.close()

    def _written(self) -> World:
        say(f"{self._size:,} conversations: writing them")
        spawning = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=spawning) as filler:
            return filler.submit(fill, self._site.environment(), self._size).result()

    def _running(self, pid: int, sink_pid: int, mails: int, cold: dict[str, Cost]) -> Found:
        roles = by_role(pid)
        web, watch = roles["web"], Watch(self._site.database)
        kinds = self._kinds()
        watch.wait_until_idle()
        say("  warm, one client")
        bare = floors.of_pages(self._site.database, self._world)
        warmed = {kind.key: warm(kind, self._browser, web) for kind in [requests.ALIVE, *kinds]}
        watch.wait_until_idle()
        weights = weigh(self._browser, self._world)
        say("  in a real browser")
        seen = painted(self._site, self._world)
        watch.wait_until_idle()
        crowd = self._crowd(kinds, web)
        watch.wait_until_idle()
        memory_after_pages = self._memory(pid)
        say(f"  {mails:,} mails")
        bench = {"bench: this process": [os.getpid()], "bench: sink": [sink_pid]}
        intake = Arrival(self._site, self._world, {**roles, **bench}).measure(mails)
        return Found(
            size=self._size,
            rows=self._world.rows,
            filling_seconds=self._world.seconds,
            database_mib=self._world.database_mib,
            titles={kind.key: kind.title for kind in kinds},
            floors=bare,
            floor_of={kind.key: kind.floor for kind in kinds},
            cold=cold,
            warm=warmed,
            crowd=crowd,
            memory_after_pages=memory_after_pages,
            memory=self._memory(pid),
            intake=intake,
            weights=weights,
            painted=seen,
        )

    def _kinds(self) -> list[Kind]:
        return [
            *requests.first_pages(self._world),
            requests.live_list(),
            *requests.further_pages(self._browser),
            requests.conversation(self._world),
            requests.figures(),
            requests.all_figures(),
            *requests.searches(self._world),
            requests.reply(self._world),
        ]

    def _cold(self) -> dict[str, Cost]:
        """The first request of each kind to processes that have just begun, in changing order."""
        self._sign_in()
        say("  cold")
        random = Random(self._size)  # noqa: S311 (the same every time, not a secret)
        samples: dict[str, list[Sample]] = {}
        kinds = [*requests.first_pages(self._world), requests.conversation(self._world)]
        kinds += [requests.figures(), requests.reply(self._world)]
        for restart in range(RESTARTS):
            with only_web(self._site) as pid:
                for kind in random.sample(kinds, len(kinds)):
                    sample = once(kind, self._browser, restart, family_of(pid))
                    samples.setdefault(kind.key, []).append(sample)
                self._browser.close()
        return {key: cost_of(found) for key, found in samples.items()}

    def _sign_in(self) -> None:
        with only_web(self._site):
            self._browser.sign_in(self._world.email, self._world.password)
            self._browser.close()

    def _crowd(self, kinds: Sequence[Kind], web: Sequence[int]) -> dict[str, Together]:
        say("  warm, eight clients")
        lists = [kind for kind in kinds if kind.floor == "list"]
        found = together(lists, self._browser, web, seconds=CROWD_SECONDS)
        for kind in kinds:
            if kind.key in ("conversation", "figures", "reply"):
                found |= together([kind], self._browser, web, seconds=SHORT_CROWD_SECONDS)
        return found

    def _memory(self, pid: int) -> list[Memory]:
        return [memory_of(member, role) for role, pids in by_role(pid).items() for member in pids]
