"""The clock that looks for promises whose time is up, what comes back, and what nobody needs."""

from tillit import clock
from tillit.automation import timed
from tillit.conversations.snoozing import wake_due
from tillit.conversations.uploads import clear_unsent
from tillit.documents import reviewing
from tillit.standards.handbook import keeping
from tillit.standards.promises import break_overdue

BATCH = 500


def tick() -> int:
    """Bring back what was snoozed, break what is overdue (and count it), ask timed rules."""
    wake_due(now=clock.now())
    clear_unsent(now=clock.now())
    broken = 0
    while True:
        batch = break_overdue(now=clock.now(), most=BATCH)
        broken += batch
        if batch < BATCH:
            break
    timed.tick(clock.now())
    return broken


def remind() -> int:
    """Tell of the reviews that have fallen due by the day at home, each once; count them."""
    now = clock.now()
    return reviewing.remind(now=now) + keeping.remind(now=now)
