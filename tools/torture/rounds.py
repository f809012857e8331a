"""One round: a process dies at one call, everything goes on as it would, and the truth is asked."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from torture.flows.flow import Flow, Verdict, Wrong
from torture.ground import carried_out, ended
from torture.starting import start
from torture.tracing import Death, Trace, Watched

AFTERTHOUGHTS = 0.05
"""Seconds for what a wrong process does after it has answered."""


@dataclass(frozen=True)
class Round:
    """What happened, and what was found."""

    trace: Trace
    verdict: Verdict


def play(flow: Flow, death: Death | None = None, wrong: Wrong | None = None) -> Round:
    """Play one round; without a death the process ends by itself."""
    flow.bring_back()
    work = _wrongly(flow.victim, wrong)
    victim = Watched(work, within=flow.ground.data, death=death)
    partner = _start_partner(flow, victim.pid, AFTERTHOUGHTS if wrong else 0) if flow.serves else 0
    trace = victim.until_it_ends()
    seen = flow.look()
    code = _serve_again(flow, partner, wrong) if partner else _run_again(work)
    carried_out(_wrongly(flow.finish, wrong))
    verdict = flow.judge(seen)
    if code:
        verdict.broken.append(f"it does not work any more: {code}")
    return Round(trace, verdict)


def _wrongly(work: Callable[[], int], wrong: Wrong | None) -> Callable[[], int]:
    def do() -> int:
        if wrong:
            wrong()
        code = work()
        for thread in threading.enumerate():
            if isinstance(thread, threading.Timer):
                thread.join()
        return code

    return do


def _run_again(work: Callable[[], int]) -> int:
    return ended(start(work))


def _start_partner(flow: Flow, victim: int, patience: float) -> int:
    """Who talks to the process, and ends it when all is said, if it still lives."""
    handle = os.pidfd_open(victim)

    def talk() -> int:
        code = flow.partner()
        time.sleep(patience)
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(handle, signal.SIGTERM)
        return code

    try:
        return start(talk)
    finally:
        os.close(handle)


def _serve_again(flow: Flow, partner: int, wrong: Wrong | None) -> int:
    """Start the process anew, as the parent of all would, until the partner is content."""
    pid, status = os.waitpid(partner, os.WNOHANG)
    if pid:
        return os.waitstatus_to_exitcode(status)
    server = start(_wrongly(flow.victim, wrong))
    try:
        return ended(partner)
    finally:
        with suppress(ProcessLookupError):
            os.kill(server, signal.SIGTERM)
        ended(server)
