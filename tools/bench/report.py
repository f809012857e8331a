"""What was found, as Markdown and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from bench.intake import WARMING
from bench.limits import verdicts
from bench.measuring import CLIENTS
from bench.session import RESTARTS, Found, Results

NOTES = f"""\
Milliseconds unless told otherwise. CPU is what the web processes use for one request, read from
the kernel before and after it. Cold: the first request of its kind to processes that have just
begun, {RESTARTS} times; the database file itself may be in the memory of the system. Warm: one
client. The bare query is the least that SQLite alone needs for the same rows; `/alive/` is asked
for by somebody who is signed in. The first {WARMING} mails are not counted. Clients, senders and
the sink of outgoing mail run on the same processors as the service, and so does Chromium, which
really clicks and presses keys; what is painted is taken after the frame that shows it. For what
is compared between two sizes, both are asked in turn: a shared machine is not always as quick."""

Row = Sequence[object]


def as_json(results: Results) -> str:
    """Everything, for machines."""
    told = {
        "machine": machine(),
        **asdict(results),
        "verdicts": [asdict(one) for one in verdicts(results)],
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def markdown(results: Results) -> str:
    """Everything, for people."""
    parts = ["# Bench", _machine_words(), NOTES]
    for one in results.sizes:
        parts += [
            f"## {one.size:,} conversations",
            _size_words(one),
            _requests(one),
            _intake(one),
            _memory(one),
            _weights(one),
            _painted(one),
        ]
    parts += ["## What must hold", _verdicts(results)]
    return "\n\n".join(parts) + "\n"


def machine() -> dict[str, object]:
    """On what this was measured."""
    return {
        "processors": os.cpu_count(),
        "processor": _processor(),
        "python": platform.python_version(),
        "load_average": os.getloadavg()[1],
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _machine_words() -> str:
    found = machine()
    return (
        f"{found['processors']} processors ({found['processor']}), Python {found['python']}, "
        f"load average of the last five minutes {found['load_average']:.1f}."
    )


def _table(heads: Sequence[str], rows: Iterable[Row]) -> str:
    lines = [heads, ["---"] + ["---:"] * (len(heads) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def _size_words(found: Found) -> str:
    rows = sum(found.rows.values())
    alive = found.warm["alive"].cpu.median
    return (
        f"{rows:,} rows in {found.database_mib:,.0f} MiB, written in "
        f"{found.filling_seconds:.0f} s. Floor: the trivial page `/alive/` costs {alive:.2f} ms. "
        f"While this was measured, other programs took {found.others:.0%} of the processors."
    )


def _requests(found: Found) -> str:
    heads = [
        "request", "cold CPU", "cold wall", "CPU", "CPU p95", "wall", "wall p95", "× `/alive/`",
        "× bare query", f"{CLIENTS} clients: wall", "wall p95", "CPU", "a second", "KiB",
    ]  # fmt: skip
    return _table(heads, [_request(found, key) for key in found.titles])


def _request(found: Found, key: str) -> Row:
    cold, warm, crowd = found.cold.get(key), found.warm[key], found.crowd.get(key)
    alive, bare = found.warm["alive"].cpu.median, found.floors[found.floor_of[key]]
    return [
        found.titles[key],
        f"{cold.cpu.median:.1f}" if cold else "–",
        f"{cold.wall.median:.1f}" if cold else "–",
        f"{warm.cpu.median:.1f}",
        f"{warm.cpu.p95:.1f}",
        f"{warm.wall.median:.1f}",
        f"{warm.wall.p95:.1f}",
        f"{warm.cpu.median / alive:.0f}",
        f"{warm.cpu.median / bare:.0f}",
        *(
            (
                f"{crowd.wall.median:.0f}",
                f"{crowd.wall.p95:.0f}",
                f"{crowd.cpu_mean:.1f}",
                f"{crowd.per_second:.0f}",
            )
            if crowd
            else ("–",) * 4
        ),
        f"{warm.bytes / 1024:.0f}",
    ]


def _intake(found: Found) -> str:
    intake = found.intake
    ours = {role: cost for role, cost in intake.cpu_per_mail.items() if ":" not in role}
    rows: list[Row] = [
        [
            f"{intake.mails:,} mails stored (answered with 250), a second",
            f"{intake.stored_per_second:.0f}",
        ],
        ["filed as conversation or reply, a second", f"{intake.filed_per_second:.0f}"],
        ["until all acknowledgements had left, a second", f"{intake.delivered_per_second:.0f}"],
        *(
            [f"CPU for one mail: {role}", f"{cost:.1f}"]
            for role, cost in intake.cpu_per_mail.items()
        ),
        ["floor: a bare parse and insert", f"{intake.floor:.2f}"],
        ["CPU of the service ÷ floor", f"{sum(ours.values()) / intake.floor:.0f} ×"],
    ]
    return _table(["intake, four connections", ""], rows)


def _memory(found: Found) -> str:
    rows: list[Row] = [
        [one.process, f"{one.total:.0f}", f"{one.own:.0f}", f"{one.files:.0f}"]
        for one in found.memory
    ]
    early, late = found.memory_after_pages, found.memory
    rows += [
        ["all, after the pages", *_sums(early)],
        ["all, at the end", *_sums(late)],
    ]
    return _table(["memory (PSS, MiB)", "all", "own", "files and shared"], rows)


def _sums(memory: Sequence[object]) -> list[str]:
    return [
        f"{sum(getattr(one, name) for one in memory):.0f}" for name in ("total", "own", "files")
    ]


def _weights(found: Found) -> str:
    heads = ["over the wire", "requests", "bytes sent", "bytes unpacked", "with gzip"]
    return _table(
        heads,
        [
            [one.what, one.requests, f"{one.sent:,}", f"{one.unpacked:,}", f"{one.gzipped:,}"]
            for one in found.weights
        ],
    )


def _painted(found: Found) -> str:
    seen = found.painted
    if seen is None:
        return "There is no Chromium here, so nothing was looked at in a browser."
    spreads = {
        "click on a conversation": seen.cold,
        "click after the pointer rested on it": seen.hovered,
        "Enter on the one that is next by key": seen.neighbour,
        "a key moves the selection": seen.key,
        "a note stands on another screen": seen.elsewhere,
    }
    rows: list[Row] = [
        *([what, f"{one.median:.0f}", f"{one.p95:.0f}"] for what, one in spreads.items()),
        ["main thread of the browser for one click", f"{seen.work:.0f}", "–"],
        ["requests for one click, with all that follows", f"{seen.requests:.1f}", "–"],
    ]
    return _table(["in Chromium, from press to paint", "median", "p95"], rows)


def _verdicts(results: Results) -> str:
    rows = [
        [one.what, one.limit, one.found, "holds" if one.holds else "**does not hold**"]
        for one in verdicts(results)
    ]
    return _table(["what", "limit", "found", "verdict"], rows)
