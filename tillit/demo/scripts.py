"""The threads that the demo world is made of, read from their files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tillit.demo.weeks import Shape
from tillit.people.languages import CODES

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

    @property
    def shape(self) -> Shape:
        """How it goes, when it is over."""
        replies = sum(turn.who == "agent" for turn in self.turns)
        if self.ending == "no_reply_needed":
            return Shape.KIND_WORD if replies else Shape.NO_QUESTION
        thanked = self.turns[-1].who == "customer"
        if replies > 1:
            long = Shape.DISCUSSED if replies == 2 else Shape.TALKED_OVER
            return Shape.SETTLED if thanked else long
        return Shape.THANKED if thanked else Shape.ANSWERED


@dataclass(frozen=True)
class Person:
    """A customer's full name and the name that an agent would use."""

    name: str
    first_name: str


@cache
def scripts(language: str) -> tuple[Script, ...]:
    """All threads in one language: those with a story of their own, and those of every day."""
    threads = [*_read(language)["thread"], *_read(f"everyday_{language}")["thread"]]
    return tuple(_script(language, thread) for thread in threads)


def topics() -> list[str]:
    """What they are about."""
    return sorted({one.topic for language in CODES for one in scripts(language)})


@cache
def fitting(language: str, shape: Shape, period: str) -> tuple[Script, ...]:
    """Those that go like this, and were written in such a time."""
    return tuple(
        one
        for one in scripts(language)
        if one.is_over and one.shape is shape and one.period == period
    )


@cache
def said_of_us(language: str) -> dict[str, tuple[str, ...]]:
    """What customers write when they are asked, by what it is about."""
    found = _read(f"everyday_{language}")["comments"]
    return {about: tuple(comments) for about, comments in found.items()}


@cache
def qualities(language: str) -> dict[str, str]:
    """What a good service is like, in the words of the survey."""
    return dict(_read(f"everyday_{language}")["qualities"])


@cache
def people(language: str) -> tuple[Person, ...]:
    """Customers who write in one language."""
    return tuple(Person(*pair) for pair in _read(language)["people"])


@cache
def _read(name: str) -> dict:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


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
