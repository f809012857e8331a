"""Ending early without leaving anything behind."""

import signal
import sys
from types import FrameType


def end_tidily() -> None:
    """Let a signal to stop end the command as Ctrl-C does: what is unfinished is removed."""
    signal.signal(signal.SIGTERM, _leave)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)
