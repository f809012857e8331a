"""The registry of notices: apps above say what they tell, and who may read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from tillit.notices.models import Notice
from tillit.people.models import Agent


@dataclass(frozen=True)
class Told:
    """A notice in words, and where it leads."""

    text: str
    url: str
    hint: str = ""


Tell = Callable[[Agent, Sequence[Notice]], dict[int, Told]]


@dataclass(frozen=True)
class Kind:
    """One kind of notice.

    `tell` puts notices of this kind into words, by their keys, and leaves out what the agent may
    not see: it is asked when they are shown and again when they are mailed. `brief` stands on a
    locked screen, so it names nobody: "New assignment: #{number}".
    """

    key: str
    label: str | Promise
    icon: str
    tell: Tell
    brief: str | Promise = ""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind of notice."""
    if kind.key in _kinds:
        raise ValueError(f"two apps register {kind.key}")
    _kinds[kind.key] = kind


def every() -> list[Kind]:
    """All kinds, in the order in which they were registered."""
    return list(_kinds.values())


def told(agent: Agent, notices: Iterable[Notice]) -> dict[int, Told]:
    """Those notices that the agent may read now, in words."""
    by_kind: dict[str, list[Notice]] = {}
    for notice in notices:
        by_kind.setdefault(notice.kind, []).append(notice)
    words: dict[int, Told] = {}
    for key, some in by_kind.items():
        if key in _kinds:
            words.update(_kinds[key].tell(agent, some))
    return words


def icon_of(key: str) -> str:
    """The icon of a kind."""
    return _kinds[key].icon if key in _kinds else "bell"


def brief_of(notice: Notice) -> str:
    """A notice in words that anybody may read: the kind, and a number."""
    kind = _kinds[notice.kind]
    return str(kind.brief or kind.label).format(number=notice.subject.partition(":")[2])
