"""Two machines that write to each other come to an end."""

from datetime import timedelta

import pytest

from tillit.conversations.models import Message
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def acknowledgements() -> int:
    return Message.objects.filter(purpose="acknowledgement").count()


def test_at_most_twenty_acknowledgements_in_ten_minutes(desk: Desk) -> None:
    for second in range(25):
        writes(GRACE, desk.inbox, at=MONDAY_TEN + timedelta(seconds=second))
    assert acknowledgements() == 20
    writes(DAAN, desk.inbox, at=MONDAY_TEN + timedelta(seconds=30))
    assert acknowledgements() == 21


def test_at_most_thirty_in_an_hour(desk: Desk) -> None:
    for minutes in range(0, 45):
        writes(GRACE, desk.inbox, at=MONDAY_TEN + timedelta(minutes=minutes * 1.3))
    assert acknowledgements() == 30


def test_who_writes_again_the_next_day_is_acknowledged_again(desk: Desk) -> None:
    for second in range(22):
        writes(GRACE, desk.inbox, at=MONDAY_TEN + timedelta(seconds=second))
    writes(GRACE, desk.inbox, at=MONDAY_TEN + timedelta(days=1))
    assert acknowledgements() == 21
