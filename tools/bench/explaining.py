"""`python -m bench.explaining`: how fast `tillit mail explain` reads folders and mailboxes."""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.posts import Post

COMMAND = (sys.executable, "-m", "tillit.config.cli", "mail", "explain")
SEED = 7
MAILS = 120
TIMES = 3


@dataclass(frozen=True)
class Figure:
    """How long some mails of one kind took, in seconds of a processor and of the clock."""

    kind: str
    mails: int
    kilobytes: float
    processor: float
    clock: float

    @property
    def a_second(self) -> float:
        """Mails a second of one processor."""
        return self.mails / self.processor

    @property
    def milliseconds(self) -> float:
        """Of a processor, for one mail."""
        return self.processor / self.mails * 1000


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print a table; with --at-least it fails when a kind is slower."""
    arguments = _parser().parse_args(argv)
    with tempfile.TemporaryDirectory() as place:
        start = min(_timed([])[0] for _ in range(TIMES))
        found = list(measured(Path(place), arguments.mails, start))
    print(f"start of the command: {start * 1000:.0f} ms\n")
    print("| kind | mails | KB each | mails a second | ms each |\n|---|---:|---:|---:|---:|")
    for one in found:
        print(
            f"| {one.kind} | {one.mails} | {one.kilobytes:.0f} | {one.a_second:.0f}"
            f" | {one.milliseconds:.2f} |"
        )
    slow = [one.kind for one in found if one.a_second < arguments.at_least]
    if slow:
        print(f"slower than {arguments.at_least} a second: {', '.join(slow)}", file=sys.stderr)
    return 1 if slow else 0


def measured(place: Path, mails: int, start: float) -> list[Figure]:
    """Each kind in a folder of its own, and all of them in one mailbox; the start is left out."""
    post = Post(SEED)
    written = {kind: [write() for _ in range(mails)] for kind, write in post.kinds().items()}
    found = []
    for kind, raws in written.items():
        folder = place / kind
        folder.mkdir()
        for number, raw in enumerate(raws):
            (folder / f"{number:04}.eml").write_bytes(raw)
        found.append(_figure(kind, raws, folder, start))
    everything = [raw for raws in zip(*written.values(), strict=True) for raw in raws]
    mailbox = place / "all.mbox"
    mailbox.write_bytes(b"".join(map(_in_mailbox, everything)))
    return [*found, _figure("all, in one mailbox", everything, mailbox, start)]


def _in_mailbox(raw: bytes) -> bytes:
    return b"From - Mon Mar  2 12:00:00 2026\n" + raw.replace(b"\nFrom ", b"\n>From ") + b"\n\n"


def _figure(kind: str, raws: Sequence[bytes], path: Path, start: float) -> Figure:
    # Others on the machine only make it slower: the quickest time is the one of the program.
    processor, clock = min(_timed([str(path)]) for _ in range(TIMES))
    kilobytes = sum(map(len, raws)) / len(raws) / 1000
    return Figure(kind, len(raws), kilobytes, max(processor - start, 1e-9), clock)


def _timed(paths: Sequence[str]) -> tuple[float, float]:
    """Seconds of a processor and of the clock that the command takes with its children."""
    paths = paths or [os.devnull]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([*COMMAND, *paths], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return _spent(after) - _spent(before), time.monotonic() - began


def _spent(used: resource.struct_rusage) -> float:
    return used.ru_utime + used.ru_stime


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.explaining", description="Measure how fast mails are read."
    )
    parser.add_argument("--mails", type=int, default=MAILS, help="how many of each kind")
    parser.add_argument(
        "--at-least", type=float, default=0, metavar="N", help="fail below N mails a second"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
