"""Random lives of cases, and what they come to when counted by hand from what was done."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from tillit import clock
from tillit.conversations import actions, on_hold, properties, spam
from tillit.conversations.models import Conversation, Message
from tillit.conversations.spine import post
from tillit.hours.opening_hours import Hours
from tillit.hours.tests.oracle import slow_elapsed
from tillit.measures.registry import ClockKind
from tillit.people.actor import Actor
from tillit.people.models import Team
from tillit.testing.cast import Customer, Desk, writes
from tillit.testing.steps import OSLO, answers, bounces, oslo

BEGIN, END = oslo("2026-03-23 00:00"), oslo("2026-04-20 12:00")
"""Four weeks around the night in which clocks are set forward."""
OURS, WEEK = ("new", "open"), timedelta(days=7)
Deed = tuple[str, datetime]


def as_it_counts(seconds: float) -> float:
    """To the nearest step, as the page says it; what lies half-way counts as the longer one."""
    minute, hour, day = 60, 3600, 86_400
    if seconds < 2 * minute:
        step = 1
    elif seconds < 10 * minute:
        step = 5
    elif seconds < hour:
        step = 30
    elif seconds < 10 * hour:
        step = minute
    else:
        step = 10 * minute if seconds < 10 * day else hour
    over = seconds % step
    return seconds - over + (step if 2 * over >= step else 0)


def middle_of(values: Sequence[float]) -> float | None:
    """The median of durations as they count."""
    return median(map(as_it_counts, values)) if values else None


@dataclass
class Life:
    """What was done in one conversation, in order, kept apart from everything that is stored."""

    customer: Customer
    conversation: Conversation
    team: int
    deeds: list[Deed]
    teams: list[tuple[datetime, int, int]] = field(default_factory=list)
    thanked: int = 0
    replies: list[Message] = field(default_factory=list)
    bounced: set[datetime] = field(default_factory=set)

    @property
    def begun(self) -> datetime:
        """When the customer wrote first."""
        return self.deeds[0][1]

    def statuses(self) -> list[Deed]:
        """Every status and since when, as the rules of the house say."""
        found, now = [("new", self.begun)], "new"
        for deed, at in self.deeds[1:]:
            now = _after(deed, now)
            found.append((now, at))
        return found

    @property
    def status(self) -> str:
        """Where it stands at the end."""
        return self.statuses()[-1][0]

    def solved(self) -> list[datetime]:
        """When it was resolved."""
        return [at for deed, at in self.deeds if deed == "resolve"]

    def count(self, *deeds: str) -> int:
        """How often one of these was done."""
        return sum(deed in deeds for deed, _at in self.deeds)

    def arrived(self) -> int:
        """How many replies arrived."""
        return self.count("reply") - len(self.bounced)

    def transfers(self) -> int:
        """Moves after somebody had taken it up."""
        touched, found = False, 0
        for deed, _at in self.deeds:
            touched = touched or deed in ("reply", "note")
            found += touched and deed == "move"
        return found

    def spent(self, statuses: tuple[str, ...], hours: Hours, kind: ClockKind) -> int:
        """Seconds in these statuses until it was resolved."""
        known = self.statuses()
        ends = [at for _status, at in known[1:]] + [self.solved()[-1]]
        stays = [
            (at, end) for (status, at), end in zip(known, ends, strict=True) if status in statuses
        ]
        return sum(took(start, end, hours, kind) for start, end in stays)

    def further_answers(self, hours: Hours) -> list[tuple[datetime, dict[ClockKind, int]]]:
        """Every answer after the first: when, and after how long."""
        found: list[tuple[datetime, dict[ClockKind, int]]] = []
        waiting: datetime | None = None
        for deed, at in self.deeds:
            if deed in ("write", "thank"):
                waiting = waiting or at
            elif deed == "reply" and at not in self.bounced and waiting:
                found.append((at, {kind: took(waiting, at, hours, kind) for kind in ClockKind}))
                waiting = None
        return found[1:]


def _after(deed: str, now: str) -> str:
    if deed in ("write", "thank"):
        return now if now == "new" else "open"
    if deed == "reply":
        return "waiting" if now in OURS else now
    changes = {
        "resolve": "resolved",
        "reopen": "open",
        "hold": "on_hold",
        "take up": "open",
        "spam": "spam",
    }
    return changes.get(deed, now)


def took(start: datetime, end: datetime, hours: Hours, kind: ClockKind) -> int:
    """Seconds between two instants."""
    if kind is ClockKind.CALENDAR:
        return round((end - start).total_seconds())
    return round(slow_elapsed(hours, start, end).total_seconds())


def day_of(instant: datetime) -> date:
    """The report day in Oslo."""
    return instant.astimezone(OSLO).date()


class World:
    """Two teams, their customers, and everything that is done."""

    def __init__(self, desk: Desk, other: Team, seed: int) -> None:
        """Nothing has happened yet."""
        self.desk, self.other = desk, other
        self.chance = random.Random(seed)
        self.lives: list[Life] = []

    def live(self, customers: int) -> Iterator[None]:
        """Let everything happen, one deed at a time, customer by customer."""
        for number in range(customers):
            who = Customer(f"C{number}", f"c{number}@customer.example", "en", "Hello")
            at = BEGIN + timedelta(minutes=self.chance.randrange(16 * 24 * 60))
            yield from self._live_one(who, at)
            last = self.lives[-1].deeds[-1][1]
            at = last + timedelta(minutes=self.chance.choice((300, 3000, 9000, 10080, 10081)))
            if number % 2 and at < END:
                yield from self._live_one(who, at)

    def _live_one(self, who: Customer, at: datetime) -> Iterator[None]:
        conversation = writes(who, self.desk.inbox, at=at)
        life = Life(who, conversation, self.desk.team.pk, [("write", at)])
        self.lives.append(life)
        yield
        for _step in range(self.chance.randrange(10)):
            at += timedelta(minutes=self.chance.choice((7, 55, 200, 241, 700, 1500)))
            if at >= END:
                return
            self._do(life, at)
            yield

    def _do(self, life: Life, at: datetime) -> None:
        choices: dict[str, Callable[[Life, datetime], None]] = {
            "resolved": self._after_all,
            "spam": lambda life, at: None,
        }
        act = choices.get(life.status, self._go_on)
        with clock.moved_to(at):
            act(life, at)

    def _after_all(self, life: Life, at: datetime) -> None:
        deed = self.chance.choice(("write", "thank", "reopen", "complain", "stay", "stay"))
        if deed == "thank":
            self._thank(life, at)
        elif deed != "stay":
            self._deed(life, deed, at)

    def _thank(self, life: Life, at: datetime) -> None:
        """A thank-you, closed again a minute later without a reply."""
        self._deed(life, "thank", at)
        with clock.moved_to(at + timedelta(minutes=1)):
            self._deed(life, "resolve", at + timedelta(minutes=1))
        life.thanked += 1

    def _go_on(self, life: Life, at: datetime) -> None:
        deeds = ["reply"] * 4 + ["resolve"] * 3 + ["write"] * 2
        deeds += ["note", "move", "complain", "hold", "take up", "bounce"]
        deeds += ["spam"] if self.chance.random() < 0.2 else []
        self._deed(life, self.chance.choice(deeds), at)

    def _deed(self, life: Life, deed: str, at: datetime) -> None:
        conversation, by = life.conversation, Actor.agent(self.desk.ada)
        if deed in ("write", "thank"):
            text = "Thank you so much!" if deed == "thank" else "And one more thing?"
            first = Message.objects.filter(conversation=conversation).order_by("id")[0]
            writes(life.customer, self.desk.inbox, at=at, text=text, answers=first.external_id)
        elif deed == "reply":
            life.replies.append(answers(self.desk.ada, conversation, at=at))
        elif deed == "note":
            post(conversation=conversation, by=by, agent=self.desk.ada, text="Hm.", note=True)
        elif deed == "move":
            to = self.other if life.team == self.desk.team.pk else self.desk.team
            properties.move(conversation=conversation, to=to, by=by)
            life.teams.append((at, life.team, to.pk))
            life.team = to.pk
        elif deed == "complain":
            properties.choose(conversation=conversation, name="case_type", value="complaint", by=by)
        elif deed == "hold":
            on_hold.hold(conversation=conversation, party=on_hold.Party.CARRIER, by=by)
        elif deed == "take up":
            if life.status != "on_hold":
                return
            on_hold.take_up(conversation=conversation, by=by)
        elif deed == "resolve":
            actions.resolve(conversation=conversation, by=by)
        elif deed == "reopen":
            actions.reopen(conversation=conversation, by=by)
        elif deed == "spam":
            spam.mark(conversation=conversation, by=by)
        elif deed == "bounce":
            self._bounce(life, at)
            return
        life.deeds.append((deed, at))

    def _bounce(self, life: Life, at: datetime) -> None:
        if life.replies and life.replies[-1].at not in life.bounced:
            bounces(life.replies[-1], at=at)
            life.bounced.add(life.replies[-1].at)

    def solved(self) -> list[Life]:
        """What is resolved in the end."""
        return [life for life in self.lives if life.status == "resolved"]

    def came_back(self, life: Life) -> bool:
        """Whether its customer began another conversation within a week after the solution."""
        at = life.solved()[-1]
        return any(
            other is not life
            and other.customer == life.customer
            and other.status != "spam"
            and at < other.begun <= at + WEEK
            for other in self.lives
        )
