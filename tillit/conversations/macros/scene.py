"""Where a macro is used: the conversation, by whom, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tillit.conversations.models import Conversation, Macro
from tillit.conversations.spine import KeptFile
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.people.policy import Verb, may


@dataclass
class Scene:
    """What every step of a macro knows; `done` is what undoing will need of it."""

    macro: Macro
    conversation: Conversation
    agent: Agent
    now: datetime
    leaves_at: datetime | None = None
    done: dict[str, Any] = field(default_factory=dict)

    @property
    def by(self) -> Actor:
        """Who does it."""
        return Actor.agent(self.agent)

    def may(self, verb: Verb) -> bool:
        """Whether the agent may do this here."""
        return may(self.agent, verb, self.conversation.team_id)


@dataclass(frozen=True)
class Step:
    """One thing that a macro does here: in words beforehand, and in deed.

    `text` is what will be said, with the variables that nobody can fill in, `open`. `problem` says
    why it cannot be done; then nothing of the macro is.
    """

    icon: str
    words: str
    act: Callable[[], None]
    text: str = ""
    open: tuple[str, ...] = ()
    problem: str = ""
    files: tuple[KeptFile, ...] = ()
