"""One thread played by one customer and one agent: what is said, how fast, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from statistics import NormalDist

from tillit.demo.scripts import Script
from tillit.demo.weeks import SEED, Slot, sway
from tillit.hours.business_time import due
from tillit.hours.opening_hours import Hours

_CHOICE = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)
_NORMAL = NormalDist()
LATE = (9, 14, 22, 35, 48)
"""Minutes of opening time after which a promise is broken."""
THANKS = (3, 25)
"""Minutes of opening time after which a thank-you is filed."""


@dataclass(frozen=True)
class Opinion:
    """What a customer answers who is asked about a contact."""

    score: int
    ease: int | None = None
    aspects: dict[str, int] = field(default_factory=dict)
    comment: str = ""


@dataclass(frozen=True)
class Pace:
    """How long each takes, in opening time; of those times one is left out that takes as long."""

    first: timedelta = timedelta()
    further: timedelta = timedelta()
    waits: timedelta = timedelta()
    closes: timedelta = timedelta()


@dataclass(frozen=True)
class Play:
    """One thread played by one customer and one agent, from an instant on."""

    number: int
    script: Script
    name: str
    first_name: str
    email: str
    agent: int
    begins: datetime
    values: dict[str, str]
    pace: Pace
    opinion: Opinion | None = None
    last_word: datetime | None = None
    """When it was, as long as it has not come to an end."""

    @property
    def subject(self) -> str:
        """What stands above it."""
        return self._filled(self.script.subject, -1)

    def said(self, turn: int) -> str:
        """What is said at a place of the script."""
        return self._filled(self.script.turns[turn].text, turn)

    def _filled(self, text: str, turn: int) -> str:
        """With one of each `[[several|ways]]` to say it, and the names and numbers of this play."""
        random = Random(SEED * 100_000 + self.number * 32 + turn)  # noqa: S311
        text = _CHOICE.sub(lambda found: random.choice(found[1].split("|")), text)
        for name, value in self.values.items():
            text = text.replace("{" + name + "}", value)
        return text


@dataclass(frozen=True)
class Step:
    """One thing that happens in a play; `turn` is the place in the script."""

    at: datetime
    play: Play
    what: str
    turn: int = 0


def pace_of(slot: Slot, ago: int, promised: timedelta) -> Pace:
    """The times of a slot: where it lies among those of its week, which sway as a whole.

    Whoever asks about a lost parcel and gets an answer soon gets it sooner: it is always the same.
    """
    known = 0.8 if slot.lost and slot.first < 0.5 else 1.0
    first = _minutes(slot.first, 75, 0.6, 205) * known * (1 + 0.2 * sway(ago, 20))
    further = _minutes(slot.further, 62, 0.6, 205) * (1 + 0.2 * sway(ago, 20))
    return Pace(
        first=_too_late(slot.first, promised) if slot.late_first else _whole(min(first, 230)),
        further=(
            _too_late(slot.further, promised) if slot.late_further else _whole(min(further, 230))
        ),
        waits=_whole(_minutes(slot.waits, 125, 0.55, 300) * (1 + 0.24 * sway(ago, 20))),
        closes=_whole(_minutes(slot.closes, 140, 0.55, 330) * (1 + 0.24 * sway(ago, 20))),
    )


def _minutes(place: float, median: float, spread: float, most: float) -> float:
    """What lies at a place among times of which the logarithm is normal."""
    usual = median * 2.718281828 ** (spread * _NORMAL.inv_cdf(min(0.99, max(0.01, place))))
    return max(6.0, min(most, usual))


def _too_late(place: float, promised: timedelta) -> timedelta:
    return promised + timedelta(minutes=LATE[int(place * 1000) % len(LATE)])


def _whole(minutes: float) -> timedelta:
    return timedelta(seconds=round(minutes * 60))


def spoken(script: Script, pace: Pace) -> timedelta:
    """The opening time from the first word to the last."""
    spent = timedelta()
    for turn, said in enumerate(script.turns):
        if turn and said.who == "customer":
            spent += _wait(script, pace, turn)
        elif said.who == "agent":
            spent += _reply(script, pace, turn)
    return spent


def turns(play: Play, hours: Hours) -> Iterator[Step]:
    """Everything that is said, in order."""
    at = asked = play.begins
    for turn, said in enumerate(play.script.turns):
        if turn and said.who == "customer":
            at = due(hours, at, _wait(play.script, play.pace, turn))
            asked = at if play.script.turns[turn - 1].who == "agent" else asked
        elif said.who == "agent":
            at = due(hours, asked, _reply(play.script, play.pace, turn))
        elif said.who == "note":
            share = 0.4 if play.script.turns[turn - 1].who != "note" else 0.6
            if play.script.turns[turn - 1].who == "agent":
                asked = at
            at = due(hours, asked, _reply(play.script, play.pace, turn) * share)
        yield Step(at, play, said.who, turn)


def ending(play: Play, last: datetime, hours: Hours) -> Step:
    """How it is closed after the last word."""
    return Step(due(hours, last, _ending(play.script, play.pace)), play, play.script.ending)


def _wait(script: Script, pace: Pace, turn: int) -> timedelta:
    """A customer who writes twice in a row does so soon."""
    soon = script.turns[turn - 1].who in ("customer", "note")
    return min(pace.first * 0.2, timedelta(minutes=20)) if soon else pace.waits


def _reply(script: Script, pace: Pace, turn: int) -> timedelta:
    answered = any(said.who == "agent" for said in script.turns[:turn])
    return pace.further if answered else pace.first


def _ending(script: Script, pace: Pace) -> timedelta:
    if script.turns[-1].who != "customer":
        return pace.closes
    quick, slow = THANKS
    return timedelta(minutes=quick + (slow - quick) * (pace.closes.seconds % 60) / 60)
