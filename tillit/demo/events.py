"""What can happen to the demo world."""

from dataclasses import dataclass

from tillit.journal.facts import Fact


@dataclass(frozen=True)
class DemoRemovalWanted(Fact):
    """Somebody asked for the demo world to be taken away."""
