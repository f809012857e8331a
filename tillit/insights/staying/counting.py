"""From contacts and from what was noted of customers to numbers that can be added up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tillit.conversations.models import CaseType, Conversation, Shelf
from tillit.feedback.models import Rating, Response
from tillit.feedback.said.ratings import rating_of
from tillit.hours.home import home_zone
from tillit.insights.days import bounds
from tillit.insights.staying.buying import Bought, Buyer, bought, grid, scored
from tillit.journal import rows
from tillit.measures.dates import MONTHS, add_months, first_of_month
from tillit.measures.registry import Summary
from tillit.measures.retention import Activity, active_months
from tillit.measures.statistics import local_day
from tillit.people.models import Contact
from tillit.standards.models import Promise, PromiseState

AT_ONCE = 1000
MANY_BAD = 3
"""So many bad contacts within a year are a signal."""
LATER = 6
"""In so many whole months after the year of the bad contacts it is looked who left."""
NEW, LONG = "new", "long"
"""Customers for less than a year, and for longer, before it was looked who left."""


@dataclass(frozen=True)
class Relation:
    """One customer of one team: the days of contacts, which of them were bad, and when it ended.

    `began_badly`: the first contact was one of the bad ones.
    """

    team: int
    contact: int
    days: list[date]
    bad: list[date]
    left: date | None
    began_badly: bool = False

    @property
    def since(self) -> date:
        """The first contact."""
        return min(self.days)


@dataclass(frozen=True)
class Windows:
    """The days that matter, seen from one day: everything up to and with the one before it."""

    today: date

    @property
    def through(self) -> date:
        """The last day that counts."""
        return self.today - timedelta(days=1)

    @property
    def end(self) -> date:
        """The first day that belongs to no month that is over."""
        return first_of_month(self.today)

    @property
    def outcome(self) -> date:
        """From here to `end` it is looked who left."""
        return add_months(self.end, -LATER)

    @property
    def exposure(self) -> date:
        """From here to `outcome` bad contacts count."""
        return add_months(self.outcome, -MONTHS)

    @property
    def lately(self) -> date:
        """From here on bad contacts are a signal of today."""
        return add_months(self.today, -MONTHS)


@dataclass
class Tally:
    """What the customers of one team come to.

    `activity`: by their first month, in which months they came back. `stays`: how many have the
    same first month and month of leaving. `firsts`: the same of those whose first contact lies in
    the days whose bad contacts are known, by whether it went badly. `linked`: by how long they had
    been customers, who left and who stayed, with many bad contacts and without. `troubled`:
    contact, number, and the last. `bought`: what those who are customers still have ordered.
    """

    activity: Activity = field(default_factory=dict)
    stays: Counter[tuple[date, date | None]] = field(default_factory=Counter)
    firsts: Counter[tuple[date, date | None, bool]] = field(default_factory=Counter)
    linked: dict[str, list[int]] = field(default_factory=lambda: {NEW: [0] * 4, LONG: [0] * 4})
    troubled: list[tuple[int, int, date]] = field(default_factory=list)
    bought: dict[int, Bought] = field(default_factory=dict)

    def add(self, one: Relation, windows: Windows) -> None:
        """One more customer."""
        first = first_of_month(one.since)
        left = max(first_of_month(one.left), first) if one.left else None
        self.stays[first, left] += 1
        if one.since >= windows.exposure:
            self.firsts[first, left, one.began_badly] += 1
        active_months(self.activity, one.days, windows.end - timedelta(days=1))
        self._link(one, windows)
        lately = [day for day in one.bad if day >= windows.lately]
        if len(lately) >= MANY_BAD and one.left is None:
            self.troubled.append((one.contact, len(lately), max(lately)))

    def _link(self, one: Relation, windows: Windows) -> None:
        known = one.since < windows.outcome
        if not known or (one.left and one.left < windows.outcome):
            return
        bad = sum(windows.exposure <= day < windows.outcome for day in one.bad)
        has_left = one.left is not None and one.left < windows.end
        cell = (0 if bad >= MANY_BAD else 2) + (0 if has_left else 1)
        self.linked[LONG if one.since < windows.exposure else NEW][cell] += 1

    def buyers(self, windows: Windows) -> dict[int, Buyer]:
        """Who of them buys how lately, how often and for how much, among each other."""
        return scored(self.bought, windows.through)

    def summary(self, buyers: Mapping[int, Buyer]) -> Summary:
        """As it is kept; who is troubled, or buys most, is kept in rows of its own."""
        stays = sorted(self.stays.items(), key=lambda one: (one[0][0], one[0][1] or date.max))
        firsts = sorted(self.firsts.items(), key=lambda one: (one[0][0], one[0][1] or date.max))
        return {
            "activity": {
                month.isoformat(): [list(part) for part in parts]
                for month, parts in sorted(self.activity.items())
            },
            "stays": [[a.isoformat(), b.isoformat() if b else "", n] for (a, b), n in stays],
            "firsts": [
                [a.isoformat(), b.isoformat() if b else "", badly, n] for (a, b, badly), n in firsts
            ],
            "linked": self.linked,
            "buying": [[*of, n] for of, n in sorted(grid(buyers).items())],
        }


def tallies(today: date) -> dict[int, Tally]:
    """What the customers of each team come to, up to yesterday."""
    windows = Windows(today)
    found: defaultdict[int, Tally] = defaultdict(Tally)
    purchases = bought(windows.through)
    for one in relations(windows):
        found[one.team].add(one, windows)
        if one.left is None and one.contact in purchases:
            found[one.team].bought[one.contact] = purchases[one.contact]
    return found


def relations(windows: Windows) -> Iterator[Relation]:
    """Every customer of every team, a batch of customers at a time."""
    bad = bad_days(windows)
    number = 0
    while batch := _customers(number):
        number = max(batch)
        yield from _relations(batch, bad, windows)


def _customers(after: int) -> dict[int, date | None]:
    those = f"id > %s AND merged_into_id IS NULL ORDER BY id LIMIT {AT_ONCE}"
    return dict(rows.values(Contact, ("id", "left_on"), those, [after]))


def _relations(
    batch: Mapping[int, date | None], bad: Mapping[int, date], windows: Windows
) -> Iterator[Relation]:
    those = (
        "contact_id >= %s AND contact_id <= %s AND first_asked_at IS NOT NULL"
        " AND shelf NOT IN (%s, %s) AND case_type <> %s"
    )
    given = [min(batch), max(batch), Shelf.SPAM.value, Shelf.MERGED.value, CaseType.FEEDBACK.value]
    columns = ("id", "contact_id", "team_id", "first_asked_at")
    contacts: defaultdict[tuple[int, int], list[tuple[int, date]]] = defaultdict(list)
    zone = home_zone()
    for number, contact, team, at in rows.values(Conversation, columns, those, given):
        day = local_day(at, zone)
        if day <= windows.through and contact in batch:
            contacts[team, contact].append((number, day))
    for (team, contact), found in contacts.items():
        days = [day for _number, day in found]
        went_badly = [bad[number] for number, _day in found if number in bad]
        left = batch[contact]
        left = left if left and left <= windows.through else None
        first, _day = min(found, key=lambda one: (one[1], one[0]))
        yield Relation(team, contact, days, went_badly, left, first in bad)


def bad_days(windows: Windows) -> dict[int, date]:
    """The conversations that went badly, each with the first day on which it did.

    A promise was late, or the customer gave a low score to it.
    """
    zone = home_zone()
    start, _end = bounds(windows.exposure, windows.exposure, zone)
    found: dict[int, date] = {}
    for number, at in [*_late(start), *_rated_low(start)]:
        day = local_day(at, zone)
        if day <= windows.through:
            found[number] = min(day, found.get(number, day))
    return found


def _late(start: datetime) -> list[tuple[int, datetime]]:
    those = "state = %s AND decided_at >= %s"
    given = [PromiseState.BROKEN.value, rows.stored(start)]
    return rows.values(Promise, ("conversation_id", "decided_at"), those, given)


def _rated_low(start: datetime) -> Iterator[tuple[int, datetime]]:
    known = Response.objects.filter(at__gte=start, invitation__conversation__isnull=False)
    columns = ("invitation__conversation", "at", "kind", "score")
    for number, at, kind, score in known.values_list(*columns):
        if rating_of(kind, score) is Rating.BAD:
            yield number, at
