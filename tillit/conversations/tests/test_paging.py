"""Pages of a list: every conversation exactly once, in order, while teams are merged."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tillit import clock
from tillit.conversations import listing
from tillit.conversations.listing import Entry, Place, page_of
from tillit.conversations.models import Conversation, Inbox, Shelf
from tillit.conversations.standing import LONGEST_WAIT, MOST_URGENT, VIEWS, StandingView
from tillit.conversations.tests.walks import undone
from tillit.people.models import Agent, Contact, Role
from tillit.testing.cast import MONDAY_TEN, Desk, agent, open_inbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

FEW = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
MANY = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 4), st.booleans()), min_size=0, max_size=25
)
"""Conversations: in which team, at which of a few instants (often the same), assigned or not."""


@pytest.fixture
def inboxes(desk: Desk, night: Inbox, monkeypatch: pytest.MonkeyPatch) -> list[Inbox]:
    """Three inboxes of two teams; pages are short."""
    monkeypatch.setattr(listing, "PAGE", 3)
    return [desk.inbox, night, open_inbox("Second", desk.team, "second@desk.example")]


def filled(inboxes: list[Inbox], many: list[tuple[int, int, bool]], assignee: Agent) -> None:
    """Put conversations there."""
    contact = Contact.objects.create(name="Grace Whitfield")
    Conversation.objects.bulk_create(
        Conversation(
            inbox=inboxes[place],
            team=inboxes[place].team,
            contact=contact,
            channel="email",
            subject=f"{place} {hours}",
            shelf=Shelf.OPEN,
            assignee=assignee if assigned else None,
            created_at=MONDAY_TEN,
            last_message_at=instant(hours),
            waits_since=instant(hours),
            next_due_from=MONDAY_TEN,
            warn_at=MONDAY_TEN,
            next_due_at=instant(hours),
        )
        for place, hours, assigned in many
    )


def instant(hours: int) -> datetime:
    """One of a few instants, with microseconds."""
    return MONDAY_TEN + timedelta(hours=hours, microseconds=123457 * hours)


def walked(view: StandingView, someone: Agent) -> list[Entry]:
    """All rows of a view, page by page, as the addresses of the pages lead."""
    rows: list[Entry] = []
    place: Place | None = None
    for _ in range(50):
        page = page_of(view, someone, after=place)
        assert len(page.entries) <= listing.PAGE
        rows += page.entries
        if page.next is None:
            return rows
        place = Place.read(str(page.next))
    raise AssertionError("the pages have no end")


@FEW
@given(many=MANY)
@pytest.mark.parametrize("key", ["open", "unanswered", "at-risk", "unassigned", "mine"])
def test_every_conversation_comes_once_and_in_order(
    desk: Desk, inboxes: list[Inbox], key: str, many: list[tuple[int, int, bool]]
) -> None:
    view = VIEWS[key]
    with undone(), clock.moved_to(instant(2)):
        root = agent("Root", Role.ADMINISTRATOR)
        filled(inboxes, many, root)
        rows = walked(view, root)
        where, values = view.condition(root)
        shown = Conversation.objects.extra(where=[where], params=values)
        assert [row.id for row in rows] == [row.pk for row in in_order(view, list(shown))]


def in_order(view: StandingView, shown: list[Conversation]) -> list[Conversation]:
    """As a list promises: newest, longest wait, or what can be saved before what is late."""
    if view.order == MOST_URGENT:
        now = clock.now()
        due = {one.pk: one.next_due_at or now for one in shown}
        return sorted(shown, key=lambda one: (due[one.pk] <= now, due[one.pk], one.pk))
    if view.order == LONGEST_WAIT:
        return sorted(shown, key=lambda one: (one.waits_since or MONDAY_TEN, one.pk))
    return sorted(shown, key=lambda one: (one.last_message_at, one.pk), reverse=True)


@pytest.mark.parametrize("key", ["open", "unanswered", "at-risk"])
def test_each_agent_walks_through_the_own_teams_only(
    desk: Desk, inboxes: list[Inbox], key: str
) -> None:
    filled(inboxes, [(place, hours, False) for place in range(3) for hours in range(4)], desk.ada)
    seen = Conversation.objects.in_bulk([row.id for row in walked(VIEWS[key], desk.eve)])
    assert {row.team_id for row in seen.values()} == {inboxes[1].team_id}
    assert len(walked(VIEWS[key], desk.eve)) == 4
    assert len(walked(VIEWS[key], desk.ada)) == 8


def test_what_arrives_meanwhile_neither_hides_nor_repeats_a_row(
    desk: Desk, inboxes: list[Inbox]
) -> None:
    filled(inboxes, [(0, hours, False) for hours in range(5)], desk.ada)
    first = page_of(VIEWS["open"], desk.ada)
    filled(inboxes, [(0, 9, False)] * 3, desk.ada)
    second = page_of(VIEWS["open"], desk.ada, after=first.next)
    known = Conversation.objects.in_bulk()
    subjects = [known[row.id].subject for row in first.entries + second.entries]
    assert subjects == [f"0 {n}" for n in (4, 3, 2, 1, 0)]


@given(at=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)), number=st.integers(1, 2**63))
def test_a_place_reads_what_it_wrote(at: datetime, number: int) -> None:
    place = Place(at.replace(tzinfo=UTC), number)
    assert Place.read(str(place)) == place


@pytest.mark.parametrize(
    "text", ["", "-", "x-1", "1-x", "nan-1", "inf-1", "1e300-1", "1", "--", "1-", "٣", "1\x00-2"]
)
def test_a_place_that_nobody_wrote_is_the_beginning(text: str) -> None:
    assert Place.read(text) is None


@pytest.mark.parametrize("place", ["1e10-99999999999999999999999", "-99999999999-1", "0-0"])
def test_a_place_far_away_is_no_error(desk: Desk, place: str) -> None:
    assert page_of(VIEWS["open"], desk.ada, after=Place.read(place)).next is None


def test_at_risk_is_what_has_little_time_left(desk: Desk, inboxes: list[Inbox]) -> None:
    filled(inboxes, [(0, 1, False)], desk.ada)
    with clock.moved_to(MONDAY_TEN - timedelta(seconds=1)):
        assert walked(VIEWS["at-risk"], desk.ada) == []
    assert len(walked(VIEWS["at-risk"], desk.ada)) == 1
