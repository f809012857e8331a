"""Which deaths are died, and one share of them after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle, islice, pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from torture.flows.delivery import Delivery
from torture.flows.filing import Filing
from torture.flows.flow import Flow, Verdict
from torture.flows.imap import Imap
from torture.flows.reply import Reply
from torture.flows.smtp import Smtp
from torture.ground import Ground, carried_out, copy
from torture.rounds import Round, play
from torture.starting import end_when_told
from torture.tracing import SOCKET, Call, Death, Trace

FLOWS: dict[str, type[Flow]] = {flow.name: flow for flow in (Smtp, Imap, Filing, Reply, Delivery)}
MOST_HUNTS = 60
"""Deaths after which a mistake that was not noticed will not be."""


@dataclass(frozen=True)
class Plan:
    """What is to be done: all deaths, every so many, or a sample of so many for each flow."""

    flows: tuple[str, ...]
    every: int = 1
    sample: int = 0
    seed: int = 1
    torn: bool = True
    share: int = 0
    shares: int = 1

    def is_mine(self, number: int) -> bool:
        """Whether it belongs to this share."""
        return number % self.shares == self.share


@dataclass(frozen=True)
class Finding:
    """One round as it is told; `wrong` names the mistake when Tillit was made wrong."""

    flow: str
    wrong: str = ""
    calls: int = 0
    death: Death | None = None
    before: str = ""
    killed: bool = False
    as_counted: bool = True
    verdict: Verdict = field(default_factory=Verdict)


Tell = Callable[[Finding | None], None]


def carry_out(plan: Plan, base: Path, folder: Path, line: Connection) -> None:
    """One share, in a process of its own, which has only one thread; ends by telling `None`."""
    end_when_told()
    ground = Ground.within(folder)
    ground.settle()
    copy(base, ground.data)
    _load()
    for place, name in enumerate(plan.flows):
        with ExitStack() as stack:
            _endure(FLOWS[name](ground), plan, place, stack, base, line.send)
    line.send(None)


def _load() -> None:
    """Load once what every process that dies would load again."""
    import django

    django.setup()
    from django.template import engines
    from django.urls import get_resolver

    from tillit.channels.email import fetching, reading, smtp_server  # noqa: F401
    from tillit.config import server  # noqa: F401
    from tillit.config.commands import smtp, web, worker  # noqa: F401
    from tillit.demo import mail_server  # noqa: F401
    from tillit.insights import days  # noqa: F401
    from tillit.standards import clockwork  # noqa: F401

    get_resolver().url_patterns  # noqa: B018
    engines.all()


def _endure(flow: Flow, plan: Plan, place: int, stack: ExitStack, base: Path, tell: Tell) -> None:
    copy(base, flow.ground.data)
    flow.set_up(stack)
    carried_out(flow.prepare)
    flow.save()
    counted = play(flow)
    calls = counted.trace.calls
    tell(Finding(flow.name, calls=len(calls), verdict=counted.verdict))
    for number, death in enumerate(_deaths(calls, plan)):
        if plan.is_mine(number):
            tell(_told(flow.name, play(flow, death), death, counted.trace))
    for number, (name, make_wrong) in enumerate(flow.wrong.items()):
        if plan.is_mine(number + place):
            for finding in _hunt(flow, name, make_wrong, plan.seed):
                tell(finding)


def _deaths(calls: Sequence[Call], plan: Plan) -> list[Death]:
    """Before every call, and in the middle of every write to a file."""
    deaths = [Death(number) for number in range(1, len(calls) + 1)]
    if plan.torn:
        deaths += [Death(at, torn=True) for at, call in enumerate(calls, 1) if call.can_be_torn]
    deaths = deaths[:: plan.every]
    if plan.sample:
        random = Random(plan.seed)  # noqa: S311 (the same every time, not a secret)
        deaths = random.sample(deaths, min(plan.sample, len(deaths)))
    return deaths


def _told(flow: str, round_: Round, death: Death, counted: Trace, wrong: str = "") -> Finding:
    before = round_.trace.killed_before
    return Finding(
        flow,
        wrong,
        death=death,
        before=str(before or "the end"),
        killed=before is not None,
        as_counted=before is not None and str(before) == str(counted.met_by(death)),
        verdict=round_.verdict,
    )


def _hunt(flow: Flow, name: str, make_wrong: Callable[[], None], seed: int) -> Iterator[Finding]:
    """Let a wrong Tillit die where mistakes show, until it is found out."""
    alive = play(flow, wrong=make_wrong)
    counted = alive.trace
    yield Finding(flow.name, name, calls=len(counted.calls), verdict=alive.verdict)
    if not alive.verdict.is_good:
        return
    for death in islice(cycle(_telling(counted, seed)), MOST_HUNTS):
        finding = _told(flow.name, play(flow, death, make_wrong), death, counted, name)
        yield finding
        if not finding.verdict.is_good:
            return


def _telling(trace: Trace, seed: int) -> list[Death]:
    """Where a mistake shows: after a commit, and after something was said to somebody."""
    told = {
        number
        for number, (before, after) in enumerate(pairwise(trace.calls), 2)
        if before.target == SOCKET and after.target != SOCKET
    }
    committed = {number + 2 for number in trace.commits if number + 2 <= len(trace.calls)}
    places = sorted(told | committed)
    Random(seed).shuffle(places)  # noqa: S311
    return [trace.death_before(number) for number in places]
