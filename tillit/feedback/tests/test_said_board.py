"""The board: what customers said, by state, a page at a time, for the teams that one sees."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tillit.feedback.models import FollowUp, Reading, State
from tillit.feedback.said import board
from tillit.feedback.said.board import Asked, page_of
from tillit.feedback.tests.saying import be_anonymous, says
from tillit.feedback.understanding import VERSION
from tillit.people.models import Agent, Role
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, NORA, ZSOFIA, Desk, agent
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

SLOW = "You were far too slow & nobody answered."


def page(client: Client, who: Agent, address: str = "/said/") -> str:
    client.force_login(who)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_state_has_its_list(client: Client, desk: Desk) -> None:
    bad, good = says(desk, 1, SLOW), says(desk, 5, "Friendly, thank you!", customer=NORA)
    new = page(client, desk.ada)
    assert '<mark class="said-bad">too slow</mark> &amp; ' in new
    assert f"/said/{bad.pk}/" in new
    assert f"/said/{good.pk}/" not in new
    assert f"/said/{good.pk}/" in page(client, desk.ada, "/said/?state=quiet")


def test_it_looks_again_by_itself(client: Client, desk: Desk) -> None:
    says(desk, 1, SLOW)
    whole = page(client, desk.ada, "/said/?rating=bad")
    assert 'hx-get="/said/?rating=bad"' in whole
    part = client.get("/said/?rating=bad", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert part.count('class="said-remark"') == 1
    assert '<hx-partial hx-target="#said-states"' in part


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("topic=speed", 1),
        ("topic=price", 0),
        ("mood=bad", 2),
        ("mood=good", 0),
        ("rating=bad", 2),
        ("rating=middling", 1),
        ("language=hu", 1),
        ("survey=999", 0),
        ("topic=nonsense&survey=x", 3),
    ],
)
def test_it_is_filtered(client: Client, desk: Desk, query: str, count: int) -> None:
    says(desk, 1, SLOW)
    says(desk, 2, "Nagyon rossz volt.", customer=ZSOFIA)
    says(desk, 3, "I have a question about my house.", customer=NORA)
    assert page(client, desk.ada, f"/said/?{query}").count('class="said-remark"') == count


def many(first: FollowUp, number: int) -> None:
    """As many more of the same, a minute apart, the first of them the newest."""
    responses = []
    for minute in range(number):
        response, invitation = first.response, first.response.invitation
        invitation.pk, invitation.token, invitation.conversation = None, f"token-{minute}", None
        invitation.save(force_insert=True)
        response.pk, response.invitation = None, invitation
        response.save(force_insert=True)
        responses.append(response.pk)
    made = FollowUp.objects.bulk_create(
        FollowUp(
            response_id=response,
            survey=first.survey,
            team=first.team,
            said_at=first.said_at - timedelta(minutes=minute + 1),
            month=first.month,
            mood="bad",
            topics=",speed,",
            rating="bad",
        )
        for minute, response in enumerate(responses)
    )
    Reading.objects.bulk_create(
        Reading(
            follow_up=one,
            version=VERSION,
            mood="bad",
            confidence="sure",
            words=first.reading.words,
            topics=first.reading.topics,
            fingerprint=first.reading.fingerprint,
        )
        for one in made
    )


def test_pages_follow_each_other_and_lose_nothing(desk: Desk) -> None:
    many(says(desk, 1, SLOW), 2 * board.PAGE)
    seen: list[int] = []
    after = ""
    while True:
        found = page_of(desk.ada, Asked(), after)
        seen += [one.pk for one in found.rows]
        if not found.after:
            break
        after = found.after
    newest = FollowUp.objects.order_by("-said_at", "-id").values_list("pk", flat=True)
    assert seen == list(newest)


def test_what_is_seldom_is_sought_a_piece_at_a_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(says(desk, 1, SLOW), 25)
    last = FollowUp.objects.order_by("said_at")[0]
    FollowUp.objects.filter(pk=last.pk).update(topics=",price,")
    monkeypatch.setattr(board, "LOOKED_THROUGH", 10)
    found = page_of(desk.ada, Asked(topic="price"))
    assert (found.rows, found.looked_through) == ([], True)
    while not found.rows:
        found = page_of(desk.ada, Asked(topic="price"), found.after)
    assert [one.pk for one in found.rows] == [last.pk]
    assert (found.after, found.looked_through) == ("", False)


def test_a_page_asks_the_same_whatever_there_is(client: Client, desk: Desk) -> None:
    first = says(desk, 1, SLOW)
    page(client, desk.ada)
    with CaptureQueriesContext(connection) as few:
        page(client, desk.ada)
    many(first, 20)
    with CaptureQueriesContext(connection) as more:
        page(client, desk.ada)
    assert len(more) == len(few)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite tells its plan in words")
def test_the_newest_are_found_by_the_index(desk: Desk) -> None:
    says(desk, 1, SLOW)
    with CaptureQueriesContext(connection) as asked:
        page_of(desk.ada, Asked(topic="speed"))
        board.counts(desk.ada)
    plans = ""
    with connection.cursor() as cursor:
        for one in asked.captured_queries:
            if "feedback_followup" in one["sql"]:
                cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
                plans += str(cursor.fetchall())
    assert "follow_up_state (team_id=? AND state=?" in plans
    assert "SCAN feedback_followup" not in plans


def test_strangers_find_nothing(client: Client, desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW)
    assert "slow" not in page(client, desk.eve)
    for path in ("", "assignment/", "answer/", "labels/", "telling/"):
        address = f"/said/{follow_up.pk}/{path}"
        answer = client.post(address) if path else client.get(address)
        assert answer.status_code == 404


def test_light_agents_read_along(client: Client, desk: Desk) -> None:
    mia = agent("Mia", Role.LIGHT)
    desk.team.members.add(mia)
    follow_up = says(desk, 1, SLOW)
    assert "Write what we did" not in page(client, mia)
    assert "My labels count" not in page(client, mia, f"/said/{follow_up.pk}/")
    assert client.post(f"/said/{follow_up.pk}/answer/").status_code == 404


def test_anonymous_answers_show_neither_name_nor_hour(client: Client, desk: Desk) -> None:
    be_anonymous()
    follow_up = says(desk, 1, SLOW, customer=DAAN)
    FollowUp.objects.update(state=State.NEW)
    for address in ("/said/", f"/said/{follow_up.pk}/"):
        shown = page(client, desk.ada, address)
        assert DAAN.name not in shown
        assert "week of 1 June 2026" in shown
        assert "conversation that it is about" not in shown


def test_it_is_given_to_a_colleague_of_the_team_only(client: Client, desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW)
    client.force_login(desk.ada)
    address = f"/said/{follow_up.pk}/assignment/"
    assert client.post(address, {"agent": desk.eve.pk}).status_code == 404
    client.post(address, {"agent": desk.bo.pk})
    follow_up.refresh_from_db()
    assert (follow_up.assignee, follow_up.state) == (desk.bo, State.ASSIGNED)
    client.post(f"/said/{follow_up.pk}/answer/")
    follow_up.refresh_from_db()
    assert follow_up.state == State.ANSWERED
    shown = page(client, desk.ada, f"/said/{follow_up.pk}/")
    assert "Bo looks after it" in shown


def test_why_shows_the_words_that_decided_and_a_person_corrects(client: Client, desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW)
    assert "“too slow”" in page(client, desk.ada, f"/said/{follow_up.pk}/")
    address = f"/said/{follow_up.pk}/labels/"
    assert client.post(address, {"mood": "odd"}).status_code == 404
    client.post(address, {"mood": "mixed", "topic": ["price", "nonsense"]})
    follow_up.refresh_from_db()
    assert (follow_up.mood, follow_up.topic_keys) == ("mixed", ["price"])
    assert Reading.objects.get().corrected_by == desk.ada
    shown = page(client, desk.ada, f"/said/{follow_up.pk}/")
    assert "Ada gave these labels" in shown
    run_reactions()


def test_the_customer_has_a_name(client: Client, desk: Desk) -> None:
    says(desk, 1, SLOW)
    assert GRACE.name in page(client, desk.ada)
    assert MONDAY_TEN.isoformat()[:10] in page(client, desk.ada)
