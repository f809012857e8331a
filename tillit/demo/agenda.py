"""When everything in the demo world happens: made from a fixed seed, relative to now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from tillit.demo.cast import COLLEAGUES, CUSTOMERS
from tillit.demo.customers import Customers, Known
from tillit.demo.moments import WEEK, after_hours, last_word, monday, opened_ago, wall
from tillit.demo.opinions import answered_at, opinion_of, waves
from tillit.demo.plays import Pace, Play, Step, ending, pace_of, spoken, turns
from tillit.demo.scripts import Script, fitting, scripts
from tillit.demo.weeks import LANGUAGES, LONG, SEED, WEEKS, Shape, Slot, slots
from tillit.hours.business_time import due, elapsed
from tillit.hours.opening_hours import Hours

T = TypeVar("T")
Solved = list[tuple[datetime, Play]]
"""When plays came to their end."""

UNFINISHED = 30
"""Conversations that have not come to an end yet."""
FOUR_HOURS_SINCE = timedelta(days=118)
"""Before that the team promised an answer within eight hours."""
RECENT = 2
"""Weeks in which those customers have written whose mailbox can be opened."""
LATEST = 4000
"""Orders are numbered as conversations are made; those of the present come after all others."""
GUESTS = frozenset(customer.email for customer in CUSTOMERS)
COMES_BACK = (timedelta(hours=10), timedelta(days=6, hours=20))
"""How long after the solution somebody comes back."""
USUAL_PROMISE = timedelta(hours=4)


def plays(now: datetime, hours: Hours) -> list[Play]:
    """All conversations of the world, in the order in which they begin."""
    world = _World(now, hours)
    unfinished = list(world.unfinished())
    for ago in range(WEEKS + 1, -1, -1):
        world.live(ago, waiting=sum(world.ago(one.begins) == ago for one in unfinished))
    every = sorted([*world.played, *unfinished], key=lambda play: play.begins)
    return [replace(play, number=number) for number, play in enumerate(every)]


class _World:
    """What is known while the weeks are laid out, one after the other."""

    def __init__(self, now: datetime, hours: Hours) -> None:
        self._now, self._hours = now, hours
        self._used: Counter[str] = Counter()
        self._customers = Customers()
        self._number = 0
        self._solved: list[tuple[datetime, Play]] = []
        self.played: list[Play] = []

    def ago(self, at: datetime) -> int:
        """How many weeks ago that was."""
        local = at.astimezone(self._now.tzinfo)
        return (monday(self._now).date() - monday(local).date()).days // 7

    def live(self, ago: int, *, waiting: int) -> None:
        """The conversations of a week that come to an end; some wait instead of spilling over.

        Of the week before the first one there is only what spills over from it.
        """
        random = Random(SEED * 10_000 + ago)  # noqa: S311 (a believable world, not a secret)
        kept = [one for one in slots(ago) if not one.spills and ago <= WEEKS]
        spilling = [one for one in slots(ago) if one.spills][waiting:]
        before, self._solved = self._solved, []
        guests = self._guests(ago, [one for one in kept if not one.again])
        for slot in sorted([*kept, *spilling], key=lambda one: (one.again, one.place)):
            play = self._play(random, slot, ago, guests.get(id(slot)), before)
            if play.begins < self._now:
                self.played.append(play)
                self._solved.append((_finished(play, self._hours), play))

    def _guests(self, ago: int, among: list[Slot]) -> dict[int, Known]:
        """Who has a mailbox writes every other week."""
        if not 1 <= ago <= RECENT:
            return {}
        found: dict[int, Known] = {}
        for one in CUSTOMERS[ago % 2 :: 2]:
            fits = (slot for slot in among if slot.language == one.language and not slot.lost)
            if slot := next((slot for slot in fits if id(slot) not in found), None):
                found[id(slot)] = Known(one.name, one.first_name, one.email)
        return found

    def _play(
        self,
        random: Random,
        slot: Slot,
        ago: int,
        guest: Known | None,
        before: list[tuple[datetime, Play]],
    ) -> Play:
        pace = pace_of(slot, ago, self._promised(ago))
        begins = self._begins(random, slot, ago, _about(slot, pace))
        earlier = self._earlier(random, begins, before) if slot.again else None
        language = earlier.script.language if earlier else slot.language
        period = "parcels" if slot.lost else "again" if _is_lost(earlier) else "any"
        script = self._script(random, language, slot, period)
        who = guest or (_who(earlier) if earlier else self._customers.next(language))
        made = self._made(random, script, who, begins, earlier)
        return replace(made, pace=pace, opinion=opinion_of(slot, script, random, self._used))

    def _begins(self, random: Random, slot: Slot, ago: int, takes: timedelta) -> datetime:
        """Where in the week it begins, so that it ends in the same one unless it spills over."""
        start = monday(self._now, ago)
        open_time = elapsed(self._hours, start, start + WEEK)
        if slot.spills:
            if random.random() < 0.6:
                return wall(start, 5 + random.randrange(2), random.uniform(7.5, 21.5))
            return due(self._hours, start, open_time - timedelta(hours=random.uniform(0.3, 4)))
        room = max(timedelta(), open_time - takes - timedelta(minutes=20))
        place = 0.02 + 0.3 * slot.place if slot.again else slot.place
        at = due(self._hours, start, max(timedelta(minutes=1), room * place))
        return after_hours(random, at.astimezone(self._now.tzinfo), self._hours, start)

    def _earlier(
        self, random: Random, begins: datetime, before: list[tuple[datetime, Play]]
    ) -> Play | None:
        """Who comes back: of those who were helped within a week, rather with a long story."""
        early, late = COMES_BACK
        some = [one for one in before if early < begins - one[0] < late]
        some = [one for one in some if one[1].email not in GUESTS]
        if not some:
            return None
        random.shuffle(some)
        chosen = min(some, key=lambda one: (not _is_lost(one[1]), one[1].script.shape not in LONG))
        before.remove(chosen)
        return chosen[1]

    def _script(self, random: Random, language: str, slot: Slot, period: str) -> Script:
        """The least played of the threads that fit."""
        nearest = (slot.shape, Shape.DISCUSSED if slot.shape in LONG else Shape.KIND_WORD)
        tried = (fitting(language, shape, when) for shape in nearest for when in (period, "any"))
        some = next(found for found in tried if found)
        return _least_used(random, some, self._used, _mark)

    def _made(
        self, random: Random, script: Script, who: Known, begins: datetime, earlier: Play | None
    ) -> Play:
        self._number += 1
        agent = _agent(random, script.language)
        values = {
            "order": str(40_000 + self._number * 7 + random.randrange(7)),
            "parcel": f"NP{random.randrange(10**8, 10**9)}NO",
            "invoice": f"F-{random.randrange(10000, 99999)}",
        }
        if earlier:
            values = {name: earlier.values[name] for name in values}
        return Play(
            number=self._number,
            script=script,
            name=who.name,
            first_name=who.first_name,
            email=who.email,
            agent=agent,
            begins=begins,
            values={
                **values,
                "product": random.choice(script.products) if script.products else "",
                "name": who.name,
                "first_name": who.first_name,
                "agent": COLLEAGUES[agent].name.split()[0],
            },
            pace=Pace(),
        )

    def unfinished(self) -> Iterator[Play]:
        """The believable present; what began last week stands for what spills over from there."""
        random = Random(SEED)  # noqa: S311 (a believable world, not a secret)
        room = sum(one.spills for one in slots(1))
        languages = random.choices(list(LANGUAGES), list(LANGUAGES.values()), k=UNFINISHED)
        places = iter(range(UNFINISHED))
        self._number = LATEST
        for number, language in enumerate(languages):
            open_ones = [one for one in scripts(language) if not one.is_over]
            script = _least_used(random, open_ones, self._used, _mark)
            waits = None if script.ending == "waiting" else next(places)
            play = self._waiting(random, script, number, waits)
            room -= self.ago(play.begins) == 1
            if self.ago(play.begins) == 0 or (self.ago(play.begins) == 1 and room >= 0):
                yield play
        self._number = 0

    def _waiting(self, random: Random, script: Script, number: int, waits: int | None) -> Play:
        """A play of which the last word is as recent as the believable present wants it."""
        who = self._customers.next(script.language)
        even = (number * 11 % UNFINISHED + random.random()) / UNFINISHED
        slot = Slot(script.shape, script.language, first=even, further=even, waits=even)
        pace = pace_of(slot, 1, USUAL_PROMISE)
        last = last_word(random, self._hours, self._now, waits)
        begins = opened_ago(self._hours, last, spoken(script, pace))
        play = self._made(random, script, who, begins if len(script.turns) > 1 else last, None)
        return replace(play, pace=pace, last_word=last)

    def _promised(self, ago: int) -> timedelta:
        """Within which time an answer was promised in a week."""
        four = monday(self._now, ago) > self._now - FOUR_HOURS_SINCE
        return USUAL_PROMISE if four else timedelta(hours=8)


def _about(slot: Slot, pace: Pace) -> timedelta:
    """How much opening time a conversation of a slot takes at most, usually."""
    if slot.shape in LONG:
        return pace.first + pace.waits * 2 + pace.further + pace.closes
    return pace.first + max(pace.waits + timedelta(minutes=30), pace.closes)


def _is_lost(play: Play | None) -> bool:
    return play is not None and play.script.period == "parcels"


def _who(play: Play) -> Known:
    return Known(play.name, play.first_name, play.email)


def _mark(script: Script) -> str:
    return f"{script.language}:{script.key}"


def _least_used(
    random: Random, among: Sequence[T], used: Counter[str], mark: Callable[[T], str]
) -> T:
    least = min(used[mark(one)] for one in among)
    chosen = random.choice([one for one in among if used[mark(one)] == least])
    used[mark(chosen)] += 1
    return chosen


def _agent(random: Random, language: str) -> int:
    """Who speaks the language; most answer in their own."""
    speaking = [n for n, colleague in enumerate(COLLEAGUES) if language in colleague.languages]
    weights = [3 if COLLEAGUES[n].languages[0] == language else 1 for n in speaking]
    return random.choices(speaking, weights)[0]


def steps(play: Play, hours: Hours) -> Iterator[Step]:
    """What happens in one play, in order."""
    said = list(turns(play, hours))
    if play.last_word:
        yield from said[:-1]
        yield replace(said[-1], at=play.last_word)
        return
    yield from said
    end = ending(play, said[-1].at, hours)
    yield end
    if play.opinion:
        yield Step(answered_at(play, end.at), play, "rating")


def _finished(play: Play, hours: Hours) -> datetime:
    """When it comes to its end."""
    *_, last = turns(play, hours)
    return ending(play, last.at, hours).at


def agenda(now: datetime, hours: Hours) -> list[Step]:
    """Everything that has happened in the world, in the order in which it did."""
    every = plays(now, hours)
    happened = [step for play in every for step in steps(play, hours)]
    past = sorted(
        (step for step in happened if step.at.astimezone(UTC) < now), key=lambda step: step.at
    )
    past += waves(now, past)
    return sorted(past, key=lambda step: (step.at, step.play.number, step.turn))
