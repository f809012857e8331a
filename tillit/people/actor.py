"""Whoever does something: a person or a part of Tillit, named in every fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tillit.people.models import Agent, Contact


@dataclass(frozen=True)
class Actor:
    """Who did it: `agent:3`, `contact:17`, `system:clockwork`."""

    kind: str
    name: str

    @property
    def key(self) -> str:
        """The short text that the journal keeps."""
        return f"{self.kind}:{self.name}"

    @property
    def agent_id(self) -> int | None:
        """Which colleague it is; None for anybody else."""
        return int(self.name) if self.kind == "agent" else None

    @classmethod
    def agent(cls, agent: Agent) -> Actor:
        """A colleague."""
        return cls("agent", str(agent.pk))

    @classmethod
    def contact(cls, contact: Contact) -> Actor:
        """A customer."""
        return cls("contact", str(contact.pk))

    @classmethod
    def system(cls, part: str) -> Actor:
        """A part of Tillit that acts by itself."""
        return cls("system", part)

    @classmethod
    def from_key(cls, key: str) -> Actor:
        """The actor that `key` names."""
        kind, _, name = key.partition(":")
        return cls(kind, name)
