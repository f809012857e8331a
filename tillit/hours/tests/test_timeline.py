"""Waiting as a conversation's history tells it, beyond the reference vectors."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tillit.hours.business_time import Hours
from tillit.hours.timeline import first_response, response_times, status_times

ALWAYS = Hours.always("Europe/Oslo")
HOUR = timedelta(hours=1)


def at(hour: int) -> datetime:
    return datetime(2026, 6, 1, hour, tzinfo=UTC)


def test_a_conversation_that_the_agent_began_is_measured_from_the_customer() -> None:
    entries = [("agent_public", at(8)), ("customer", at(9)), ("agent_public", at(11))]
    assert response_times(entries) == [2 * HOUR]


def test_an_unanswered_message_has_no_time() -> None:
    assert first_response([("customer", at(9)), ("bot", at(10))]) is None
    assert response_times([]) == []


def test_entries_are_taken_by_instant() -> None:
    entries = [("agent_public", at(11)), ("customer", at(9))]
    assert first_response(entries) == 2 * HOUR


def test_an_unknown_kind_or_status_is_refused() -> None:
    with pytest.raises(ValueError, match="parrot"):
        response_times([("parrot", at(9))])
    with pytest.raises(ValueError, match="asleep"):
        status_times(ALWAYS, [(at(9), "asleep")], at(10))


def test_without_history_there_is_nothing() -> None:
    times = status_times(ALWAYS, [], at(9))
    assert times.requester_wait == timedelta()
    assert times.first_resolution is None
    assert times.reopens == 0


def test_the_last_status_runs_until_the_instant_asked_about() -> None:
    changes = [(at(9), "new"), (at(10), "hold"), (at(13), "solved")]
    times = status_times(ALWAYS, changes, at(12))
    assert (times.requester_wait, times.on_hold) == (3 * HOUR, 2 * HOUR)
    assert times.first_resolution is None


def test_a_reopened_conversation_keeps_only_its_first_resolution() -> None:
    changes = [(at(9), "new"), (at(10), "solved"), (at(12), "open")]
    times = status_times(ALWAYS, changes, at(13))
    assert times.first_resolution == HOUR
    assert times.full_resolution is None
    assert times.full_resolution_calendar is None
    assert times.reopens == 1


def test_solving_the_solved_changes_nothing() -> None:
    changes = [(at(9), "new"), (at(10), "solved"), (at(12), "solved")]
    times = status_times(ALWAYS, changes, at(13))
    assert times.full_resolution == HOUR
    assert times.reopens == 0
