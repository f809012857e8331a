"""What can happen to a job about many conversations."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.journal.facts import Fact


@dataclass(frozen=True)
class BulkBegun(Fact):
    """Somebody began to do one thing to many conversations, or to take it back."""

    about: ClassVar[str] = "bulk"
    bulk: int
    undoing: bool
