"""What follows when the demo world is no longer wanted."""

from tillit.demo.events import DemoRemovalWanted
from tillit.journal.models import Event, Lane
from tillit.journal.registry import Mode, on


@on(DemoRemovalWanted, mode=Mode.OUTSIDE, lane=Lane.QUICK)
def remove_demo(fact: DemoRemovalWanted, event: Event) -> None:
    """Take it away, in a transaction of its own; harmless when it is gone already."""
    # Loaded here: it brings the whole demo world along, which other processes do without.
    from tillit.demo import world

    world.remove()
