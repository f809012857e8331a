"""Whatever happens: tallies are real counts, and the number of a view is the length of its list."""

from collections import Counter
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from tillit import clock
from tillit.conversations import changes, listing
from tillit.conversations.listing import Entry, page_of
from tillit.conversations.models import Conversation, Inbox, MessageKind, Shelf, Status, Tally
from tillit.conversations.standing import VIEWS, counts_for
from tillit.conversations.tests.walks import STEPS, Step, Walk, undone
from tillit.people.models import Agent, Role
from tillit.testing.cast import GRACE, MONDAY_TEN, NORA, Desk, agent, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

FEW = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def tallied() -> Counter[tuple[int, str, bool]]:
    """What the tallies say, without those that are nought."""
    rows = Tally.objects.values_list("team", "shelf", "assigned", "count")
    return Counter(
        {(team, shelf, assigned): count for team, shelf, assigned, count in rows if count}
    )


def counted() -> Counter[tuple[int, str, bool]]:
    """What there is."""
    places = Conversation.objects.values_list("team", "shelf", "assignee")
    return Counter((team, shelf, assignee is not None) for team, shelf, assignee in places)


def lengths_for(someone: Agent) -> dict[str, int]:
    """How long the list of each view is."""
    return {key: len(page_of(view, someone).entries) for key, view in VIEWS.items()}


def rows_are_fresh() -> bool:
    """Whether every row, as a list shows it from the cache, is as it would be made now."""
    found = list(Conversation.objects.select_related("contact").order_by("id"))
    entries = [Entry(row.last_message_at, row.pk, row.version, row.contact.name) for row in found]
    shown = listing.rows_of(entries, selected=None)
    return all(listing._html_of(row) in shown for row in found)


def waits_are_true(walk: Walk) -> bool:
    """Whether each conversation says since when its customer waits, as its messages do."""
    found = Conversation.objects.all()
    return all(one.waits_since == oldest_unanswered(one, walk.at) for one in found)


def oldest_unanswered(conversation: Conversation, now: datetime) -> datetime | None:
    """Read message by message; nothing has left in a walk, and nothing has come back."""
    oldest: datetime | None = None
    for said in conversation.messages.filter(automatic=False, at__lte=now).order_by("at", "id"):
        if said.kind == MessageKind.INCOMING:
            oldest = oldest or said.at
        elif said.kind == MessageKind.OUTGOING:
            oldest = None
    return oldest if conversation.shelf in (Shelf.OPEN, Shelf.SNOOZED) else None


@pytest.fixture
def everybody(desk: Desk, night: Inbox) -> list[Agent]:
    """Agents of two teams, and an administrator who sees both."""
    return [desk.ada, desk.bo, desk.liv, desk.eve, agent("Root", Role.ADMINISTRATOR)]


@FEW
@given(steps=STEPS)
def test_tallies_counts_lists_and_rows_agree_after_every_walk(
    desk: Desk, night: Inbox, everybody: list[Agent], steps: list[Step]
) -> None:
    with undone():
        walk = Walk([desk.inbox, night], [desk.ada, desk.bo, desk.eve])
        for step in steps:
            walk.take(step)
            assert tallied() == counted(), step
            assert rows_are_fresh(), step
            assert waits_are_true(walk), step
        with clock.moved_to(walk.at):
            for someone in everybody:
                assert counts_for(someone) == lengths_for(someone)


def test_every_status_counts_on_its_own_shelf(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    for status in Status:
        changes.change(changes.lock(conversation.pk), status=status)
        assert tallied() == counted() == {(desk.team.pk, Shelf.of(status), False): 1}


def test_a_stranger_counts_nothing_of_the_desk(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    nothing = dict.fromkeys(VIEWS, 0)
    assert counts_for(desk.eve) == lengths_for(desk.eve) == nothing


def test_each_team_counts_its_own_and_an_administrator_counts_all(
    desk: Desk, night: Inbox, everybody: list[Agent]
) -> None:
    writes(GRACE, desk.inbox)
    writes(NORA, desk.inbox)
    writes(NORA, night)
    assert [counts_for(someone)["open"] for someone in everybody] == [2, 2, 2, 1, 3]


def test_who_left_the_team_counts_nothing_that_was_hers(desk: Desk) -> None:
    changes.change(changes.lock(writes(GRACE, desk.inbox).pk), assignee_id=desk.ada.pk)
    assert counts_for(desk.ada)["mine"] == 1
    desk.team.members.remove(desk.ada)
    left = Agent.objects.get(pk=desk.ada.pk)
    assert counts_for(left) == lengths_for(left) == dict.fromkeys(VIEWS, 0)


def test_at_risk_counts_what_is_at_risk_now(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    warn_at = Conversation.objects.get().warn_at
    assert warn_at is not None
    for at, count in ((MONDAY_TEN, 0), (warn_at, 1)):
        with clock.moved_to(at):
            assert counts_for(desk.ada)["at-risk"] == lengths_for(desk.ada)["at-risk"] == count


def test_counting_costs_the_same_however_many_there_are(
    desk: Desk,
) -> None:
    used = []
    for customers in ([GRACE], [NORA] * 20):
        for customer in customers:
            writes(customer, desk.inbox)
        with CaptureQueriesContext(connection) as queries:
            counts_for(Agent.objects.get(pk=desk.ada.pk))
        used.append(len(queries))
    assert used[0] == used[1]
