"""`tillit worker`: carries out later reactions, sends mail, and watches the clocks.

`tillit run` starts two of them, one with `--only senders`: talking to the world must not hold up
the filing of what comes in. Any number may run, on any machines that reach the same database.
"""

from __future__ import annotations

import argparse
import gc
import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from tillit.config.commands.setup import ready

logger = logging.getLogger(__name__)

SENDERS = 2
"""Threads that talk to the world; each sends one message after the other."""
BATCH = 20
SENDERS_BATCH = 3
"""Few, since those that come later wait for a server that times out."""
PATIENCE = 1.0
"""Seconds after which a worker looks by itself, should a wake have been lost."""
TICK = 1.0
"""Seconds between two looks for promises whose time is up."""
RESTING = 30.0
"""Seconds between two rounds of rolling up, unless much is left."""
AFTER_AN_ERROR = 2.0
A_BREATH = 0.02
"""Seconds between two weeks of facts that somebody wants counted, for whoever files meanwhile."""
A_MOMENT = 0.25
"""Seconds that a sender waits before each batch while much is to be filed."""
MOST_LOOKS = 20
"""How many such moments the index waits before it goes on all the same."""
GENTLY = ("--go-on", "--gently")


def main(arguments: argparse.Namespace) -> int:
    """Work until told to stop, or once."""
    ready()
    if arguments.once:
        _work_once(arguments.only)
        return 0
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    jobs = _jobs(arguments.only)
    threads = [threading.Thread(target=job, args=[stopping], name=name) for name, job in jobs]
    for thread in threads:
        thread.start()
    gc.freeze()
    stopping.wait()
    for thread in threads:
        thread.join(timeout=2)
    return 0


def _work_once(only: str | None) -> None:
    """All that is ready, in one thread; what has to be tried again later stays."""
    from tillit.feedback.counting import count_together
    from tillit.feedback.drawing import draw_now
    from tillit.insights.combining import count_combinations
    from tillit.insights.papers.arranging import send_due_now
    from tillit.insights.rolling import roll_up_stale
    from tillit.insights.targets.celebrating import look_back_now
    from tillit.insights.year.reminding import remind_now
    from tillit.journal.models import Lane
    from tillit.journal.worker import work_off
    from tillit.search.rebuilding import catch_up
    from tillit.standards.clockwork import remind, tick

    lanes = {"filers": [Lane.QUICK], "senders": [Lane.SLOW]}.get(only or "", list(Lane))
    if only != "senders":
        tick()
        remind()
        remind_now()
        look_back_now()
        send_due_now()
        while draw_now():
            pass
        count_together()
    while any(work_off(lane, batch=SENDERS_BATCH) for lane in lanes):
        pass
    while only != "filers" and catch_up():
        pass
    if only != "senders":
        roll_up_stale()
        while count_combinations():
            pass


Job = Callable[[threading.Event], None]


def _jobs(only: str | None) -> list[tuple[str, Job]]:
    from tillit.journal.models import Lane

    quick: tuple[str, Job] = ("quick", lambda stopping: _work(Lane.QUICK, BATCH, stopping))
    slow: Job = lambda stopping: _work(  # noqa: E731
        Lane.SLOW, SENDERS_BATCH, stopping, give_way
    )
    filers = [quick, ("clockwork", _watch_clocks), ("rollup", _roll_up), ("combining", _combine)]
    senders = [(f"sender-{number}", slow) for number in range(SENDERS)]
    senders.append(("index", _index))
    return {"filers": filers, "senders": senders}.get(only or "", [*filers, *senders])


def give_way() -> bool:
    """Whether senders should wait: with one writer, every mail sent keeps one from being filed."""
    from django.db import connection

    from tillit.journal.models import Lane
    from tillit.journal.worker import has_backlog

    return connection.vendor == "sqlite" and has_backlog(Lane.QUICK, BATCH)


def _work(
    lane: str,
    batch: int,
    stopping: threading.Event,
    give_way: Callable[[], bool] = lambda: False,
) -> None:
    from tillit.journal.bus import Listener
    from tillit.journal.models import Lane
    from tillit.journal.worker import work_off

    listener = Listener()
    listener.start()
    try:
        while not stopping.is_set():
            if _guarded(give_way, stopping):
                stopping.wait(A_MOMENT)
            worked = _guarded(lambda: work_off(Lane(lane), batch=batch), stopping)
            if not worked and not stopping.is_set():
                listener.wait(PATIENCE)
    finally:
        listener.close()


def _index(stopping: threading.Event) -> None:
    from tillit.search.indexing import index_stale
    from tillit.search.rebuilding import is_unfinished

    while not stopping.wait(TICK):
        _let_mail_pass(stopping)
        while _guarded(index_stale, stopping) and not stopping.is_set():
            _let_mail_pass(stopping)
        if _guarded(is_unfinished, stopping):
            _build_index(stopping)


def _let_mail_pass(stopping: threading.Event) -> None:
    """What is found a few seconds later hurts less than what is answered later."""
    for _look in range(MOST_LOOKS):
        if not _guarded(give_way, stopping) or stopping.wait(A_MOMENT):
            return


def _build_index(stopping: threading.Event) -> None:
    """In a process of its own: threads that send would wait for each of its steps."""
    command = [sys.executable, "-m", "tillit.config.cli", "search", "rebuild", *GENTLY]
    building = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while building.poll() is None and not stopping.wait(TICK):
        pass
    building.terminate()
    if building.wait():
        stopping.wait(AFTER_AN_ERROR)


def _watch_clocks(stopping: threading.Event) -> None:
    from tillit.feedback.drawing import draw_now
    from tillit.standards.clockwork import remind, tick

    while not stopping.wait(TICK):
        _guarded(tick, stopping)
        _guarded(remind, stopping)
        _guarded(draw_now, stopping)


def _roll_up(stopping: threading.Event) -> None:
    from tillit.feedback.counting import count_together
    from tillit.insights.papers.arranging import send_due_now
    from tillit.insights.rolling import MOST_AT_ONCE, roll_up_stale
    from tillit.insights.targets.celebrating import look_back_now
    from tillit.insights.year.reminding import remind_now

    pause = RESTING
    while not stopping.wait(pause):
        # After an upgrade thousands of days may be stale, and pages count each of them anew.
        _guarded(count_together, stopping)
        rolled_up = _guarded(roll_up_stale, stopping)
        pause = TICK if rolled_up >= MOST_AT_ONCE else RESTING
        _guarded(remind_now, stopping)
        _guarded(look_back_now, stopping)
        _guarded(send_due_now, stopping)


def _combine(stopping: threading.Event) -> None:
    from tillit.insights.combining import count_combinations

    while not stopping.wait(TICK):
        while _guarded(count_combinations, stopping) and not stopping.wait(A_BREATH):
            pass


def _guarded(work: Callable[[], int], stopping: threading.Event) -> int:
    """Run one round; a database that is away for a while must not end the thread."""
    from django.db import Error, connection

    try:
        return work()
    except Error:
        logger.exception("the database could not be used; trying again soon")
        connection.close()
        stopping.wait(AFTER_AN_ERROR)
        return 0
    except Exception:
        logger.exception("a round of work failed")
        time.sleep(AFTER_AN_ERROR)
        return 0
