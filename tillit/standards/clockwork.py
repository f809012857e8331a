"""The clock that looks for promises whose time is up."""

from tillit import clock
from tillit.standards.promises import break_overdue

BATCH = 500


def tick() -> int:
    """Break what is overdue, batch by batch; the number of promises broken."""
    broken = 0
    while True:
        batch = break_overdue(now=clock.now(), most=BATCH)
        broken += batch
        if batch < BATCH:
            return broken
