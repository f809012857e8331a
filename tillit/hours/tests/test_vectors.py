"""The reference vectors of the clocks: worked by hand and by other programs, exact."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tillit.hours.business_time import Hours, due, elapsed, explain
from tillit.hours.timeline import first_response, response_times, status_times

VECTORS: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("vectors.json").read_text(encoding="utf-8")
)["vectors"]


def of_family(*prefixes: str) -> pytest.MarkDecorator:
    chosen = [vector for vector in VECTORS if vector["name"].startswith(prefixes)]
    return pytest.mark.parametrize("vector", chosen, ids=lambda vector: vector["name"])


def local(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def seconds(time: timedelta | None) -> float | None:
    return None if time is None else time.total_seconds()


def test_no_vector_is_missing() -> None:
    families = Counter(vector["name"].rpartition(".")[0] for vector in VECTORS)
    assert families == {"sla.due": 9, "sla.elapsed": 3, "frt": 2, "nrt": 2, "wait": 2}


@of_family("sla.due.")
def test_due(vector: dict[str, Any]) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    hours = Hours.from_json(inputs["calendar"])
    start = local(inputs["start_local"], hours.zone)
    target = timedelta(seconds=inputs["target_seconds"])
    pauses = [
        (local(begin, hours.zone), local(end, hours.zone)) for begin, end in inputs["pauses_local"]
    ]
    instant = due(hours, start, target, pauses)
    assert instant == datetime.fromisoformat(expected["due_utc"])
    assert instant.astimezone(ZoneInfo(hours.zone)).isoformat() == expected["due_local"]
    assert explain(hours, start, target, pauses)[-1].end == instant


@of_family("sla.elapsed.", "frt.")
def test_elapsed(vector: dict[str, Any]) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    calendar = inputs.get("calendar")
    zone = inputs["tz"] if calendar is None else calendar["tz"]
    start, end = local(inputs["from_local"], zone), local(inputs["to_local"], zone)
    always = Hours.always(zone)
    hours = always if calendar is None else Hours.from_json(calendar)
    answered = [("customer", start), ("agent_public", end)]
    business = expected.get("business_seconds", expected.get("right_seconds"))
    assert seconds(elapsed(hours, start, end)) == business
    assert seconds(first_response(answered, hours)) == business
    calendar_seconds = expected.get("calendar_seconds", expected.get("right_seconds"))
    assert seconds(elapsed(always, start, end)) == calendar_seconds
    assert seconds(first_response(answered)) == calendar_seconds
    if trap := expected.get("python_same_tzinfo_subtraction_seconds"):
        assert seconds(end - start) == trap


@of_family("nrt.")
def test_response_times(vector: dict[str, Any]) -> None:
    expected = vector["expected"]
    entries = [
        (kind, datetime.fromisoformat(text).replace(tzinfo=UTC))
        for kind, text in vector["inputs"]["events_local"]
    ]
    times = [seconds(time) for time in response_times(entries)]
    assert times == expected.get("response_times_s", [expected["first_response_s"]])
    assert seconds(first_response(entries)) == expected["first_response_s"]


@of_family("wait.")
def test_status_times(vector: dict[str, Any]) -> None:
    inputs = vector["inputs"]
    hours = Hours.from_json(inputs["calendar"])
    changes = [(local(text, hours.zone), status) for text, status in inputs["status_changes_local"]]
    times = status_times(hours, changes, local(inputs["as_of_local"], hours.zone))
    measured = {
        "requester_wait_s": seconds(times.requester_wait),
        "agent_work_s": seconds(times.agent_work),
        "agent_wait_s": seconds(times.agent_wait),
        "on_hold_s": seconds(times.on_hold),
        "first_resolution_business_s": seconds(times.first_resolution),
        "full_resolution_business_s": seconds(times.full_resolution),
        "full_resolution_calendar_s": seconds(times.full_resolution_calendar),
        "reopens": times.reopens,
    }
    assert {name: measured[name] for name in vector["expected"]} == vector["expected"]
