"""Many durations as a histogram: as small as a year needs it, and as exact as it says.

A duration counts as the nearest step: to the second up to two minutes, to 5 seconds up to ten
minutes, to half a minute up to an hour, to the minute up to ten hours, to ten minutes up to ten
days, and to the hour beyond. That moves none by more than 2.5%, and long ones by less than 1%.
Sums stay exact, so a mean is not touched by it.

A histogram is one large number: each step has a lane of 32 bits that counts how often it was met.
So histograms are added up as numbers are, which takes a microsecond where dictionaries of a
thousand steps would take a hundred. They are written in lanes as narrow as their counts allow, and
packed only where that saves much: unpacking takes longer than all the rest.
"""

from __future__ import annotations

import struct
from base64 import b64encode
from binascii import a2b_base64
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any
from zlib import compress, decompress

STEPS = ((120, 1), (600, 5), (3600, 30), (36_000, 60), (864_000, 600))
"""Up to so many seconds a duration counts in steps of so many."""
LONGEST_STEP = 3600
LANE = 4
"""Bytes."""
SAVES_MUCH = 0.4
"""Lanes are packed if so much of them is left, or less."""
_LETTERS = {1: "B", 2: "H", LANE: "I"}
"""How lanes of so many bytes are packed."""
_STARTS = (0, *(end for end, _step in STEPS))
_SIZES = (*(step for _end, step in STEPS), LONGEST_STEP)
_BEFORE = (
    0,
    *accumulate((end - start) // step for start, (end, step) in zip(_STARTS, STEPS, strict=False)),
)
"""Where each stretch of the scale begins, in what steps it goes on, and how many are before it."""


def stepped(seconds: float) -> int:
    """As which duration one counts, in seconds.

    Raises:
        ValueError: it is negative.
    """
    if seconds < 0:
        raise ValueError("A duration cannot be negative.")
    step = _SIZES[bisect_right(_STARTS, seconds) - 1]
    return int(seconds / step + 0.5) * step


def _place(seconds: float) -> int:
    """The lane in which a duration counts."""
    duration = stepped(seconds)
    stretch = bisect_right(_STARTS, duration) - 1
    return _BEFORE[stretch] + (duration - _STARTS[stretch]) // _SIZES[stretch]


def _duration(place: int) -> int:
    """What counts in a lane, in seconds."""
    stretch = bisect_right(_BEFORE, place) - 1
    return _STARTS[stretch] + (place - _BEFORE[stretch]) * _SIZES[stretch]


def _written(counts: Sequence[int]) -> dict[str, Any]:
    most = max(counts, default=0)
    width = next(one for one in _LETTERS if most < 1 << 8 * one)
    narrow = struct.pack(f"<{len(counts)}{_LETTERS[width]}", *counts)
    packed = compress(narrow)
    is_packed = len(packed) < SAVES_MUCH * len(narrow)
    lanes = b64encode(packed if is_packed else narrow).decode()
    return {"lanes": lanes, "width": width, "packed": is_packed}


def _read(written: Mapping[str, Any]) -> bytes | bytearray:
    """The lanes as wide as they are added up; what tells no width was written before there were."""
    narrow, width = a2b_base64(written["lanes"]), written.get("width", LANE)
    if written.get("packed", True):
        narrow = decompress(narrow)
    if width == LANE:
        return narrow
    lanes = bytearray(len(narrow) // width * LANE)
    for place in range(width):
        lanes[place::LANE] = narrow[place::width]
    return lanes


@dataclass(frozen=True)
class Times:
    """How often each duration was met, in lanes; with the exact sums."""

    lanes: int = 0
    total: float = 0
    squares: float = 0

    @classmethod
    def of(cls, durations: Iterable[float]) -> Times:
        """Those that were measured."""
        found = list(durations)
        places = Counter(map(_place, found))
        counts = [places[place] for place in range(max(places, default=-1) + 1)]
        packed = struct.pack(f"<{len(counts)}I", *counts)
        return cls(int.from_bytes(packed, "little"), sum(found), sum(one * one for one in found))

    @classmethod
    def together(cls, written: Iterable[Mapping[str, Any]]) -> Times:
        """All that was written of several, in any order."""
        lanes, total, squares = 0, 0, 0
        for one in written:
            lanes += int.from_bytes(_read(one), "little")
            total += one["total"]
            squares += one["squares"]
        return cls(lanes, total, squares)

    def written(self) -> dict[str, Any]:
        """As JSON: the lanes, how many bytes wide, whether they are packed, and the sums."""
        return {**_written(self._counts), "total": self.total, "squares": self.squares}

    @cached_property
    def _counts(self) -> tuple[int, ...]:
        """What each lane counts."""
        lanes = -(-self.lanes.bit_length() // (8 * LANE))
        return struct.unpack(f"<{lanes}I", self.lanes.to_bytes(lanes * LANE, "little"))

    @cached_property
    def _reached(self) -> list[int]:
        """How many there are up to each lane, with those in it."""
        return list(accumulate(self._counts))

    @property
    def counts(self) -> Mapping[int, int]:
        """How often each duration was met, in seconds and ascending."""
        return {_duration(place): count for place, count in enumerate(self._counts) if count}

    @property
    def n(self) -> int:
        """How many there are."""
        return self._reached[-1] if self._reached else 0

    def percentile(self, q: float) -> float | None:
        """By linear interpolation (type 7) over the durations as they count; None without any.

        Raises:
            ValueError: q is no share.
        """
        if not 0 <= q <= 1:
            raise ValueError("A percentile needs a share between 0 and 1.")
        if not self.n:
            return None
        rank = q * (self.n - 1)
        below = int(rank)
        lower, upper = self._at(below), self._at(min(below + 1, self.n - 1))
        return lower + (upper - lower) * (rank - below)

    @property
    def half(self) -> int | None:
        """The first duration within which at least half are; None without any."""
        return self._at((self.n - 1) // 2) if self.n else None

    def _at(self, place: int) -> int:
        """The duration that has so many before it."""
        return _duration(bisect_right(self._reached, place))

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Each duration with how often it was met, ascending."""
        return ((_duration(place), count) for place, count in enumerate(self._counts) if count)


NO_TIMES = Times().written()
"""What stands for days on which nothing was measured."""
