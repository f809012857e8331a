"""When everything in the demo world happens: made from a fixed seed, relative to now."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from tillit.demo.cast import COLLEAGUES, CUSTOMERS, Customer
from tillit.demo.scripts import Script, people, scripts
from tillit.hours.business_time import due, elapsed, is_open
from tillit.hours.opening_hours import Hours

T = TypeVar("T")

SEED = 1905
DAYS = 182
CONVERSATIONS = 580
LANGUAGES = {"en": 0.28, "nb": 0.36, "nl": 0.2, "hu": 0.16}
PARCELS = range(45, 76)
"""So many days ago the carrier lost parcels."""
UNFINISHED = 30
"""The newest conversations have not come to an end yet."""
LAST_SAID = (4, 9, 17, 26, 41, 58, 75, 96, 118, 143, 166, 187, 204, 221, 233, 251, 285)
"""Minutes of opening time since the customers wrote who still wait; two of them too long."""
KEPT_MAILBOX = 0.05
"""The share of conversations that belong to one of the four customers with a mailbox."""


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
    with_comment: bool
    place: int = 0
    """Its place among those who still wait for an answer."""


@dataclass(frozen=True)
class Step:
    """One thing that happens in a play; `turn` is the place in the script."""

    at: datetime
    play: Play
    what: str
    turn: int = 0


def plays(now: datetime) -> list[Play]:
    """All conversations of the world, in the order in which they begin."""
    random = Random(SEED)  # noqa: S311 (a believable world, not a secret)
    begins = sorted(_beginnings(random, now))
    used: Counter[str] = Counter()
    unfinished_from = len(begins) - UNFINISHED
    return [
        _play(random, number, at, now, used, is_over=number < unfinished_from)
        for number, at in enumerate(begins)
    ]


def _beginnings(random: Random, now: datetime) -> Iterator[datetime]:
    weights = [_weight(now - timedelta(days=day), day) for day in range(DAYS)]
    for day in random.choices(range(DAYS), weights, k=CONVERSATIONS):
        midnight = (now - timedelta(days=day)).replace(hour=0, minute=0, second=0, microsecond=0)
        hour = min(22.5, max(5.5, random.gauss(12.5, 3.8)))
        at = midnight + timedelta(hours=hour, seconds=random.randrange(3600))
        yield at if at < now else now - timedelta(minutes=random.randrange(4, 500))


def _weight(day: datetime, ago: int) -> float:
    weekday = 0.35 if day.weekday() >= 5 else 1.15 if day.weekday() == 0 else 1.0
    return weekday * (1.7 if ago in PARCELS else 1.0)


def _play(
    random: Random, number: int, at: datetime, now: datetime, used: Counter[str], *, is_over: bool
) -> Play:
    customer = random.choice(CUSTOMERS) if random.random() < KEPT_MAILBOX else None
    language = customer.language if customer else _language(random)
    in_trouble = (now - at).days in PARCELS and random.random() < 0.55
    script = _script(random, language, used, in_trouble=in_trouble, is_over=is_over)
    name, first_name, email = _who(random, customer, language, used)
    agent = _agent(random, language)
    return Play(
        number=number,
        script=script,
        name=name,
        first_name=first_name,
        email=email,
        agent=agent,
        begins=at,
        values={
            "order": str(random.randrange(21000, 98000)),
            "parcel": f"NP{random.randrange(10**8, 10**9)}NO",
            "invoice": f"F-{random.randrange(10000, 99999)}",
            "product": random.choice(script.products) if script.products else "",
            "name": name,
            "first_name": first_name,
            "agent": COLLEAGUES[agent].name.split()[0],
        },
        with_comment=used[_mark(script)] == 1,
        place=_place(script, used),
    )


def _place(script: Script, used: Counter[str]) -> int:
    if script.is_over or script.ending == "waiting":
        return 0
    used["waiting for us"] += 1
    return used["waiting for us"] - 1


def _mark(script: Script) -> str:
    return f"{script.language}:{script.key}"


def _language(random: Random) -> str:
    return random.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]


def _script(
    random: Random, language: str, used: Counter[str], *, in_trouble: bool, is_over: bool
) -> Script:
    """The least played of the threads that fit the time."""
    fitting = [
        one
        for one in scripts(language)
        if (one.period == "parcels") == in_trouble and one.is_over == is_over
    ]
    return _least_used(random, fitting, used, _mark)


def _least_used(
    random: Random, among: Sequence[T], used: Counter[str], mark: Callable[[T], str]
) -> T:
    least = min(used[mark(one)] for one in among)
    chosen = random.choice([one for one in among if used[mark(one)] == least])
    used[mark(chosen)] += 1
    return chosen


def _who(
    random: Random, customer: Customer | None, language: str, used: Counter[str]
) -> tuple[str, str, str]:
    if customer:
        return customer.name, customer.first_name, customer.email
    person = _least_used(random, people(language), used, lambda one: one.name)
    letters = "".join(c for c in _plain(person.name.lower()) if c.isalnum() or c == " ")
    return person.name, person.first_name, f"{'.'.join(letters.split())}@example.com"


_PLAIN = str.maketrans("æøåäöáéíóúőűüëïñčð", "aoaaoaeiououueincd")


def _plain(text: str) -> str:
    return text.translate(_PLAIN).encode("ascii", "ignore").decode()


def _agent(random: Random, language: str) -> int:
    speaking = [n for n, colleague in enumerate(COLLEAGUES) if language in colleague.languages]
    weights = [3 if COLLEAGUES[n].languages[0] == language else 1 for n in speaking]
    return random.choices(speaking, weights)[0]


def steps(play: Play, hours: Hours, now: datetime) -> Iterator[Step]:
    """What happens in one play, in order."""
    if play.script.is_over:
        yield from _finished(play, hours)
    else:
        yield from _unfinished(play, hours, now)


def _turns(random: Random, play: Play, begins: datetime, hours: Hours) -> list[Step]:
    made, at = [], begins
    for turn, said in enumerate(play.script.turns):
        if turn:
            at = _next(random, play, said.who, turn, at, hours)
        made.append(Step(at, play, said.who, turn))
    return made


def _unfinished(play: Play, hours: Hours, now: datetime) -> list[Step]:
    """A play whose last word is as recent as the believable present wants it."""
    random = Random(SEED * 1000 + play.number)  # noqa: S311
    last = _last_word(random, play, hours, now)
    for days in range(30):
        begins = last - timedelta(days=days, minutes=random.randrange(5, 300))
        turns = _turns(random, play, begins if len(play.script.turns) > 1 else last, hours)
        if len(turns) == 1 or turns[-2].at < last:
            return [*turns[:-1], Step(last, play, turns[-1].what, turns[-1].turn)]
    return []


def _last_word(random: Random, play: Play, hours: Hours, now: datetime) -> datetime:
    if play.script.ending == "waiting":
        return opened_ago(hours, now, timedelta(minutes=random.randrange(30, 1500)))
    if not is_open(hours, now) and play.place % 3 == 0:
        return now - timedelta(minutes=random.randrange(6, 240))
    minutes = LAST_SAID[play.place % len(LAST_SAID)]
    return opened_ago(hours, now, timedelta(minutes=minutes))


def opened_ago(hours: Hours, now: datetime, amount: timedelta) -> datetime:
    """The latest instant since which this much opening time has passed."""
    early, late = now - timedelta(days=30), now
    while late - early > timedelta(seconds=20):
        middle = early + (late - early) / 2
        early, late = (middle, late) if elapsed(hours, middle, now) >= amount else (early, middle)
    return early


def _finished(play: Play, hours: Hours) -> Iterator[Step]:
    random = Random(SEED * 1000 + play.number)  # noqa: S311
    turns = _turns(random, play, play.begins, hours)
    yield from turns
    said_last = turns[-1].what
    minutes = 25 if said_last == "customer" else random.choice([1, 2, 240, 900])
    at = due(hours, turns[-1].at, timedelta(minutes=minutes))
    yield Step(at, play, play.script.ending)
    if play.script.rating and play.script.ending == "resolved":
        later = timedelta(minutes=random.lognormvariate(math.log(300), 0.9))
        yield Step(_awake(at + later, random), play, "rating")


def _next(random: Random, play: Play, who: str, turn: int, at: datetime, hours: Hours) -> datetime:
    if who == "customer":
        wait = timedelta(minutes=random.lognormvariate(math.log(95), 1.0))
        return _awake(at + min(wait, timedelta(days=3)), random)
    first = not any(said.who == "agent" for said in play.script.turns[:turn])
    delay = _delay(random, play, first=first) * (0.7 if who == "note" else 1.0)
    after_note = play.script.turns[turn - 1].who == "note"
    return due(hours, at, delay * 0.3 if after_note else delay)


def _delay(random: Random, play: Play, *, first: bool) -> timedelta:
    """How much opening time passes before the team answers."""
    median, spread = {"quick": (16, 0.5), "normal": (82, 0.55), "late": (330, 0.28)}[
        play.script.speed
    ]
    if not first:
        median = min(median, 70)
    return timedelta(minutes=min(900, random.lognormvariate(math.log(median), spread)))


def _awake(at: datetime, random: Random) -> datetime:
    """Customers sleep: what would be written at night is written in the morning."""
    if 5 <= at.hour < 22:
        return at
    morning = at.replace(hour=6, minute=random.randrange(60))
    return morning if at.hour < 5 else morning + timedelta(days=1)


def agenda(now: datetime, hours: Hours) -> list[Step]:
    """Everything that has happened in the world, in the order in which it did."""
    every = (step for play in plays(now) for step in steps(play, hours, now))
    past = [step for step in every if step.at.astimezone(UTC) < now]
    return sorted(past, key=lambda step: (step.at, step.play.number, step.turn))
