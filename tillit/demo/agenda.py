"""When everything in the demo world happens: made from a fixed seed, relative to now."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from tillit.demo.cast import COLLEAGUES, CUSTOMERS, Customer
from tillit.demo.scripts import Script, people, scripts
from tillit.hours.business_time import due
from tillit.hours.opening_hours import Hours

SEED = 1905
DAYS = 182
CONVERSATIONS = 600
LANGUAGES = {"en": 0.28, "nb": 0.36, "nl": 0.2, "hu": 0.16}
PARCELS = range(45, 76)
"""So many days ago the carrier lost parcels."""
SETTLED = timedelta(days=4)
"""What began longer ago than this has come to an end."""
FRESH = timedelta(hours=20)
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
    used: dict[str, int] = {}
    return [_play(random, number, at, now, used) for number, at in enumerate(begins)]


def _beginnings(random: Random, now: datetime) -> Iterator[datetime]:
    weights = [_weight(now - timedelta(days=day), day) for day in range(DAYS)]
    for day in random.choices(range(DAYS), weights, k=CONVERSATIONS):
        midnight = (now - timedelta(days=day)).replace(hour=0, minute=0, second=0, microsecond=0)
        hour = min(22.5, max(5.5, random.gauss(12.5, 3.8)))
        at = midnight + timedelta(hours=hour, seconds=random.randrange(3600))
        yield at if at < now else now - timedelta(minutes=random.randrange(4, 500))


def _weight(day: datetime, ago: int) -> float:
    weekday = 0.35 if day.weekday() >= 5 else 1.15 if day.weekday() == 0 else 1.0
    return weekday * (1.7 if ago in PARCELS else 1.0) * (2.5 if ago < 2 else 1.0)


def _play(random: Random, number: int, at: datetime, now: datetime, used: dict[str, int]) -> Play:
    customer = random.choice(CUSTOMERS) if random.random() < KEPT_MAILBOX else None
    language = customer.language if customer else _language(random)
    script = _script(random, language, at, now, used)
    used[f"{language}:{script.key}"] = used.get(f"{language}:{script.key}", 0) + 1
    name, first_name, email = _who(random, customer, language)
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
        with_comment=used[f"{language}:{script.key}"] == 1,
    )


def _language(random: Random) -> str:
    return random.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]


def _script(
    random: Random, language: str, at: datetime, now: datetime, used: dict[str, int]
) -> Script:
    """The least played of the threads that fit the time."""
    ago = now - at
    in_trouble = ago.days in PARCELS and random.random() < 0.55
    fitting = [
        one
        for one in scripts(language)
        if (one.period == "parcels") == in_trouble and _fits(one, ago, random)
    ]
    least = min(used.get(f"{language}:{one.key}", 0) for one in fitting)
    return random.choice([one for one in fitting if used.get(f"{language}:{one.key}", 0) == least])


def _fits(script: Script, ago: timedelta, random: Random) -> bool:
    if ago > SETTLED:
        return script.is_over or script.ending == "waiting"
    if ago < FRESH:
        return not script.is_over or random.random() < 0.35
    return script.ending != "unanswered"


def _who(random: Random, customer: Customer | None, language: str) -> tuple[str, str, str]:
    if customer:
        return customer.name, customer.first_name, customer.email
    person = random.choice(people(language))
    letters = "".join(c for c in _plain(person.name.lower()) if c.isalnum() or c == " ")
    return person.name, person.first_name, f"{'.'.join(letters.split())}@example.com"


_PLAIN = str.maketrans("æøåäöáéíóúőűüëïñč", "aoaaoaeiououueinc")


def _plain(text: str) -> str:
    return text.translate(_PLAIN).encode("ascii", "ignore").decode()


def _agent(random: Random, language: str) -> int:
    speaking = [n for n, colleague in enumerate(COLLEAGUES) if language in colleague.languages]
    weights = [3 if COLLEAGUES[n].languages[0] == language else 1 for n in speaking]
    return random.choices(speaking, weights)[0]


def steps(play: Play, hours: Hours, now: datetime) -> Iterator[Step]:
    """What happens in one play, in order, up to now."""
    random = Random(SEED * 1000 + play.number)  # noqa: S311
    at = play.begins
    for turn, said in enumerate(play.script.turns):
        if turn:
            at = _next(random, play, said.who, turn, at, hours)
        yield Step(at, play, said.who, turn)
    yield from _ending(random, play, at, hours, now)


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


def _ending(
    random: Random, play: Play, at: datetime, hours: Hours, now: datetime
) -> Iterator[Step]:
    script = play.script
    if script.ending == "waiting" and now - play.begins > SETTLED:
        at = due(hours, at, timedelta(hours=random.uniform(16, 26)))
    elif script.is_over:
        said_last = script.turns[-1].who
        minutes = 25 if said_last == "customer" else random.choice([1, 2, 240, 900])
        at = due(hours, at, timedelta(minutes=minutes))
    else:
        return
    yield Step(at, play, script.ending if script.is_over else "resolved")
    if script.rating and script.ending == "resolved":
        later = timedelta(minutes=random.lognormvariate(math.log(300), 0.9))
        yield Step(_awake(at + later, random), play, "rating")


def agenda(now: datetime, hours: Hours) -> list[Step]:
    """Everything that has happened in the world, in the order in which it did."""
    every = (step for play in plays(now) for step in steps(play, hours, now))
    past = [step for step in every if step.at.astimezone(UTC) < now]
    return sorted(past, key=lambda step: (step.at, step.play.number, step.turn))
