"""One measure: what it means, and every conversation behind it."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tillit import clock
from tillit.conversations import actions
from tillit.hours.models import CalendarVersion
from tillit.insights.days import mark
from tillit.measures.registry import all_measures
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.standards.measures import PromisesKept
from tillit.standards.models import Promise, PromiseState
from tillit.testing.cast import GRACE, LONG_AGO, MONDAY_TEN, Desk, writes
from tillit.testing.steps import OSLO, answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

WEEKEND: dict[str, Any] = next(
    vector
    for vector in json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))[
        "vectors"
    ]
    if vector["name"] == "frt.weekend"
)


def page(client: Client, who: Agent, key: str, query: str = "") -> str:
    client.force_login(who)
    answer = client.get(f"/figures/{key}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def rows(html: str) -> list[str]:
    """The addresses of the conversations listed."""
    return re.findall(r'<td class="wide">(?:<input[^>]*> )?<a href="(/conversations/\d+/)">', html)


def value(html: str) -> str:
    found = re.search(r'<p class="kpi-value[^"]*">(.*?)(<span|</p>)', html, re.DOTALL)
    assert found
    return found[1]


def many_kept(desk: Desk, number: int) -> None:
    """So many kept promises, the last one kept just now."""
    first = writes(GRACE, desk.inbox, at=MONDAY_TEN - timedelta(hours=1))
    promise = first.promises.get()
    made = []
    for n in range(number):
        at = MONDAY_TEN - timedelta(seconds=n)
        made.append(Promise(**{field: getattr(promise, field) for field in FROZEN}))
        made[-1].state, made[-1].decided_at = PromiseState.KEPT, at
        made[-1].met_at = made[-1].settled_at = at
    promise.delete()
    Promise.objects.bulk_create(made)
    mark(PromisesKept.key, desk.team.pk, [MONDAY_TEN])


FROZEN = (
    "conversation_id",
    "version_id",
    "calendar_version_id",
    "clock",
    "hours_kind",
    "target_seconds",
    "started_at",
    "due_at",
)


@pytest.mark.parametrize(("kind", "words"), [("business", "20 min"), ("calendar", "62 h 50 min")])
def test_the_clocks_differ_over_a_weekend(
    client: Client, desk: Desk, kind: str, words: str
) -> None:
    CalendarVersion.objects.create(
        calendar=desk.inbox.calendar,
        number=2,
        valid_from=LONG_AGO + timedelta(days=1),
        data=WEEKEND["inputs"]["calendar"],
    )
    asked, answered = (
        datetime.fromisoformat(WEEKEND["inputs"][name]).replace(tzinfo=OSLO)
        for name in ("from_local", "to_local")
    )
    conversation = writes(GRACE, desk.inbox, at=asked)
    answers(desk.ada, conversation, at=answered)
    conversation.refresh_from_db()
    assert conversation.first_response_business == WEEKEND["expected"]["business_seconds"]
    assert conversation.first_response_calendar == WEEKEND["expected"]["calendar_seconds"]
    with clock.moved_to(answered + timedelta(hours=1)):
        html = page(client, desk.ada, "first-response", f"?clock={kind}")
        assert value(html) == words
        assert f'<td class="number">{words}</td>' in html
        card = client.get(f"/figures/?clock={kind}").content.decode()
    assert f'<span class="kpi-value">{words}</span>' in card


def test_it_lists_exactly_the_cases_behind_the_figure(client: Client, desk: Desk) -> None:
    kept = writes(GRACE, desk.inbox, at=MONDAY_TEN - timedelta(hours=1))
    answers(desk.ada, kept, at=MONDAY_TEN)
    closed = writes(GRACE, desk.inbox, at=MONDAY_TEN - timedelta(minutes=30))
    actions.resolve(conversation=closed, by=Actor.agent(desk.ada))
    writes(GRACE, desk.inbox, at=MONDAY_TEN - timedelta(minutes=20))
    html = page(client, desk.ada, "promises-kept")
    assert rows(html) == [f"/conversations/{kept.pk}/"]
    assert "1 decided promises" in html
    assert "1–1 of 1" in html
    assert "<dd>50.0%</dd>" in html, "half of what ended was resolved without a reply"


def test_many_cases_are_listed_on_pages(client: Client, desk: Desk) -> None:
    many_kept(desk, 45)
    first = page(client, desk.ada, "promises-kept", "?period=7")
    assert (len(rows(first)), "1–40 of 45" in first) == (40, True)
    assert "?period=7&amp;clock=business&amp;page=2" in first
    second = page(client, desk.ada, "promises-kept", "?period=7&page=2")
    assert (len(rows(second)), "41–45 of 45" in second) == (5, True)
    assert "?period=7&amp;clock=business&amp;page=1" in second
    assert "page=3" not in second


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999", "²"])
def test_a_page_number_that_means_nothing_is_the_first(
    client: Client, desk: Desk, number: str
) -> None:
    many_kept(desk, 2)
    assert len(rows(page(client, desk.ada, "promises-kept", f"?page={number}"))) == 2


@pytest.mark.parametrize("key", [measure.key for measure in all_measures()])
def test_it_says_what_it_means_and_how_it_is_computed(client: Client, desk: Desk, key: str) -> None:
    measure = next(one for one in all_measures() if one.key == key)
    html = page(client, desk.ada, key)
    assert str(measure.definition).split("“")[0][:60] in html
    assert f"<code>{measure.formula}</code>" in html
    assert value(html) == ("0" if key == "backlog" else "–")
    undecided = measure.has_cases and key != "backlog"
    assert ("Nothing was decided in this period" in html) == undecided
    assert ("The conversations behind it" in html) == measure.has_cases
    assert ('aria-label="Clock"' in html) == measure.has_clocks


@pytest.mark.parametrize("key", [measure.key for measure in all_measures()])
def test_eve_sees_a_dash_and_no_conversation(client: Client, desk: Desk, key: str) -> None:
    conversation = writes(GRACE, desk.inbox, subject="Canary")
    answers(desk.ada, conversation, at=MONDAY_TEN)
    assert "Canary" in page(client, desk.ada, "promises-kept")
    html = page(client, desk.eve, key)
    assert (value(html), rows(html)) == ("–", [])
    assert "Canary" not in html
    assert GRACE.name not in html
    assert client.get(f"/figures/{key}/?team={desk.team.pk}").status_code == 404


def test_an_unknown_measure_is_not_found(client: Client, desk: Desk) -> None:
    client.force_login(desk.ada)
    assert client.get("/figures/nothing/").status_code == 404
