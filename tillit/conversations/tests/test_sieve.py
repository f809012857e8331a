"""What a view shows is what its conditions say, for any conditions and any conversations."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tillit.conversations import listing
from tillit.conversations.listing import Place
from tillit.conversations.models import (
    Conversation,
    Inbox,
    Shelf,
    Sorting,
    Status,
    Tag,
)
from tillit.conversations.tests.walks import undone
from tillit.conversations.viewing import sieve as sieving
from tillit.conversations.viewing.conditions import Condition, Group, read, written
from tillit.conversations.viewing.sieve import Sieve
from tillit.hours.home import home_zone
from tillit.people.models import Agent, Contact, Role
from tillit.testing.cast import MONDAY_TEN, Desk, agent, open_inbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

FEW = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WORDS = ("kettle", "Kettle lid", "Ærlig kvern", "")
STATES = (Status.NEW, Status.OPEN, Status.WAITING, Status.RESOLVED, Status.SPAM, Status.MERGED)


@st.composite
def conversations(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A handful of conversations, often alike in one thing or another."""
    some = st.fixed_dictionaries(
        {
            "place": st.integers(0, 2),
            "status": st.sampled_from(STATES),
            "snoozed": st.booleans(),
            "assignee": st.sampled_from([None, 0, 1]),
            "priority": st.sampled_from(["normal", "high"]),
            "case_type": st.sampled_from(["", "complaint"]),
            "language": st.sampled_from(["", "nb"]),
            "unread": st.booleans(),
            "subject": st.sampled_from(WORDS),
            "vip": st.booleans(),
            "tagged": st.booleans(),
            "age": st.integers(0, 4),
            "due": st.sampled_from([None, -2, 1, 5]),
        }
    )
    return draw(st.lists(some, max_size=14))


Words = tuple[str, ...]


def _leaf(field: str, operators: Words, values: Words) -> st.SearchStrategy[Condition]:
    return st.builds(Condition, st.just(field), st.sampled_from(operators), st.sampled_from(values))


EITHER = ("is", "is_not")
LEAVES = st.one_of(
    _leaf("status", EITHER, ("unresolved", "new", "waiting", "snoozed", "resolved", "spam")),
    _leaf("assignee", EITHER, ("me", "nobody", "999999")),
    _leaf("team", EITHER, ("0", "1", "999999")),
    _leaf("inbox", EITHER, ("0", "2")),
    _leaf("channel", EITHER, ("email", "phone")),
    _leaf("language", EITHER, ("", "nb")),
    _leaf("tag", EITHER, ("0", "999999")),
    _leaf("priority", EITHER, ("normal", "high")),
    _leaf("type", EITHER, ("", "complaint")),
    _leaf("promise", EITHER, ("soon", "late", "running", "none")),
    _leaf("unread", ("is",), ("yes", "no")),
    _leaf("vip", ("is",), ("yes", "no")),
    _leaf("created", ("within", "beyond"), ("1", "3")),
    _leaf("last", ("after", "before"), ("2026-05-30", "2026-06-01")),
    _leaf("subject", ("contains", "lacks"), ("KETTLE", "ærl", "%", "(")),
    _leaf("contact", ("contains", "lacks"), ("vip", "grace")),
)
INNER = st.builds(Group, st.sampled_from(["all", "any"]), st.lists(LEAVES, max_size=3).map(tuple))
GROUPS = st.builds(
    Group,
    st.sampled_from(["all", "any"]),
    st.lists(st.one_of(LEAVES, INNER), max_size=4).map(tuple),
)


class World:
    """Two teams with three inboxes, and what is found in them."""

    def __init__(self, desk: Desk, inboxes: list[Inbox]) -> None:
        """Remember who is who."""
        self.inboxes, self.agents = inboxes, [desk.ada, desk.bo]
        self.tag = Tag.objects.create(name="broken")
        self.contacts = {
            vip: Contact.objects.create(name="A VIP" if vip else "Grace", vip=vip)
            for vip in (True, False)
        }

    def fill(self, some: list[dict[str, Any]]) -> None:
        """Put conversations there."""
        for one in some:
            row = Conversation.objects.create(**self._fields(one))
            if one["tagged"]:
                row.tags.add(self.tag)

    def _fields(self, one: dict[str, Any]) -> dict[str, Any]:
        inbox, due = self.inboxes[one["place"]], one["due"]
        at = MONDAY_TEN - timedelta(days=one["age"], microseconds=one["age"] * 123457)
        due_at = None if due is None else MONDAY_TEN + timedelta(hours=due)
        closed = one["status"] not in (Status.NEW, Status.OPEN, Status.WAITING)
        snoozed = one["snoozed"] and not closed
        return {
            "inbox": inbox,
            "team": inbox.team,
            "contact": self.contacts[one["vip"]],
            "channel": "email",
            "address": "vip@x.example" if one["vip"] else "grace@x.example",
            **{name: one[name] for name in _PLAIN},
            "shelf": Shelf.of(one["status"], snoozed=snoozed),
            "assignee": None if one["assignee"] is None else self.agents[one["assignee"]],
            "created_at": at,
            "last_message_at": at,
            "next_due_from": due_at and at,
            "warn_at": due_at and due_at - timedelta(hours=3),
            "next_due_at": due_at,
        }

    def meant(self, group: Group) -> Group:
        """The group with the numbers of real rows for places."""
        return Group(
            group.mode,
            tuple(
                self.meant(one) if isinstance(one, Group) else self._meant(one)
                for one in group.items
            ),
        )

    def _meant(self, one: Condition) -> Condition:
        real = {
            "team": [self.inboxes[0].team_id, self.inboxes[1].team_id],
            "inbox": [inbox.pk for inbox in self.inboxes],
            "tag": [self.tag.pk],
        }.get(one.field, [])
        value = str(real[int(one.value)]) if real and int(one.value) < len(real) else one.value
        return Condition(one.field, one.operator, value)


