"""What processes cost, read from /proc."""

from __future__ import annotations

import os
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
KIB_PER_MIB = 1024
_PSS = re.compile(r"^(Pss|Pss_Anon|Pss_File|Pss_Shmem):\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True)
class Memory:
    """The memory of one process in MiB, shared pages counted by its share (PSS)."""

    process: str
    total: float
    own: float
    files: float


def family_of(pid: int) -> list[int]:
    """A process and all that it started, directly or not."""
    children: dict[int, list[int]] = defaultdict(list)
    for one, parent in _parents():
        children[parent].append(one)
    family = [pid]
    for member in family:
        family += children[member]
    return family


def _parents() -> Iterator[tuple[int, int]]:
    for folder in PROC.iterdir():
        if folder.name.isdecimal():
            try:
                # The name of the program, in brackets, may hold anything.
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            yield int(folder.name), int(fields[1])


def command_of(pid: int) -> list[str]:
    """The command line of a process."""
    return (PROC / str(pid) / "cmdline").read_bytes().decode().rstrip("\0").split("\0")


def name_of(pid: int) -> str:
    """What a process calls itself."""
    return (PROC / str(pid) / "comm").read_text().rstrip()


def cpu_seconds(pids: Iterable[int]) -> float:
    """The CPU time that these processes have used so far, to the microsecond where it is told."""
    return sum(_exact_seconds(pid) for pid in pids)


def _exact_seconds(pid: int) -> float:
    """Run time of all threads; the kernel's counter in ticks when it keeps no exact one."""
    nanoseconds = 0
    try:
        for task in os.scandir(PROC / str(pid) / "task"):
            with open(f"{task.path}/schedstat") as file:
                nanoseconds += int(file.read().split(" ", 1)[0])
    except (FileNotFoundError, ProcessLookupError):
        return counted_seconds(pid)
    return nanoseconds / 1e9


def counted_seconds(pid: int) -> float:
    """User and system time in clock ticks, threads that have ended included."""
    fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Busy:
    """How long the processors have been busy so far, for everybody and for us."""

    at: float
    everybody: float
    us: float

    @classmethod
    def now(cls) -> Busy:
        """As it stands; what our processes used counts once they have ended."""
        # User, nice, system, then after the two kinds of idleness: interrupts and stolen time.
        ticks = [int(word) for word in (PROC / "stat").read_text().split("\n")[0].split()[1:9]]
        everybody = (sum(ticks[:3]) + sum(ticks[5:8])) / os.sysconf("SC_CLK_TCK")
        return cls(time.monotonic(), everybody, sum(os.times()[:4]))

    def others_since(self) -> float:
        """The share of the processors that other programs have taken since."""
        now = Busy.now()
        theirs = (now.everybody - self.everybody) - (now.us - self.us)
        return max(0.0, theirs / ((now.at - self.at) * (os.cpu_count() or 1)))


def memory_of(pid: int, name: str) -> Memory:
    """How much memory a process holds."""
    text = (PROC / str(pid) / "smaps_rollup").read_text()
    found = {key: int(size) / KIB_PER_MIB for key, size in _PSS.findall(text)}
    return Memory(name, found["Pss"], found["Pss_Anon"], found["Pss_File"] + found["Pss_Shmem"])
