"""What a sign brings up while somebody writes: `/` saved replies, `:` emoji, `@` colleagues."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tillit.conversations import kept_files
from tillit.conversations.composing.emoji import matching_emoji
from tillit.conversations.composing.mentioning import matching_colleagues
from tillit.conversations.composing.saved_replies import matching
from tillit.conversations.kept_files import KeptChoice
from tillit.conversations.models import Conversation
from tillit.people.models import Agent


@dataclass(frozen=True)
class Insertion:
    """One choice: what it is called, and what is put in the place of what was typed."""

    name: str
    text: str
    mark: str = ""
    preview: str = ""
    language: str = ""
    open: str = ""
    files: tuple[KeptChoice, ...] = ()


def insertions_for(
    sign: str, sought: str, conversation: Conversation, agent: Agent
) -> list[Insertion]:
    """The choices, best first; none for a sign that means nothing."""
    makers: dict[str, Callable[[], list[Insertion]]] = {
        "/": lambda: _replies(sought, conversation, agent),
        ":": lambda: [Insertion(name, emoji, emoji) for name, emoji in matching_emoji(sought)],
        "@": lambda: _colleagues(sought, conversation, agent),
    }
    maker = makers.get(sign)
    return maker() if maker else []


def _replies(sought: str, conversation: Conversation, agent: Agent) -> list[Insertion]:
    return [
        Insertion(
            found.name,
            found.text,
            preview=found.text,
            language=found.language if found.foreign else "",
            open=", ".join(found.open),
            files=tuple(kept_files.offered(conversation, found.files)),
        )
        for found in matching(sought, conversation, agent)
    ]


def _colleagues(sought: str, conversation: Conversation, agent: Agent) -> list[Insertion]:
    return [
        Insertion(colleague.name, f"@{colleague.name} ")
        for colleague in matching_colleagues(sought, conversation, agent)
    ]
