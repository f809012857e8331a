"""What every flow has: a process that dies, whoever talks to it, and what must hold afterwards."""

from __future__ import annotations

from abc import ABC, abstractmethod
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from torture.books import Books
from torture.ground import Ground

LATER = timedelta(minutes=10)
"""By then the lease of whatever a dead process had claimed has ended."""
Wrong = Callable[[], None]
"""Makes Tillit wrong, in the process that calls it and in no other."""


@dataclass
class Verdict:
    """What was found when everything had come to rest."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    permitted: int = 0
    """Mails that arrived twice because we died between the acceptance and our note of it."""

    @property
    def is_good(self) -> bool:
        """Whether nothing was found that may not be."""
        return not (self.lost or self.doubled or self.broken)

    def compare(self, wanted: Counter[str], found: Counter[str]) -> None:
        """Each of the wanted once, and nothing else."""
        self.lost += list((wanted - found).elements())
        self.doubled += list((found - wanted).elements())


class Flow(ABC):
    """One flow on one ground."""

    name: str
    serves = False
    """Whether its process goes on until it is told to stop."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.books = Books(ground.data, ground.database)

    def set_up(self, stack: ExitStack) -> None:  # noqa: B027 (most need nothing)
        """Start what else is needed, until the stack is closed."""

    @abstractmethod
    def prepare(self) -> int:
        """Write what is there before; in a process of its own."""

    def save(self) -> None:
        """Keep the state in which each round begins."""
        self.ground.save(self.name)

    def bring_back(self) -> None:
        """Begin a round."""
        self.ground.bring_back(self.name)

    @abstractmethod
    def victim(self) -> int:
        """What is killed; what stands here is what `tillit` itself would call."""

    def partner(self) -> int:
        """Whoever talks to a process that serves, until it was told that all is stored."""
        return 0

    def look(self) -> object:
        """What is to be known of the moment of death, before anything goes on."""
        return None

    def finish(self) -> int:
        """Let everything come to rest, as the workers would."""
        work_through(only="filers")
        return 0

    @abstractmethod
    def judge(self, seen: Any) -> Verdict:
        """Compare with the truth."""

    @property
    @abstractmethod
    def wrong(self) -> Mapping[str, Wrong]:
        """Mistakes that this flow has to notice, by what they do."""


def work_through(*, only: str) -> None:
    """Work, and again after every lease has ended."""
    from tillit import clock
    from tillit.config.commands import worker

    worker.main(Namespace(only=only, once=True))
    with clock.moved_to(clock.now() + LATER):
        worker.main(Namespace(only=only, once=True))