_PLAIN = ("status", "priority", "case_type", "language", "unread", "subject")


@pytest.fixture
def world(desk: Desk, night: Inbox, monkeypatch: pytest.MonkeyPatch) -> World:
    """Pages are short."""
    monkeypatch.setattr(listing, "PAGE", 3)
    return World(desk, [desk.inbox, night, open_inbox("Second", desk.team, "2@desk.example")])


def expected(group: Group, sorting: str, someone: Agent) -> list[int]:
    """What a person would pick out, one by one."""
    spam = any(one.field == "status" and one.value == "spam" for one in group.conditions())
    kept = [
        row
        for row in Conversation.objects.select_related("contact")
        if row.team_id in someone.team_ids
        and row.shelf != Shelf.MERGED
        and (spam or row.shelf != Shelf.SPAM)
        and holds(group, row, someone)
    ]
    return [row.pk for row in sorted(kept, key=KEYS[Sorting(sorting)])]


FAR = datetime(9999, 1, 1, tzinfo=UTC)
KEYS = {
    Sorting.NEWEST: lambda row: (-row.last_message_at.timestamp(), -row.pk),
    Sorting.OLDEST: lambda row: (row.last_message_at, row.pk),
    Sorting.CREATED: lambda row: (-row.created_at.timestamp(), -row.pk),
    Sorting.DUE: lambda row: (row.next_due_at or FAR, row.pk),
}


def holds(item: Condition | Group, row: Conversation, someone: Agent) -> bool:
    """Whether a condition is true of a conversation."""
    if isinstance(item, Group):
        said = [holds(one, row, someone) for one in item.items]
        return not said or (all(said) if item.mode == "all" else any(said))
    return plainly(item, row, someone) != (item.operator in ("is_not", "lacks"))


def plainly(one: Condition, row: Conversation, someone: Agent) -> bool:
    """The same without the word not."""
    value, now = one.value, MONDAY_TEN
    due, warn = row.next_due_at, row.warn_at
    assignee = {"me": someone.pk, "nobody": None}
    told: dict[str, Any] = {
        "status": lambda: value in words_for(row),
        "assignee": lambda: row.assignee_id == assignee.get(value, value),
        "team": lambda: str(row.team_id) == value,
        "inbox": lambda: str(row.inbox_id) == value,
        "tag": lambda: row.tags.filter(pk=value).exists(),
        "type": lambda: row.case_type == value,
        "promise": lambda: {
            "soon": bool(due and warn and warn <= now < due),
            "late": bool(due and due <= now),
            "running": bool(due),
            "none": not due,
        }[value],
        "unread": lambda: row.unread == (value == "yes"),
        "vip": lambda: row.contact.is_vip == (value == "yes"),
        "created": lambda: in_time(one, row.created_at),
        "last": lambda: in_time(one, row.last_message_at),
        "subject": lambda: value.lower() in row.subject.lower(),
        "contact": lambda: value.lower() in f"{row.contact.name}\n{row.address}".lower(),
    }
    return bool(told[one.field]() if one.field in told else getattr(row, one.field) == value)


def words_for(row: Conversation) -> set[str]:
    """The words of the form for where it stands."""
    if row.shelf in (Shelf.OPEN, Shelf.SNOOZED):
        return {"unresolved", row.status} | ({"snoozed"} if row.shelf == Shelf.SNOOZED else set())
    return {row.shelf}


def in_time(one: Condition, at: datetime) -> bool:
    """Whether an instant fits."""
    if one.operator in ("within", "beyond"):
        young = at >= MONDAY_TEN - timedelta(days=int(one.value))
        return young == (one.operator == "within")
    day = datetime.combine(date.fromisoformat(one.value), time(), ZoneInfo(home_zone()))
    return (at >= day) == (one.operator == "after")


def walked(sieve: Sieve) -> list[int]:
    """All rows of a view, page by page."""
    found: list[int] = []
    place: Place | None = None
    for _page in range(40):
        page = sieve.page(place)
        assert len(page.entries) <= listing.PAGE
        found += [entry.id for entry in page.entries]
        if page.next is None:
            return found
        place = Place.read(str(page.next))
    raise AssertionError("the pages have no end")


@FEW
@given(some=conversations(), group=GROUPS, sorting=st.sampled_from(Sorting.values))
def test_a_view_shows_what_its_conditions_say(
    desk: Desk, world: World, some: list[dict[str, Any]], group: Group, sorting: str
) -> None:
    with undone():
        world.fill(some)
        asked = world.meant(group)
        assert read(written(asked)) == asked
        for someone in (desk.ada, desk.eve, agent("Root", Role.ADMINISTRATOR)):
            sieve = Sieve.of(asked, sorting, someone)
            shown = walked(sieve)
            assert shown == expected(asked, sorting, someone)
            assert sieve.count() == sieving.Count(len(shown))
