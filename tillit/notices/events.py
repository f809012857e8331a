"""What can happen to notices."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.journal.facts import Fact


@dataclass(frozen=True)
class DigestWanted(Fact):
    """An agent is to have a mail with what was told meanwhile."""

    about: ClassVar[str] = "agent"
    agent: int


@dataclass(frozen=True)
class PushWanted(Fact):
    """A device of an agent is to show a notice."""

    about: ClassVar[str] = "agent"
    agent: int
    notice: int
    device: int
