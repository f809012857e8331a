"""Fills an installation in a process of its own, and tells what can be asked of it."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tillit.people.models import Agent

CHOSEN = 2000
"""Conversations to ask for, so that hardly any is asked for twice."""
COMMON = 20
"""The rank of a word to search for that stands in very many conversations."""
RARE, RARE_IN = 5900, 100_000
"""The rank of one that stands in a few dozen of so many conversations."""


@dataclass(frozen=True)
class Answerable:
    """A message of ours that a customer may answer by mail."""

    message_id: str
    customer: str
    inbox: str


@dataclass(frozen=True)
class World:
    """What the measuring side has to know of an installation that was filled."""

    email: str
    password: str
    teams: tuple[int, ...]
    inboxes: tuple[str, ...]
    visible: tuple[int, ...]
    open: tuple[int, ...]
    answerable: tuple[Answerable, ...]
    saved: tuple[tuple[str, str], ...]
    common_word: str
    rare_word: str
    rows: dict[str, int]
    seconds: float
    database_mib: float


def fill(environment: dict[str, str], size: int) -> World:
    """Make an installation and write so many conversations into it; runs in a new process."""
    # A database that somebody has set for a real installation must never be filled.
    os.environ.clear()
    os.environ.update(environment)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tillit.config.settings"
    from tillit.config.commands import migrate

    with redirect_stdout(sys.stderr):
        migrate.main(Namespace())
    from bench.loading import Loaded, load
    from bench.words import vocabulary

    loaded: Loaded = load(size, report=lambda words: print(words, file=sys.stderr, flush=True))
    house, random = loaded.house, Random(size)  # noqa: S311 (a choice, not a secret)
    words = vocabulary("nb")
    visible, still_open = _numbers(house.measured.team_ids)
    return World(
        email=house.measured.email,
        password=house.password,
        teams=tuple(house.measured.team_ids),
        inboxes=tuple(desk.address for desk in house.desks),
        visible=tuple(random.sample(visible, min(CHOSEN, len(visible)))),
        open=tuple(random.sample(still_open, min(CHOSEN, len(still_open)))),
        answerable=tuple(_answerable()),
        saved=tuple(_saved_views(house.measured)),
        common_word=words.word_of_rank(COMMON),
        rare_word=words.word_of_rank(_rare(size)),
        rows=loaded.rows,
        seconds=loaded.seconds,
        database_mib=_size(Path(environment["TILLIT_DATA"])),
    )


def _saved_views(agent: Agent) -> Iterator[tuple[str, str]]:
    """One that an index tells wholly, and one for which candidates are looked at; name, address."""
    from tillit.conversations.models import SavedView
    from tillit.conversations.viewing.lists import key_of

    nobodys = _conditions(("status", "unresolved"), ("assignee", "nobody"))
    hungarian = _conditions(("status", "unresolved"), ("language", "hu"), ("unread", "no"))
    for name, conditions in (("nobody's", nobodys), ("Hungarian and read", hungarian)):
        made = SavedView.objects.create(owner=agent, name=name, conditions=conditions)
        yield f"saved view: {name}", key_of(made)


def _conditions(*pairs: tuple[str, str]) -> dict[str, Any]:
    items = [{"field": field, "operator": "is", "value": value} for field, value in pairs]
    return {"mode": "all", "items": items}


def _rare(size: int) -> int:
    """The rank of a word that is found about as often, whatever the size (Zipf's law)."""
    from bench.words import STEEPNESS

    return round(RARE * (size / RARE_IN) ** (1 / STEEPNESS))


def _numbers(teams: list[int]) -> tuple[list[int], list[int]]:
    from tillit.conversations.models import Conversation, Shelf

    rows = Conversation.objects.filter(team_id__in=teams).values_list("pk", "shelf")
    found = list(rows)
    return [pk for pk, _shelf in found], [pk for pk, shelf in found if shelf == Shelf.OPEN]


def _answerable() -> list[Answerable]:
    from tillit.conversations.models import Message, Status

    replies = Message.objects.human_replies().filter(conversation__status=Status.WAITING)
    newest = replies.order_by("-id").values_list(
        "external_id", "address", "conversation__inbox__mailbox__address"
    )
    return [Answerable(*row) for row in newest[:CHOSEN]]


def _size(data: Path) -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return (data / "tillit.sqlite3").stat().st_size / 2**20
