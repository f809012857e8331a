"""A process that goes on with what its parent has loaded: the code is in memory once, for all."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

from tillit.config.child import end_with_parent

PR_SET_NAME = 15
M_ARENA_MAX = -8
LONGEST_NAME = 15
LOOK_AGAIN = 0.01


def load(*modules: str) -> None:
    """Load the apps and these modules once; nothing of it opens a connection or starts a thread."""
    _share_one_arena()
    from tillit.config.commands.setup import ready

    ready()
    from django.conf import settings
    from django.urls import get_resolver
    from django.utils.translation import trans_real

    for module in modules:
        import_module(module)
    get_resolver().url_patterns  # noqa: B018
    for code, _name in settings.LANGUAGES:
        trans_real.translation(code)
    gc.collect()
    # The collector would write to every object that it looks at, and so take a copy of each page.
    gc.freeze()


def _share_one_arena() -> None:
    """Memory for threads that Python never runs at the same time is wasted (glibc)."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


_OF_THE_PARENT = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)
"""What the parent has answers of its own to."""


class Fork:
    """A forked process, as `subprocess.Popen` would show it."""

    def __init__(self, name: str, work: Callable[[], int]) -> None:
        """Begin it, in a session of its own; it ends when the parent dies."""
        self.returncode: int | None = None
        sys.stdout.flush()
        sys.stderr.flush()
        arrange = end_with_parent()
        # Python forgets in a new process what it was told before it could look, and would go on.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _OF_THE_PARENT)
        self.pid = os.fork()
        if self.pid == 0:
            _be(name, work, arrange, before)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def poll(self) -> int | None:
        """How it has ended; None while it runs."""
        if self.returncode is None:
            with suppress(ChildProcessError):
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode

    def wait(self, timeout: float) -> int:
        """Wait for its end.

        Raises:
            TimeoutExpired: it has not ended within so many seconds.
        """
        until = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() >= until:
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            time.sleep(LOOK_AGAIN)
        return code


def _be(
    name: str,
    work: Callable[[], int],
    arrange: Callable[[], None] | None,
    mask: set[int | signal.Signals],
) -> NoReturn:
    """In the new process: forget the parent's signals, do the work, and never come back."""
    code = 1
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        for number in _OF_THE_PARENT:
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if arrange:
            arrange()
        _call_oneself(name)
        code = work()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _call_oneself(name: str) -> None:
    """The name that lists of processes show (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_NAME, name.encode()[:LONGEST_NAME])


def command(words: Sequence[str]) -> Callable[[], int]:
    """One of our own commands, as a forked process carries it out."""

    def carry_out() -> int:
        from tillit.config.cli import main

        return main(words)

    return carry_out
