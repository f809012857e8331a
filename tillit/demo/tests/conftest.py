"""Fixtures for the tests of the demo world."""

from collections.abc import Callable
from datetime import datetime
from itertools import chain, islice, zip_longest
from pathlib import Path

import pytest
from pytest_django import Settings

from tillit.demo import agenda, world
from tillit.demo.moments import monday
from tillit.demo.plays import Play
from tillit.hours.opening_hours import Hours

Load = Callable[[int], None]


@pytest.fixture
def load(db: None, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Load:
    """Load a demo world of so many conversations; its logins are in a folder of the test."""
    settings.TILLIT_DATA = tmp_path
    everything = agenda.plays

    def small(conversations: int) -> None:
        def few(now: datetime, hours: Hours) -> list[Play]:
            return some_of(everything(now, hours), now, conversations)

        monkeypatch.setattr(agenda, "plays", few)
        world.load()

    return small


def some_of(plays: list[Play], now: datetime, count: int) -> list[Play]:
    """A few of all kinds: in every language, long ago and lately, open and of known customers."""
    recent = monday(now, agenda.RECENT)
    kinds = [
        [play for play in plays if play.email in agenda.GUESTS],
        [play for play in plays if play.script.ending == "open"],
        [play for play in plays if play.script.ending == "waiting"],
        *(
            [one for one in plays if one.begins < recent and one.script.language == language]
            for language in agenda.LANGUAGES
        ),
    ]
    in_turn = chain.from_iterable(zip_longest(*(reversed(kind) for kind in kinds)))
    unique = {play.number: play for play in in_turn if play is not None}
    return sorted(islice(unique.values(), count), key=lambda play: play.begins)
