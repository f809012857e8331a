"""How long until something happens, when for some it has not happened yet (Kaplan and Meier)."""

from __future__ import annotations

from collections.abc import Iterable

HALF = 0.5 + 1e-12
"""What is 1/2 by arithmetic must be 1/2 for a computer too."""


def median_survival(
    happened: Iterable[tuple[float, int]], waiting: Iterable[float], n: int
) -> float | None:
    """The first time at which half or fewer are left; None while more than half still wait.

    `happened` are the times at which it happened, each with how often, `waiting` how long the
    others of all `n` wait already, both ascending. Those are asked for one by one, no further than
    is needed. At one time what happens comes before who is lost sight of.
    """
    at_risk, left = n, 1.0
    lost = iter(waiting)
    next_lost = next(lost, None)
    for time, events in happened:
        while next_lost is not None and next_lost < time:
            at_risk -= 1
            next_lost = next(lost, None)
        left *= 1 - events / at_risk
        if left <= HALF:
            return time
        at_risk -= events
    return None
