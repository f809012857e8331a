"""What customers answer when they are asked, after a contact and once a quarter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from tillit.demo.moments import monday, wall
from tillit.demo.plays import Opinion, Play, Step
from tillit.demo.scripts import Script, said_of_us
from tillit.demo.weeks import SEED, Slot

ASPECTS = ("responsive", "quick", "competent", "courteous", "consistent")
"""The qualities of a starter set, each of which can be rated."""
WAVES = (11, 24, 37)
"""So many weeks ago customers were asked whether they would recommend the shop."""
DRAWN, ANSWER = 48, 22
"""How many were drawn by lot for it, and how many of them answered."""
RECOMMEND = (10, 9, 9, 8, 7, 10, 9, 6, 8, 9, 10, 5, 9, 8, 10, 7, 3, 9, 10, 8, 9, 6)
UNASKED = timedelta(days=91)
"""So long those who are drawn have been asked nothing at all."""
COMMENTS = 0.6
"""How many of those who answer also write something."""


def opinion_of(slot: Slot, script: Script, random: Random, used: Counter[str]) -> Opinion | None:
    """What the customer of a slot thinks; in the words of the thread when they fit."""
    if slot.rating is None:
        return None
    fits = script.rating and (script.rating > 3) == slot.rating
    score = script.rating if fits and script.rating else random.choice(_scores(slot))
    return Opinion(
        score=score,
        ease=None if slot.ease is None else random.choice((5, 6, 6, 7) if slot.ease else (2, 3, 4)),
        aspects=_aspects(slot, random) if slot.ease is not None else {},
        comment=_comment(slot, script, random, used, score),
    )


def _scores(slot: Slot) -> tuple[int, ...]:
    return (4, 5, 5) if slot.rating else (1, 2, 2, 3)


def _aspects(slot: Slot, random: Random) -> dict[str, int]:
    """Who is unhappy about a parcel says so of what was promised, not of how people were."""
    found = {aspect: random.choice((4, 4, 5, 5, 5)) for aspect in ASPECTS}
    if not slot.rating:
        found["responsive"] = random.choice((2, 3, 3, 4))
        found["consistent"] = random.choice((1, 2, 2, 3))
    return found


def _comment(slot: Slot, script: Script, random: Random, used: Counter[str], score: int) -> str:
    if random.random() > COMMENTS:
        return ""
    if script.comment and script.rating == score and not used[script.comment]:
        used[script.comment] += 1
        return script.comment
    about = (
        "good" if slot.rating else "parcel" if slot.lost else "middling" if score == 3 else "bad"
    )
    return _unused(random, said_of_us(script.language)[about], used)


def _unused(random: Random, among: tuple[str, ...], used: Counter[str]) -> str:
    least = min(used[one] for one in among)
    chosen = random.choice([one for one in among if used[one] == least])
    used[chosen] += 1
    return chosen


def answered_at(play: Play, asked_at: datetime) -> datetime:
    """Some hours later; customers sleep, and by Sunday evening they have answered."""
    random = Random(SEED * 1000 + play.number)  # noqa: S311 (a believable world, not a secret)
    return _awake(asked_at + timedelta(minutes=random.uniform(4, 420)), random)


def _awake(at: datetime, random: Random) -> datetime:
    if 5 <= at.hour < 22:
        return at
    morning = at.replace(hour=6, minute=random.randrange(60))
    return morning if at.hour < 5 else morning + timedelta(days=1)


def waves(now: datetime, past: list[Step]) -> Iterator[Step]:
    """Once a quarter some are asked whether they would recommend the shop; about half answer."""
    solved = [step for step in past if step.what == "resolved"]
    asked: set[str] = set()
    for ago in reversed(WAVES):
        random = Random(SEED + ago)  # noqa: S311 (a believable world, not a secret)
        at = wall(monday(now, ago), 1, 9.5)
        latest = {step.play.email: step for step in solved if step.at < at}
        free = [
            step.play
            for email, step in latest.items()
            if step.at < at - UNASKED and email not in asked
        ]
        drawn = random.sample(free, min(DRAWN, len(free)))
        asked |= {play.email for play in drawn}
        for place, play in enumerate(drawn):
            yield Step(at + timedelta(seconds=place), play, "recommend_asked")
            if place < ANSWER:
                later = wall(monday(now, ago), 1 + place % 5, random.uniform(10.5, 21))
                yield Step(later, play, "recommend", RECOMMEND[(place + ago) % len(RECOMMEND)])
