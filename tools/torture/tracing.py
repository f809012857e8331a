"""Watching a process and its threads at the calls that change something, and ending it there."""

from __future__ import annotations

import ctypes
import os
import signal
import struct
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from torture.calls import ON_A_NAME, NotHere, numbers, stop_at_them
from torture.starting import start

_CONTINUE, _SEIZE, _SYSCALL_INFO = 7, 0x4206, 0x420E
_FORKS, _AT_FILTER, _WITH_US = 0b1110, 1 << 7, 1 << 20
_EVENT_FILTER, _EVENT_STOP = 7, 128
_WALL = 0x40000000
_INFO = struct.Struct("=B3xIQQQ6Q")
"""ptrace_syscall_info: kind, processor, instruction, stack, number, arguments."""
SOCKET = "socket"
_LOG, _FRAME_HEAD = "-wal", 24
"""Pages stand in SQLite's log behind a head that tells in bytes 4 to 7 whether a commit is done."""
_LONGEST_NAME = 4096
_LONGEST_WORDS = 64

_library = ctypes.CDLL(None, use_errno=True)
_library.ptrace.restype = ctypes.c_long
_library.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]


@dataclass(frozen=True)
class Call:
    """A call that changes something: its name, what it changes, and the first bytes of it."""

    name: str
    target: str
    words: bytes = b""

    def __str__(self) -> str:
        return f"{self.name} {self.target}"

    @property
    def commits(self) -> bool:
        """Whether it begins the last part of a transaction in SQLite's log."""
        head = self.words if self.target.endswith(_LOG) else b""
        return len(head) == _FRAME_HEAD and head[4:8] != bytes(4)

    @property
    def can_be_torn(self) -> bool:
        """Whether half of it could be done."""
        return self.name in ("write", "pwrite64") and self.target != SOCKET


@dataclass(frozen=True)
class Death:
    """Where a process dies: before the call with this number (from 1), or amid it.

    Calls are counted from the one that began the `after`-th commit, or from the beginning. What
    threads do in turns of their own moves the numbers; it moves them less from a commit on.
    """

    at: int
    torn: bool = False
    after: int = 0


@dataclass
class Trace:
    """What a watched process did; `killed_before` is the call that it did not get to make."""

    calls: list[Call] = field(default_factory=list)
    killed_before: Call | None = None
    exit_code: int = 0
    commits: list[int] = field(default_factory=list)
    """The numbers of the calls that began a commit."""

    def add(self, call: Call) -> None:
        """It made one more."""
        self.calls.append(call)
        if call.commits:
            self.commits.append(len(self.calls))

    def meets(self, death: Death) -> bool:
        """Whether its next call is the one that it does not get to make."""
        if death.after > len(self.commits):
            return False
        return len(self.calls) + 1 == self._number(death)

    def met_by(self, death: Death) -> Call:
        """The call before which this death would come."""
        return self.calls[self._number(death) - 1]

    def death_before(self, number: int) -> Death:
        """A death before one of its calls, counted from the commit before it."""
        after = bisect_left(self.commits, number)
        return Death(number - (self.commits[after - 1] if after else 0), after=after)

    def _number(self, death: Death) -> int:
        return death.at + (self.commits[death.after - 1] if death.after else 0)


