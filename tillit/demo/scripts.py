"""The threads that the demo world is made of, read from their files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "threads"


@dataclass(frozen=True)
class Turn:
    """What one person says: `who` is customer, agent or note."""

    who: str
    text: str


@dataclass(frozen=True)
class Script:
    """One thread, to be played with different people and numbers."""

    key: str
    language: str
    topic: str
    period: str
    subject: str
    speed: str
    ending: str
    turns: tuple[Turn, ...]
    products: tuple[str, ...] = ()
    rating: int | None = None
    comment: str = ""
    attachment: str = ""

    @property
    def is_over(self) -> bool:
        """Whether it comes to an end by itself."""
        return self.ending in ("resolved", "no_reply_needed")


@dataclass(frozen=True)
class Person:
    """A customer's full name and the name that an agent would use."""

    name: str
    first_name: str


@cache
def scripts(language: str) -> tuple[Script, ...]:
    """All threads in one language."""
    return tuple(_script(language, thread) for thread in _read(language)["thread"])


@cache
def people(language: str) -> tuple[Person, ...]:
    """Customers who write in one language."""
    return tuple(Person(*pair) for pair in _read(language)["people"])


@cache
def _read(language: str) -> dict:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def _script(language: str, thread: dict) -> Script:
    known = ("key", "topic", "period", "subject", "speed", "ending")
    return Script(
        language=language,
        turns=tuple(Turn(turn["who"], turn["text"].strip()) for turn in thread["turn"]),
        products=tuple(thread.get("products", ())),
        rating=thread.get("rating"),
        comment=thread.get("comment", ""),
        attachment=thread.get("attachment", ""),
        **{name: thread[name] for name in known},
    )
