"""The page that says, line by line, why a promise is due when it is."""

from datetime import timedelta

import pytest
from django.test import Client

from tillit import clock
from tillit.hours.models import CalendarVersion
from tillit.people.models import Agent
from tillit.standards import explanation
from tillit.standards.models import HoursKind, Promise, StandardVersion
from tillit.testing.cast import GRACE, LONG_AGO, Desk, agent, writes
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

EASTER = {"2026-04-02": "Maundy Thursday", "2026-04-03": "Good Friday"}


def easter(desk: Desk) -> Promise:
    """Asked on the Wednesday before Easter; the Wednesday is a half day, two holidays follow."""
    version = CalendarVersion.objects.get(calendar=desk.inbox.calendar)
    data = version.data | {
        "holidays": [*EASTER, "2026-04-06"],
        "holiday_names": EASTER,
        "overrides": {"2026-04-01": [["09:00", "12:00"]]},
    }
    CalendarVersion.objects.create(
        calendar=version.calendar, number=2, valid_from=LONG_AGO + timedelta(days=1), data=data
    )
    writes(GRACE, desk.inbox, at=oslo("2026-04-01 11:30"))
    return Promise.objects.get()


def address(promise: Promise) -> str:
    return f"/promises/{promise.pk}/"


def page(client: Client, who: Agent, promise: Promise, **headers: str) -> tuple[int, str]:
    client.force_login(who)
    answer = client.get(address(promise), headers=headers)
    return answer.status_code, answer.content.decode()


def test_the_lines_add_up_to_the_target_and_end_when_it_is_due(desk: Desk) -> None:
    promise = easter(desk)
    assert promise.due_at == oslo("2026-04-07 12:30")
    lines = promise.lines(clock.now())
    assert sum((line.counted for line in lines), timedelta()) == promise.target
    assert lines[-1].end == promise.due_at


def test_every_day_between_says_why_it_counted_or_not(desk: Desk) -> None:
    shown = explanation.of(easter(desk))["lines"]
    assert [(line["day"], line["reason"], line["counted"], line["running"]) for line in shown] == [
        ("Wed 1 Apr", "Open, special hours", "30 min", "30 min"),
        ("Thu 2 Apr", "Closed: Maundy Thursday", "–", "30 min"),
        ("Fri 3 Apr", "Closed: Good Friday", "–", "30 min"),
        ("Sat 4 Apr", "Closed", "–", "30 min"),
        ("Sun 5 Apr", "Closed", "–", "30 min"),
        ("Mon 6 Apr", "Closed: holiday", "–", "30 min"),
        ("Tue 7 Apr", "Open", "3 h 30 min", "4 h"),
    ]
    assert [line["span"] for line in shown if line["span"]] == ["11:30–12:00", "09:00–12:30"]


def test_a_message_while_closed_begins_with_a_closed_line(desk: Desk) -> None:
    writes(GRACE, desk.inbox, at=oslo("2026-06-06 12:00"))
    first = explanation.of(Promise.objects.get())["lines"][0]
    assert (first["kind"], first["reason"], first["running"]) == ("closed", "Closed", "–")


def test_around_the_clock_every_hour_counts(desk: Desk) -> None:
    StandardVersion.objects.update(hours_kind=HoursKind.CALENDAR)
    writes(GRACE, desk.inbox, at=oslo("2026-06-06 22:00"))
    shown = explanation.of(Promise.objects.get())
    assert [line["span"] for line in shown["lines"]] == ["22:00–00:00", "00:00–02:00"]
    assert shown["sentence"] == "4 h around the clock, counted from Sat 6 Jun 22:00."


def test_it_is_a_page_of_its_own(client: Client, desk: Desk) -> None:
    promise = easter(desk)
    status, html = page(client, desk.ada, promise)
    assert status == 200
    assert "<!doctype html>" in html
    assert f'href="/conversations/{promise.conversation_id}/"' in html
    assert "4 h of opening hours, counted from Wed 1 Apr 11:30." in html
    assert "Closed: Good Friday" in html
    assert "Europe/Oslo" in html


def test_it_is_a_fragment_when_a_page_asks_for_it(client: Client, desk: Desk) -> None:
    status, html = page(client, desk.ada, easter(desk), HX_Request="true")
    assert status == 200
    assert "<html" not in html
    assert "Closed: Good Friday" in html


def test_a_decided_promise_says_how_it_ended(client: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    assert explanation.of(Promise.objects.get())["outcome"] == ""
    answers(desk.ada, conversation, at=oslo("2026-06-01 11:12"))
    _status, html = page(client, desk.bo, Promise.objects.get())
    assert "Kept, answered in 1 h 12 min" in html


@pytest.mark.parametrize("headers", [{}, {"HX_Request": "true"}], ids=["page", "fragment"])
def test_eve_sees_nothing_of_a_promise(client: Client, desk: Desk, headers: dict[str, str]) -> None:
    promise = easter(desk)
    status, html = page(client, desk.eve, promise, **headers)
    assert status == 404
    for canary in ("Good Friday", "four working hours", GRACE.name, "A question"):
        assert canary not in html


def test_an_agent_of_another_team_sees_nothing_either(client: Client, desk: Desk) -> None:
    mallory = agent("Mallory")
    desk.team.members.model.objects.get(pk=mallory.pk).teams.create(name="Elsewhere")
    assert page(client, mallory, easter(desk))[0] == 404


def test_an_unknown_promise_is_not_found(client: Client, desk: Desk) -> None:
    client.force_login(desk.ada)
    assert client.get("/promises/4711/").status_code == 404


def test_whoever_is_not_signed_in_is_asked_to(client: Client, desk: Desk) -> None:
    answer = client.get(address(easter(desk)))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


def test_looking_changes_nothing(client: Client, desk: Desk) -> None:
    promise = easter(desk)
    client.force_login(desk.ada)
    assert client.post(address(promise)).status_code == 405
