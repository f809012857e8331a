"""Waiting for signals without missing one and without looking again and again."""

import select
import signal
import socket
from types import FrameType, TracebackType
from typing import Self

STOP = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})


class SignalInbox:
    """Collects the signals to stop and the news of dead children while it is open."""

    def __enter__(self) -> Self:
        """Take over the signals."""
        self.reader, self.writer = socket.socketpair()
        self.reader.setblocking(False)
        self.writer.setblocking(False)
        signal.set_wakeup_fd(self.writer.fileno(), warn_on_full_buffer=False)
        self.before = {number: signal.signal(number, ignore) for number in wanted()}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Give the signals back."""
        for number, handler in self.before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(-1)
        self.reader.close()
        self.writer.close()

    def stop_came(self, within: float) -> bool:
        """Wait for any signal, at most so many seconds; return whether it was one to stop."""
        readable, _, _ = select.select([self.reader], [], [], within)
        return bool(readable) and not STOP.isdisjoint(self.reader.recv(4096))


def wanted() -> set[signal.Signals]:
    """Return the signals to take over."""
    numbers = STOP | {signal.SIGCHLD}
    # Under nohup the service is meant to outlive its terminal.
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        return set(numbers - {signal.SIGHUP})
    return set(numbers)


def ignore(number: int, frame: FrameType | None) -> None:
    """Do nothing: that the signal came is told through the socket."""
