"""One process of the service: it ends with its parent, and is started again when it dies."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Protocol

from tillit.config.words import gettext as _

SHORTEST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
HEALTHY_AFTER = 60.0
PR_SET_PDEATHSIG = 1


class Process(Protocol):
    """What is asked of a process, however it was started."""

    pid: int
    returncode: Any

    def poll(self) -> int | None:
        """How it has ended; None while it runs."""

    def wait(self, timeout: float) -> int:
        """Wait for its end; raise TimeoutExpired after so many seconds."""


def program(command: Sequence[str]) -> Callable[[], Process]:
    """How a program is started."""
    return lambda: subprocess.Popen(command, start_new_session=True, preexec_fn=end_with_parent())


class Child:
    """A process in a session of its own, so that it and all that it starts can be stopped."""

    def __init__(self, name: str, begin: Callable[[], Process]) -> None:
        """Describe the process; `tend` starts it."""
        self.name = name
        self.begin = begin
        self.pause = SHORTEST_PAUSE
        self.started_at = 0.0
        self.start_after = 0.0
        self.process: Process | None = None

    def tend(self) -> None:
        """Start the process when it is due; notice when it has died."""
        if self.process is None:
            if time.monotonic() >= self.start_after:
                self.start()
        elif self.process.poll() is not None:
            self.bury(self.process.returncode)

    def start(self) -> None:
        """Start the process."""
        self.started_at = time.monotonic()
        self.process = self.begin()

    def bury(self, exit_code: int) -> None:
        """Clear away what is left of a dead process and plan the next start."""
        # What it started itself may live on and keep its port.
        self.signal(signal.SIGKILL)
        if time.monotonic() - self.started_at >= HEALTHY_AFTER:
            self.pause = SHORTEST_PAUSE
        sentence = _("“{name}” ended with code {code} and starts again in {seconds:g} seconds.")
        print(
            sentence.format(name=self.name, code=exit_code, seconds=self.pause),
            file=sys.stderr,
            flush=True,
        )
        self.process = None
        self.start_after = time.monotonic() + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process and all that it started."""
        if self.process is not None:
            # All may have ended already.
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def wait(self, until: float) -> bool:
        """Wait for the end, at most until a monotonic time; return whether it came."""
        if self.process is None:
            return True
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            return False
        return True


def stop(children: Sequence[Child], *, patience: float = 3.0) -> None:
    """Ask all to end; after that many seconds, end those that have not."""
    for child in children:
        child.signal(signal.SIGTERM)
    until = time.monotonic() + patience
    for child in children:
        child.wait(until)
        # Also when it ended by itself: what it started may have stayed.
        child.signal(signal.SIGKILL)
        child.wait(time.monotonic() + 1)


def end_with_parent() -> Callable[[], None] | None:
    """Return what a new process calls so that it is told to end when its parent dies (Linux)."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    parent = os.getpid()

    def ask_the_kernel() -> None:
        """Ask for the signal; a parent that died before that sends none."""
        library.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask_the_kernel