class Watched:
    """A process that is stopped before every call that changes something."""

    def __init__(
        self,
        work: Callable[[], int],
        *,
        within: Path,
        death: Death | None = None,
    ) -> None:
        """Start it; `within` is the folder whose files count, besides sockets.

        When its death is torn, half of what it was about to write is in the file.
        """
        self._within = str(within)
        self._death = death
        self._names = {number: name for name, number in numbers().items()}
        self._trace = Trace()
        ready, go = os.pipe()
        self.pid = start(lambda: _when_released(ready, go, work))
        os.close(ready)
        try:
            _ptrace(_SEIZE, self.pid, data=_FORKS | _AT_FILTER | _WITH_US)
        finally:
            os.write(go, b".")
            os.close(go)

    def until_it_ends(self) -> Trace:
        """Let it work until it has ended, by itself or by us."""
        while True:
            try:
                one, status = os.waitpid(-self.pid, _WALL)
            except ChildProcessError:
                return self._trace
            if os.WIFSTOPPED(status):
                self._go_on(one, status)
            elif one == self.pid:
                self._trace.exit_code = os.waitstatus_to_exitcode(status)

    def _go_on(self, one: int, status: int) -> None:
        event, number = status >> 16, os.WSTOPSIG(status)
        if event == _EVENT_FILTER and self._is_over(one):
            os.killpg(self.pid, signal.SIGKILL)
            return
        try:
            _ptrace(_CONTINUE, one, data=0 if event else number)
        except ProcessLookupError:
            # It was killed while it stood here.
            return

    def _is_over(self, one: int) -> bool:
        asked = _asked_by(one)
        if asked is None or self._trace.killed_before:
            return False
        name, arguments = self._names[asked[0]], asked[1:]
        call = self._call_of(one, name, arguments)
        if call is None:
            return False
        if self._death and self._trace.meets(self._death):
            self._trace.killed_before = call
            if self._death.torn and call.can_be_torn:
                _write_half(one, call.name, arguments)
            return True
        self._trace.add(call)
        return False

    def _call_of(self, one: int, name: str, arguments: list[int]) -> Call | None:
        """The call that it is about to make; None when it changes nothing that outlives it."""
        if name in ON_A_NAME:
            return self._on_a_name(one, name, arguments)
        words = b""
        if name in ("write", "sendto", "pwrite64"):
            words = _memory(one, arguments[1], min(arguments[2], _LONGEST_WORDS))
        return self._if_it_counts(Call(name, _open_file(one, arguments[0]), words))

    def _on_a_name(self, one: int, name: str, arguments: list[int]) -> Call | None:
        if name == "openat" and not arguments[2] & (os.O_CREAT | os.O_TRUNC):
            return None
        first = 1 if name.endswith(("at", "at2")) else 0
        path = _memory(one, arguments[first], _LONGEST_NAME).partition(b"\0")[0]
        folder = _open_file(one, arguments[0]) if first else ""
        return self._if_it_counts(Call(name, os.path.join(folder, os.fsdecode(path))))

    def _if_it_counts(self, call: Call) -> Call | None:
        if call.target.startswith("socket:"):
            return Call(call.name, SOCKET, call.words)
        if not call.target.startswith(self._within):
            return None
        return Call(call.name, call.target[len(self._within) :].lstrip("/"), call.words)


def _when_released(ready: int, go: int, work: Callable[[], int]) -> int:
    os.close(go)
    os.read(ready, 1)
    os.close(ready)
    stop_at_them()
    return work()


def _asked_by(one: int) -> list[int] | None:
    """Number and arguments of the call at whose door a thread stands."""
    room = ctypes.create_string_buffer(_INFO.size + 8)
    if _library.ptrace(_SYSCALL_INFO, one, len(room), room) < 0:
        return None
    return list(_INFO.unpack(room.raw[: _INFO.size])[4:])


def _write_half(one: int, name: str, arguments: list[int]) -> None:
    """Do the first half of a write for a process that will not live to do it."""
    descriptor, address, size, place = arguments[:4]
    if name == "write":
        told = Path(f"/proc/{one}/fdinfo/{descriptor}").read_text()
        place = int(told.partition("pos:")[2].split()[0])
    file = os.open(f"/proc/{one}/fd/{descriptor}", os.O_WRONLY)
    try:
        os.pwrite(file, _memory(one, address, size // 2), place)
    finally:
        os.close(file)


def _open_file(pid: int, number: int) -> str:
    try:
        return os.readlink(f"/proc/{pid}/fd/{number & 0xFFFFFFFF}")
    except OSError:
        return ""


def _memory(pid: int, address: int, size: int) -> bytes:
    try:
        with open(f"/proc/{pid}/mem", "rb", 0) as memory:
            memory.seek(address)
            return memory.read(size)
    except (OSError, OverflowError, ValueError):
        return b""


def _ptrace(request: int, pid: int, data: int = 0) -> None:
    if _library.ptrace(request, pid, None, data) < 0:
        code = ctypes.get_errno()
        if code == 3:
            raise ProcessLookupError(code, os.strerror(code))
        raise NotHere(f"processes cannot be watched here: {os.strerror(code)}")
