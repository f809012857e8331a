"""Processes that begin as copies of this one, and never outlive it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress

_PR_SET_PDEATHSIG = 1
_library = ctypes.CDLL(None)


def start(work: Callable[[], int]) -> int:
    """A process in a group of its own that does the work; its number."""
    # Python forgets in a new process what was told to it before it could look, and would go on.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    pid = os.fork()
    if pid == 0:
        _in_child(work, before)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    # On both sides, so that the group is there for whoever comes first.
    with suppress(PermissionError, ProcessLookupError):
        os.setpgid(pid, pid)
    return pid


def end_when_told() -> None:
    """Clear up when told to end, or when the parent has died."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    _end_with_parent(signal.SIGTERM)


def _end_with_parent(how: signal.Signals) -> None:
    _library.prctl(_PR_SET_PDEATHSIG, how)


def _in_child(work: Callable[[], int], mask: set[int | signal.Signals]) -> None:
    code = 99
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        _end_with_parent(signal.SIGKILL)
        os.setpgid(0, 0)
        code = work()
    except BaseException as error:
        code = _told(error)
    finally:
        os._exit(code)


def _told(error: BaseException) -> int:
    if isinstance(error, SystemExit) and isinstance(error.code, int):
        return error.code
    traceback.print_exception(error)
    return 98
