"""Several shares side by side, each with a ground of its own."""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from pathlib import Path

from torture import base
from torture.campaign import Finding, Plan, carry_out
from torture.ground import Ground, memory, say
from torture.report import Report

EVERY_SO_OFTEN = 10.0
_processes = multiprocessing.get_context("spawn")


def torture(plan: Plan) -> Report:
    """Carry out a plan."""
    report, began = Report(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tillit-torture-", dir=memory()) as name:
        folder = Path(name)
        _prepare(folder / "base")
        with ExitStack() as stack:
            lines = [
                stack.enter_context(_sharing(replace(plan, share=share), folder))
                for share in range(plan.shares)
            ]
            for finding in _heard(lines):
                report.add(finding)
    report.seconds = time.monotonic() - began
    return report


def _prepare(folder: Path) -> None:
    process = _processes.Process(target=_migrate, args=[folder])
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit("the preparation failed")


def _migrate(folder: Path) -> None:
    ground = Ground.within(folder)
    ground.settle()
    import django

    django.setup()
    sys.exit(base.prepare())


@contextmanager
def _sharing(plan: Plan, folder: Path) -> Iterator[Connection]:
    """A process that carries out one share; what it finds comes through the line."""
    ours, theirs = _processes.Pipe(duplex=False)
    place = folder / f"share{plan.share}"
    process = _processes.Process(
        target=carry_out, args=[plan, folder / "base" / "data", place, theirs]
    )
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        process.join()


def _next(line: Connection) -> Finding | None:
    try:
        finding: Finding | None = line.recv()
    except EOFError:
        raise SystemExit("a part of the torture ended before it was done") from None
    return finding


def _heard(lines: list[Connection]) -> Iterator[Finding]:
    open_, rounds, told_at = list(lines), 0, time.monotonic()
    while open_:
        for line in [line for line in open_ if line in wait(open_)]:
            finding = _next(line)
            if finding is None:
                open_.remove(line)
                continue
            rounds += 1
            yield finding
            if not finding.wrong and not finding.verdict.is_good:
                say(f"!!! {finding}")
            if time.monotonic() - told_at > EVERY_SO_OFTEN:
                told_at = time.monotonic()
                say(f"{rounds} rounds, now in {finding.flow}")
