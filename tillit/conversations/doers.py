"""How the parts are called that act by themselves: neither colleagues nor customers."""

from __future__ import annotations

from collections.abc import Callable

from tillit.people.actor import Actor

_namers: dict[str, Callable[[str], str]] = {}


def name_actors(kind: str, namer: Callable[[str], str]) -> None:
    """Register how actors of a kind are called, by the name that the journal keeps."""
    _namers[kind] = namer


def name_of(actor: Actor) -> str:
    """What a part of Tillit is called; nothing when no app has named it."""
    namer = _namers.get(actor.kind)
    return namer(actor.name) if namer else ""
