"""Many durations as a histogram: as small as a year needs it, and as exact as it says.

A duration counts as the nearest step: to the second up to two minutes, to 5 seconds up to ten
minutes, to half a minute up to an hour, to the minute up to ten hours, to ten minutes up to ten
days, and to the hour beyond. That moves none by more than 2.5%, and long ones by less than 1%.
Sums stay exact, so a mean is not touched by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

STEPS = ((120, 1), (600, 5), (3600, 30), (36_000, 60), (864_000, 600))
"""Up to so many seconds a duration counts in steps of so many."""
LONGEST_STEP = 3600


def stepped(seconds: float) -> int:
    """As which duration one counts, in seconds.

    Raises:
        ValueError: it is negative.
    """
    if seconds < 0:
        raise ValueError("A duration cannot be negative.")
    step = next((step for end, step in STEPS if seconds < end), LONGEST_STEP)
    return int(seconds / step + 0.5) * step


@dataclass(frozen=True)
class Times:
    """How often each duration was met, in seconds and ascending; with the exact sums."""

    counts: Mapping[int, int]
    total: float = 0.0
    squares: float = 0.0

    @classmethod
    def of(cls, durations: Iterable[float]) -> Times:
        """Those that were measured."""
        found = list(durations)
        counts = Counter(map(stepped, found))
        return cls(
            dict(sorted(counts.items())),
            total=sum(found),
            squares=sum(one * one for one in found),
        )

    @classmethod
    def together(cls, written: Iterable[Mapping[str, Any]]) -> Times:
        """All that was written of several, in any order."""
        counts: Counter[int] = Counter()
        total = squares = 0.0
        for one in written:
            steps = one["steps"]
            for duration, count in zip(steps[::2], steps[1::2], strict=True):
                counts[duration] += count
            total += one["total"]
            squares += one["squares"]
        return cls(dict(sorted(counts.items())), total, squares)

    def written(self) -> dict[str, Any]:
        """As JSON: duration and count in turn, and the sums."""
        steps = [number for pair in self.counts.items() for number in pair]
        return {"steps": steps, "total": self.total, "squares": self.squares}

    @property
    def n(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    def percentile(self, q: float) -> float | None:
        """By linear interpolation (type 7) over the durations as they count; None without any.

        Raises:
            ValueError: q is no share.
        """
        if not 0 <= q <= 1:
            raise ValueError("A percentile needs a share between 0 and 1.")
        if not self.counts:
            return None
        rank = q * (self.n - 1)
        below = int(rank)
        lower, upper = self._at(below), self._at(min(below + 1, self.n - 1))
        return lower + (upper - lower) * (rank - below)

    def _at(self, place: int) -> int:
        reached = accumulate(self.counts.values())
        return next(one for one, end in zip(self.counts, reached, strict=True) if place < end)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Each duration with how often it was met, ascending."""
        return iter(self.counts.items())


NO_TIMES = Times({}).written()
"""What stands for days on which nothing was measured."""
