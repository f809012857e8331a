"""What is open now: the age in the middle is found without sorting, whoever it is asked of."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from statistics import median

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tillit import clock
from tillit.conversations.measures import leading
from tillit.conversations.measures.backlog import EDGES, Backlog
from tillit.conversations.models import Conversation, Shelf
from tillit.measures.registry import ClockKind, Scope, Slice
from tillit.people.models import Contact
from tillit.testing.cast import Desk
from tillit.testing.steps import oslo

pytestmark = pytest.mark.django_db

NOW = oslo("2026-06-15 09:00")
DAY = timedelta(days=1)


def opened(desk: Desk, begun: list[datetime], *, vip: bool = False) -> None:
    """One open conversation that began at each instant, of one customer."""
    contact = Contact.objects.create(name="Somebody", vip=vip)
    Conversation.objects.bulk_create(
        Conversation(
            inbox=desk.inbox,
            team=desk.team,
            contact=contact,
            channel="email",
            created_at=at,
            last_message_at=at,
        )
        for at in begun
    )


def scope_of(desk: Desk, *slices: Slice) -> Scope:
    return Scope((desk.team.pk,), NOW - 100 * DAY, NOW, ClockKind.CALENDAR, slices)


def middle_of(desk: Desk, *slices: Slice) -> float | None:
    """The median age in days that is shown."""
    with clock.moved_to(NOW):
        told = Backlog().present(scope_of(desk, *slices))
    return Backlog().figure([told], ClockKind.CALENDAR).extras[0].value


def drawn(random: Random) -> list[datetime]:
    """Instants of which many are the same, some on the edges, and some a little in the future."""
    kinds = (
        lambda: NOW - timedelta(days=random.expovariate(1 / 20)),
        lambda: NOW - timedelta(days=random.choice(EDGES)),
        lambda: NOW - timedelta(days=random.randrange(5)),
        lambda: NOW + timedelta(minutes=random.randrange(3)),
    )
    return [random.choice(kinds)() for _ in range(random.randrange(1, 40))]


@pytest.mark.parametrize("seed", range(12))
def test_the_age_in_the_middle_is_that_of_all_sorted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(leading, "FEW_ENOUGH", 3)
    begun = drawn(Random(seed))
    opened(desk, begun)
    wanted = median((NOW - at) / DAY for at in begun)
    assert middle_of(desk) == pytest.approx(wanted, abs=1e-9)


def test_vips_and_others_are_told_apart(desk: Desk) -> None:
    opened(desk, [NOW - 2 * DAY, NOW - 4 * DAY, NOW - 50 * DAY], vip=True)
    opened(desk, [NOW - 10 * DAY])
    Conversation.objects.filter(created_at=NOW - 50 * DAY).update(shelf=Shelf.RESOLVED)
    assert middle_of(desk, Slice("segment", "True")) == 3
    assert middle_of(desk, Slice("segment", "False")) == 10
    assert middle_of(desk, Slice("segment", "nobody")) is None
    assert middle_of(desk) == 4


def test_few_are_asked_for_once_to_find_the_middle(desk: Desk) -> None:
    opened(desk, [NOW - number * DAY for number in range(60)], vip=True)
    with clock.moved_to(NOW), CaptureQueriesContext(connection) as asked:
        Backlog().present(scope_of(desk, Slice("segment", "True")))
    assert len(asked) == 2
