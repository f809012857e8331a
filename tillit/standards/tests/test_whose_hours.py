"""Whose opening hours count: those of the team before those of the inbox."""

from datetime import datetime

import pytest

from tillit import clock
from tillit.conversations import openness
from tillit.conversations.models import Inbox
from tillit.hours.coming import OpenState
from tillit.hours.models import Calendar, CalendarVersion
from tillit.people.models import Team
from tillit.standards.models import Promise
from tillit.testing.browsers import browser_of
from tillit.testing.cast import DAAN, GRACE, LONG_AGO, MONDAY_TEN, Customer, Desk, writes
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def mornings() -> Calendar:
    """Open from 8 to 11 on weekdays."""
    calendar = Calendar.objects.create(name="Mornings")
    week = {str(day): [["08:00", "11:00"]] for day in range(1, 6)}
    data = {"tz": "Europe/Oslo", "week": week}
    CalendarVersion.objects.create(calendar=calendar, valid_from=LONG_AGO, data=data)
    return calendar


def until(text: str) -> OpenState:
    return OpenState(is_open=True, changes_at=oslo(text))


def closed_until(text: str) -> OpenState:
    return OpenState(is_open=False, changes_at=oslo(text))


def due_of(desk: Desk, customer: Customer) -> datetime:
    return writes(customer, desk.inbox).promises.get().due_at


def test_a_team_with_hours_of_its_own_is_promised_in_them_and_what_runs_keeps_its_own(
    desk: Desk,
) -> None:
    before = due_of(desk, GRACE)
    page = f"/settings/teams/{desk.team.pk}/"
    members = [one.pk for one in (desk.ada, desk.bo, desk.liv)]
    said = {"name": "Desk", "members": members, "calendar": mornings().pk}
    assert browser_of(desk.liv).post(page, said).status_code == 302
    assert before == Promise.objects.get().due_at == oslo("2026-06-01 14:00")
    # One hour is left today, three are tomorrow.
    assert due_of(desk, DAAN) == oslo("2026-06-02 11:00")


def test_what_another_team_takes_over_is_counted_in_its_hours(desk: Desk, night: Inbox) -> None:
    conversation = writes(DAAN, desk.inbox)
    night.team.calendar = mornings()
    night.team.save()
    assert openness.calendar_of(conversation) == desk.inbox.calendar_id
    conversation.team = night.team
    assert openness.calendar_of(conversation) == night.team.calendar_id


def test_the_time_of_an_answer_is_counted_in_the_hours_of_the_team(desk: Desk) -> None:
    desk.team.calendar = mornings()
    desk.team.save()
    conversation = writes(GRACE, desk.inbox)
    answers(desk.ada, conversation, at=oslo("2026-06-01 15:00"))
    conversation.refresh_from_db()
    assert conversation.first_response_business == 3600


def test_are_we_open_now_and_when_next(desk: Desk, night: Inbox) -> None:
    conversation = writes(GRACE, desk.inbox)
    asked: tuple[object, ...] = (conversation, desk.inbox, desk.team, "email")
    for one in asked:
        assert openness.state_of(one, MONDAY_TEN) == until("2026-06-01 17:00")  # type: ignore[arg-type]
    Team.objects.filter(pk=desk.team.pk).update(calendar=mornings())
    desk.team.refresh_from_db()
    late = oslo("2026-06-01 12:00")
    with clock.moved_to(late):
        assert openness.state_of(conversation, late) == closed_until("2026-06-02 08:00")
        assert openness.state_of(desk.inbox, late) == closed_until("2026-06-02 08:00")
        assert openness.state_of(desk.team, late) == closed_until("2026-06-02 08:00")
        assert openness.state_of("email", late) == until("2026-06-01 17:00")
    evening = oslo("2026-06-01 20:00")
    assert openness.state_of("email", evening) == closed_until("2026-06-02 08:00")


def test_nobody_is_there_on_a_channel_without_inboxes() -> None:
    assert openness.state_of("pigeon", MONDAY_TEN) == OpenState(is_open=False, changes_at=None)
