"""What must hold, and whether it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.clicks import CLICK as CLICK_WEIGHT
from bench.clicks import SCRIPTS, STYLES
from bench.session import Found, Results

CPU_LIMITS = {"list": 20.0, "conversation": 20.0, "reply": 30.0, "figures": 60.0, "search": 30.0}
"""CPU milliseconds of the server for one request, by the floor that it is compared with."""
MOST_GROWTH = 1.5
CROWD_P95 = 200.0
MAILS_PER_SECOND, MAILS_AIMED_AT = 60.0, 100.0
MEMORY_MIB = 350.0
CLICK, WARMED_CLICK = (120.0, 200.0), (60.0, 120.0)
"""Milliseconds until a conversation is painted: the median, and what 95 of 100 stay below."""
KEY, ELSEWHERE = 50.0, 200.0
CLICK_BYTES, FIRST_LOAD_BYTES = 10_000, 60_000


@dataclass(frozen=True)
class Verdict:
    """One limit, what was found, and whether it holds."""

    what: str
    limit: str
    found: str
    holds: bool


def verdicts(results: Results) -> list[Verdict]:
    """Everything that must hold at the largest size."""
    largest = results.sizes[-1]
    return [
        *_cpu(largest),
        *_growth(results),
        *_painted(largest),
        *_weights(largest),
        *_crowd(largest),
        *_intake(largest),
        _memory(largest),
        _problems(largest),
    ]


def worst(found: Found, floor: str) -> str:
    """The dearest kind of request among those with one floor."""
    keys = [key for key, one in found.floor_of.items() if one == floor]
    return max(keys, key=lambda key: found.warm[key].cpu.median)


def _cpu(found: Found) -> Iterator[Verdict]:
    for floor, limit in CPU_LIMITS.items():
        key = worst(found, floor)
        cpu = found.warm[key].cpu.median
        what = f"CPU of the server for “{found.titles[key]}”"
        yield Verdict(what, f"≤ {limit:g} ms", f"{cpu:.1f} ms", cpu <= limit)


def _growth(results: Results) -> Iterator[Verdict]:
    smallest, largest = results.sizes[0], results.sizes[-1]
    for key, times in results.growth.items():
        if largest.floor_of[key] in CPU_LIMITS:
            what = f"“{largest.titles[key]}” at {largest.size:,} compared with {smallest.size:,}"
            yield Verdict(what, f"≤ {MOST_GROWTH:g} ×", f"{times:.2f} ×", times <= MOST_GROWTH)


def _painted(found: Found) -> Iterator[Verdict]:
    seen = found.painted
    if seen is None:
        return
    for what, spread, (median, p95) in (
        ("a click on a conversation until it is painted", seen.cold, CLICK),
        ("the same, after the pointer rested on it", seen.hovered, WARMED_CLICK),
        ("the same, when it is next by key", seen.neighbour, WARMED_CLICK),
    ):
        limit = f"≤ {median:g} ms, p95 ≤ {p95:g} ms"
        holds = spread.median <= median and spread.p95 <= p95
        yield Verdict(what, limit, f"{spread.median:.0f} ms, p95 {spread.p95:.0f} ms", holds)
    for what, spread, most in (
        ("a key moves the selection", seen.key, KEY),
        ("a change stands on a colleague's screen", seen.elsewhere, ELSEWHERE),
    ):
        yield Verdict(what, f"≤ {most:g} ms", f"{spread.median:.0f} ms", spread.median <= most)


def _weights(found: Found) -> Iterator[Verdict]:
    for what, parts, most in (
        ("bytes of a click, compressed", (CLICK_WEIGHT,), CLICK_BYTES),
        ("scripts and styles of the first load, compressed", (STYLES, SCRIPTS), FIRST_LOAD_BYTES),
    ):
        size = sum(one.gzipped for one in found.weights if one.what in parts)
        yield Verdict(what, f"≤ {most:,}", f"{size:,}", size <= most)


def _crowd(found: Found) -> Iterator[Verdict]:
    lists = [key for key in found.crowd if found.floor_of[key] == "list"]
    key = max(lists, key=lambda key: found.crowd[key].wall.p95)
    p95 = found.crowd[key].wall.p95
    what = f"8 clients at once, p95 of “{found.titles[key]}”"
    yield Verdict(what, f"≤ {CROWD_P95:g} ms", f"{p95:.0f} ms", p95 <= CROWD_P95)


def _intake(found: Found) -> Iterator[Verdict]:
    intake = found.intake
    speed = intake.filed_per_second
    limit = f"≥ {MAILS_PER_SECOND:g} a second, aim {MAILS_AIMED_AT:g}"
    yield Verdict("mails filed", limit, f"{speed:.0f} a second", speed >= MAILS_PER_SECOND)
    begun = intake.states.get("conversation", 0)
    complete = sum(intake.states.values()) == intake.mails and set(intake.states) <= {
        "conversation",
        "reply",
    }
    done = intake.promised_and_acknowledged
    yield Verdict(
        "each mail filed, each new conversation promised and acknowledged",
        f"{intake.mails} mails",
        f"{done} of {begun} new, {intake.states.get('reply', 0)} replies",
        complete and done == begun,
    )


def _memory(found: Found) -> Verdict:
    total = sum(one.total for one in found.memory)
    limit = f"≤ {MEMORY_MIB:g} MiB"
    return Verdict("memory of all processes", limit, f"{total:.0f} MiB", total <= MEMORY_MIB)


def _problems(found: Found) -> Verdict:
    return Verdict("errors in the log", "0", str(len(found.problems)), not found.problems)
