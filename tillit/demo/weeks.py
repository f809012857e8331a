"""What each week of the demo world brings: steady, but for the month in which parcels were lost.

A demo that drew its lots anew for every conversation would ring false alarms: over a year and on
twenty charts, chance alone puts eight weeks in a row on one side of a centre. So chance decides who
writes about what, and the **numbers** of a week are laid out: how many conversations there are, of
which shape, how fast answers come, how many promises are broken, how many customers come back and
what they say. Each number sways by the golden ratio: what goes up comes down within two weeks, and
no week repeats another. That is calmer than life, and written here so that nobody takes the demo
for a sample of it. In the weeks of the lost parcels three of these numbers change: promises broken,
bad ratings, and customers who come back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from random import Random
from typing import Any

SEED = 1912
WEEKS = 56
"""Whole weeks before the present one: thirteen months."""
LOST = range(5, 10)
"""So many weeks ago the carrier lost parcels."""
LANGUAGES = {"en": 0.28, "nb": 0.36, "nl": 0.2, "hu": 0.16}
GOLDEN = (5**0.5 - 1) / 2


class Shape(Enum):
    """How a finished conversation goes: how many replies, and who has the last word."""

    ANSWERED = "one reply"
    THANKED = "one reply, and the customer says thank you"
    DISCUSSED = "two replies"
    TALKED_OVER = "more than two replies"
    SETTLED = "two replies or more, and the customer says thank you"
    KIND_WORD = "one reply, and the last word needs none"
    NO_QUESTION = "nothing that had to be answered"


LONG = (Shape.DISCUSSED, Shape.TALKED_OVER, Shape.SETTLED)
TWICE = (Shape.DISCUSSED, Shape.SETTLED)
ASKED = (Shape.ANSWERED, Shape.THANKED, *LONG)
"""Those after which customers are asked how it was."""
FIRST_CONCERNED = (Shape.DISCUSSED, Shape.THANKED, Shape.ANSWERED)
"""Whom the lost parcels concern first."""


@dataclass(frozen=True)
class Slot:
    """One conversation of a week, before anybody says a word.

    `place` is where in the week it begins, the others where its times lie among those of the week,
    all from 0 to 1. `rating` is what the customer thinks of it: True for good, None for silence.
    """

    shape: Shape
    language: str
    place: float = 0.5
    first: float = 0.5
    further: float = 0.5
    waits: float = 0.5
    closes: float = 0.5
    lost: bool = False
    again: bool = False
    spills: bool = False
    late_first: bool = False
    late_further: bool = False
    rating: bool | None = None
    ease: bool | None = None


def sway(ago: int, which: int) -> float:
    """From -1 to 1: how one number of a week differs from its usual value."""
    return 2 * ((ago * GOLDEN + which * 0.377) % 1) - 1


def around(usual: float, by: float, ago: int, which: int) -> int:
    """A whole number that sways around its usual value."""
    return round(usual + by * sway(ago, which))


def slots(ago: int) -> list[Slot]:
    """The conversations of the week so many weeks ago."""
    random = Random(SEED * 100 + ago)  # noqa: S311 (a believable world, not a secret)
    shapes = list(_shapes(ago))
    languages = _languages(len(shapes), ago)
    random.shuffle(languages)
    made = [Slot(shape, language) for shape, language in zip(shapes, languages, strict=True)]
    for change in (_placed, _paced, _spilling, _lost, _returning, _late, _rated):
        random.shuffle(made)
        made = change(made, ago, random)
    return made


def _shapes(ago: int) -> Iterator[Shape]:
    every = around(53, 4, ago, 2)
    counts = {
        Shape.THANKED: around(0.26 * every, 2, ago, 1),
        Shape.DISCUSSED: around(0.33 * every, 3, ago, 2),
        Shape.TALKED_OVER: 1,
        Shape.SETTLED: around(4, 1.4, ago, 2),
        Shape.KIND_WORD: around(2.5, 1, ago, 4),
        Shape.NO_QUESTION: around(0.8, 0.8, ago, 6),
    }
    counts[Shape.ANSWERED] = every - sum(counts.values())
    for shape, count in counts.items():
        yield from [shape] * count


def _languages(count: int, ago: int) -> list[str]:
    """As many of each language as its share, evenly through the weeks."""
    found: list[str] = []
    for language, share in LANGUAGES.items():
        found += [language] * int(count * share)
    spare = list(LANGUAGES)[ago % len(LANGUAGES) :] + list(LANGUAGES)
    return found + spare[: count - len(found)]


def _even(count: int, random: Random) -> list[float]:
    """So many numbers from 0 to 1, one in each part of that, in any order."""
    made = [(number + random.random()) / count for number in range(count)]
    random.shuffle(made)
    return made


def _placed(made: list[Slot], ago: int, random: Random) -> list[Slot]:
    places = _even(len(made), random)
    return [replace(one, place=place) for one, place in zip(made, places, strict=True)]


def _paced(made: list[Slot], ago: int, random: Random) -> list[Slot]:
    """Times evenly through what is usual, apart for short and long conversations."""
    found: list[Slot] = []
    for long in (False, True):
        some = [one for one in made if (one.shape in LONG) == long]
        times = zip(*(_even(len(some), random) for _ in range(4)), strict=True)
        found += [
            replace(one, first=first, further=further, waits=waits, closes=closes)
            for one, (first, further, waits, closes) in zip(some, times, strict=True)
        ]
    return found


def _spilling(made: list[Slot], ago: int, random: Random) -> list[Slot]:
    """Some come at the end of the week and are resolved in the next."""
    count = around(8, 2.5, ago, 6)
    short = sorted(made, key=lambda one: one.shape in LONG)
    return [replace(one, spills=True) for one in short[:count]] + short[count:]


def _lost(made: list[Slot], ago: int, random: Random) -> list[Slot]:
    """In the bad month two of five write about a parcel that does not come."""
    count = around(21, 2, ago, 7) if ago in LOST else 0
    fitting = [one for one in made if one.shape in FIRST_CONCERNED and not one.spills]
    fitting.sort(key=lambda one: FIRST_CONCERNED.index(one.shape))
    return _changed(made, fitting[:count], lost=True)


def _returning(made: list[Slot], ago: int, random: Random) -> list[Slot]:
    """Some customers write again within a week; after a week of lost parcels many do."""
    count = around(13, 1, ago, 8) if ago + 1 in LOST else around(3, 1.6, ago, 8)
    fitting = [one for one in made if one.shape is Shape.ANSWERED and not one.spills]
    return _changed(made, [one for one in fitting if not one.lost][:count], again=True)


def _late(made: list[Slot], ago: int, random: Random) -> list[Slot]:
    """Broken promises: of those that took long anyway, so that the median stays what it is."""
    bad = ago in LOST
    twice = [one for one in made if one.shape in TWICE]
    further = [one for one in twice if one.further > 0.5]
    further.sort(key=lambda one: not one.lost)
    made = _changed(
        made, further[: int(0.4 * len(twice)) if bad else around(2, 1.5, ago, 9)], late_further=True
    )
    first = [one for one in made if one.lost and one.first > 0.5]
    return _changed(made, first[: 2 if bad else 0], late_first=True)


def _rated(made: list[Slot], ago: int, random: Random) -> list[Slot]:
    """A third of them tell how it was; not all of those also how easy it was."""
    asked = [one for one in made if one.shape in ASKED]
    asked.sort(key=lambda one: not (one.lost or one.late_further))
    bad = around(11, 1, ago, 11) if ago in LOST else around(2.2, 1.4, ago, 11)
    count = around(0.41 * len(asked), 1.6, ago, 12)
    hard = around(2.2, 1.4, ago, 13)
    unhappy, others = asked[:bad], asked[bad:]
    random.shuffle(others)
    happy = others[: count - bad]
    made = _changed(made, unhappy, rating=False)
    made = _changed(made, happy, rating=True)
    told = [one for one in made if one.rating is not None]
    told = sorted(told, key=lambda one: one.rating is True)[: around(13, 1.5, ago, 14)]
    made = _changed(made, told, ease=True)
    return _changed(made, [one for one in made if one.ease][:hard], ease=False)


def _changed(made: list[Slot], some: list[Slot], **fields: Any) -> list[Slot]:
    chosen = {id(one) for one in some}
    return [replace(one, **fields) if id(one) in chosen else one for one in made]
