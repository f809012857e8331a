"""How long until something happens, when for some it has not happened yet (Kaplan and Meier)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """At this time it happened to so many of those to whom it could; `surviving` is who is left."""

    time: float
    at_risk: int
    events: int
    surviving: float


def survival(happened: Iterable[float], waiting: Iterable[float]) -> Iterator[Step]:
    """The steps of the curve: times at which it happened, and for how long others wait already.

    At one time what happens comes before who is lost sight of.
    """
    events, lost = Counter(happened), Counter(waiting)
    at_risk, surviving = events.total() + lost.total(), 1.0
    for time in sorted(events | lost):
        if events[time]:
            surviving *= 1 - events[time] / at_risk
            yield Step(time, at_risk, events[time], surviving)
        at_risk -= events[time] + lost[time]


def median_survival(happened: Iterable[float], waiting: Iterable[float]) -> float | None:
    """The first time at which half or fewer are left; None while more than half still wait."""
    # What is 1/2 by arithmetic must be 1/2 for a computer too.
    half = 0.5 + 1e-12
    steps = survival(happened, waiting)
    return next((step.time for step in steps if step.surviving <= half), None)
