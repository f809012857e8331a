"""Reading what could be poison in a process of its own, with limits to time and memory."""

import json
import mmap
import subprocess
import sys
from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tillit import clock
from tillit.channels.email.letter import (
    Address,
    Authentication,
    EnclosedFile,
    FailedRecipient,
    Kind,
    Letter,
    Words,
)
from tillit.channels.email.opening import head_only, letter_of
from tillit.conversations.envelope import Robot

SECONDS = 5
"""Of a processor for one mail, with the start of the process."""
PATIENCE = 60
"""Seconds that may pass meanwhile: a busy machine says nothing about a mail."""
MEGABYTES = 300
LARGEST_AT_ONCE = 1024 * 1024
"""Bytes of a mail that is read without a process of its own."""

_PROGRAM = "from tillit.channels.email.guarded import serve; serve()"


def letter_within_limits(
    raw: bytes, trusted: Collection[str] = (), *, suspected: bool = False
) -> Letter:
    """Read a mail without ever raising; a large or suspected one cannot harm this process."""
    if len(raw) <= LARGEST_AT_ONCE and not suspected:
        return letter_of(raw, trusted=trusted)
    try:
        return _read_apart(raw, trusted)
    except subprocess.TimeoutExpired:
        problem = f"reading it took more than {PATIENCE} seconds"
    except (OSError, ValueError, KeyError, TypeError):
        problem = f"reading it failed, or took more than {SECONDS} seconds or {MEGABYTES} MB"
    return head_only(raw[:LARGEST_AT_ONCE], problem)


def _read_apart(raw: bytes, trusted: Collection[str]) -> Letter:
    command = [sys.executable, "-c", _PROGRAM, *trusted]
    done = subprocess.run(
        command, input=raw, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PATIENCE
    )
    head, _, contents = done.stdout.partition(b"\n")
    return _unpacked(json.loads(head), contents)


def serve() -> None:
    """Read the mail on standard input and write it, taken apart, to standard output."""
    _limit()
    letter = letter_of(sys.stdin.buffer.read(), trusted=sys.argv[1:])
    if letter.refusal.startswith("it could not be read: MemoryError"):
        raise SystemExit(1)
    contents = [file.content for file in letter.files]
    plain = replace(letter, files=tuple(replace(file, content=b"") for file in letter.files))
    values = {**asdict(plain), "sizes": [len(content) for content in contents]}
    sys.stdout.buffer.write(json.dumps(values, default=_plain).encode("ascii") + b"\n")
    for content in contents:
        sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _limit() -> None:
    """Let the system end this process when it takes too much."""
    import resource

    # The limit is one of addresses, and a program maps more of them than it uses. The most that was
    # ever used (`ru_maxrss`) would not do: it is that of whoever started this process, too.
    mapped, used = _memory()
    memory = mapped + MEGABYTES * 1024 * 1024 - used
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _memory() -> tuple[int, int]:
    """Bytes of addresses that this process has mapped, and bytes that it uses."""
    try:
        mapped, used = Path("/proc/self/statm").read_text().split()[:2]
    except OSError:
        return MEGABYTES * 1024 * 1024, 0
    return int(mapped) * mmap.PAGESIZE, int(used) * mmap.PAGESIZE


def _plain(value: object) -> Any:
    if isinstance(value, bytes):
        return ""
    return value.isoformat() if isinstance(value, datetime) else getattr(value, "value", None)


def _unpacked(values: dict[str, Any], contents: bytes) -> Letter:
    files: list[EnclosedFile] = []
    at = 0
    for file, size in zip(values.pop("files"), values.pop("sizes"), strict=True):
        files.append(EnclosedFile(**{**file, "content": contents[at : at + size]}))
        at += size
    made: dict[str, Any] = {
        "sender": Address(**values["sender"]),
        "words": Words(**values["words"]),
        "authentication": Authentication(**values["authentication"]),
        "failed": tuple(FailedRecipient(**one) for one in values["failed"]),
        "kind": Kind(values["kind"]),
        "robot": Robot(values["robot"]),
        "date": clock.read(values["date"]),
    }
    made |= {
        name: tuple(Address(**one) for one in values[name]) for name in ("reply_to", "to", "cc")
    }
    for name in ("references", "answers", "tokens", "marks", "problems"):
        made[name] = tuple(values[name])
    return Letter(files=tuple(files), **{**values, **made})
