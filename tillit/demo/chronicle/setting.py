"""What is given before a conversation begins: where it takes place, who writes, what holds."""

from __future__ import annotations

from dataclasses import dataclass

from tillit.conversations.models import Inbox
from tillit.hours.models import CalendarVersion
from tillit.hours.opening_hours import Hours
from tillit.people.models import Agent
from tillit.standards.models import Clock, StandardVersion


@dataclass(frozen=True)
class Desk:
    """One inbox with the team that answers it."""

    inbox: Inbox
    address: str
    agents: tuple[Agent, ...]


@dataclass(frozen=True)
class Customer:
    """A contact with an address."""

    id: int
    language: str
    address: str

    @property
    def key(self) -> str:
        """How the journal names this customer."""
        return f"contact:{self.id}"


@dataclass(frozen=True)
class Terms:
    """When we are open, and what is promised by which clock."""

    calendar_version: CalendarVersion
    versions: dict[Clock, StandardVersion]

    @property
    def hours(self) -> Hours:
        """The opening hours."""
        return self.calendar_version.hours
