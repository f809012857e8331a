"""Topics with their shares, examples and labels, and how far people agree with them."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tillit.feedback.models import BlindDraw, BlindLabel, FollowUp, Reading, State
from tillit.feedback.said import drawing, reading, relabelling
from tillit.feedback.said.topics import months_until, overview
from tillit.feedback.tests.inviting import tire_nobody
from tillit.feedback.tests.saying import says
from tillit.feedback.tests.test_said_board import many
from tillit.people.models import Agent
from tillit.testing.cast import Desk
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

SLOW = "It was a slow answer."
TODAY = date(2026, 6, 1)
JUNE = date(2026, 6, 1)


def page(client: Client, who: Agent, address: str) -> str:
    client.force_login(who)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def speaking_of(desk: Desk, number: int, *, at: str = "2026-06-01 10:00") -> FollowUp:
    """So many comments about speed, all of them unhappy."""
    first = says(desk, 1, SLOW, at=oslo(at))
    assert first.topic_keys == ["speed"]
    many(first, number - 1)
    return first


def test_the_months_end_with_this_one() -> None:
    assert months_until(date(2026, 2, 10), 3) == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]


def test_shares_moods_and_months(desk: Desk) -> None:
    first = speaking_of(desk, 12)
    others = FollowUp.objects.order_by("said_at")[:6].values_list("pk", flat=True)
    FollowUp.objects.filter(pk__in=list(others)).update(topics=",speed,price,", mood="good")
    found = overview(desk.ada, TODAY)
    speed, price = found.topics
    assert (found.n, found.hidden) == (12, 0)
    assert (speed.topic, speed.share.value, speed.net_sentiment) == ("speed", 1, 0)
    assert (price.topic, price.share.value, price.net_sentiment) == ("price", 0.5, 1)
    *before, june = price.months
    assert all(month.share is None for month in before)
    assert june.share
    assert june.share.part == 6
    assert first in speed.examples
    assert len(speed.examples) == 3


def test_small_groups_are_hidden(client: Client, desk: Desk) -> None:
    speaking_of(desk, 12)
    few = FollowUp.objects.order_by("said_at")[:4].values_list("pk", flat=True)
    FollowUp.objects.filter(pk__in=list(few)).update(topics=",price,")
    found = overview(desk.ada, TODAY)
    assert [topic.topic for topic in found.topics] == []
    assert found.hidden == 2
    shown = page(client, desk.ada, "/said/topics/")
    assert "There are too few comments" in shown


def test_what_is_held_back_counts_nowhere(desk: Desk) -> None:
    speaking_of(desk, 6)
    FollowUp.objects.update(state=State.HELD)
    assert overview(desk.ada, TODAY).n == 0


def test_the_page_has_examples_with_their_words_and_leads_to_the_list(
    client: Client, desk: Desk
) -> None:
    speaking_of(desk, 6)
    shown = page(client, desk.ada, "/said/topics/")
    assert '<mark class="said-word">slow answer</mark>' in shown
    assert "/said/?state=new&amp;topic=speed" in shown
    assert "slow" not in page(client, desk.eve, "/said/topics/")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite tells its plan in words")
def test_topics_are_counted_from_one_index(desk: Desk) -> None:
    speaking_of(desk, 6)
    with CaptureQueriesContext(connection) as asked:
        overview(desk.ada, TODAY)
    assert len(asked) <= 4
    counting = next(one["sql"] for one in asked.captured_queries if "COUNT" in one["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {counting}")
        plan = str(cursor.fetchall())
    assert "USING COVERING INDEX follow_up_topics" in plan
    newest = next(one["sql"] for one in asked.captured_queries if "LIMIT" in one["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {newest}")
        assert "follow_up_comments (team_id=? AND said_at>?)" in str(cursor.fetchall())


def test_another_version_reads_anew_and_never_touches_a_person(
    desk: Desk,
) -> None:
    tire_nobody()
    follow_up, other = says(desk, 1, SLOW), says(desk, 5, "Quick and friendly!")
    reading.correct(follow_up=follow_up, mood="mixed", topics=["price"], by=desk.ada)
    FollowUp.objects.filter(pk=other.pk).update(topics="")
    assert relabelling.relabel_all() == 0
    Reading.objects.update(version="0")
    assert relabelling.relabel_all() == 2
    assert relabelling.relabel_all() == 0
    follow_up.refresh_from_db()
    other.refresh_from_db()
    assert (follow_up.mood, follow_up.topics) == ("mixed", ",price,")
    assert other.topic_keys
    assert set(Reading.objects.values_list("version", flat=True)) == {reading.VERSION}


def test_another_comment_is_understood_anew(desk: Desk) -> None:
    follow_up = says(desk, 1, SLOW)
    reading.correct(follow_up=follow_up, mood="mixed", topics=["price"], by=desk.ada)
    reading.read(follow_up, SLOW)
    assert Reading.objects.get().corrected_at
    reading.read(follow_up, "Friendly and quick, thank you!")
    assert Reading.objects.get().corrected_at is None
    assert follow_up.mood == "good"


def test_answers_from_before_the_board_come_onto_it(desk: Desk) -> None:
    says(desk, 1, SLOW).delete()
    assert relabelling.relabel_all() == 1
    assert FollowUp.objects.get().conversation is None


def test_the_draw_can_be_done_again_with_its_seed(desk: Desk) -> None:
    speaking_of(desk, 130)
    first = drawing.draw(team=desk.team, month=JUNE, by=desk.liv, seed=7)
    assert first
    assert first.labels.count() == drawing.MOST
    drawn = list(first.labels.order_by("id").values_list("follow_up", flat=True))
    assert drawing.draw(team=desk.team, month=JUNE, by=desk.ada, seed=8) == first
    first.delete()
    second = drawing.draw(team=desk.team, month=JUNE, by=desk.liv, seed=7)
    assert second
    assert list(second.labels.order_by("id").values_list("follow_up", flat=True)) == drawn


def test_people_label_without_seeing_what_the_machine_said(client: Client, desk: Desk) -> None:
    speaking_of(desk, 3)
    client.force_login(desk.ada)
    given = {"team": desk.team.pk, "month": "2026-06-01"}
    address = client.post("/said/agreement/draws/", given).headers["Location"]
    for mood in ("bad", "bad", "good"):
        shown = page(client, desk.ada, address)
        assert SLOW in shown
        assert "<mark" not in shown
        assert "checked" not in shown.split('class="page-body')[1]
        label = BlindLabel.objects.filter(mood="").order_by("id")[0]
        client.post(address, {"label": label.pk, "mood": mood, "topic": "speed"})
        client.post(address, {"label": label.pk, "mood": "neutral"})
    assert "All are labelled" in page(client, desk.ada, address)
    found = dict(drawing.agreements(BlindDraw.objects.get()))
    assert (found[""].n, found[""].observed.part, found[""].kappa) == (3, 2, 0)
    assert (found["speed"].observed.part, found["speed"].kappa) == (3, None)
    shown = page(client, desk.ada, "/said/agreement/")
    assert "3 of 3 labelled." in shown
    assert "67%" in shown


def test_strangers_label_nothing(client: Client, desk: Desk) -> None:
    speaking_of(desk, 3)
    drawn = drawing.draw(team=desk.team, month=JUNE, by=desk.liv)
    assert drawn
    client.force_login(desk.eve)
    assert client.get(f"/said/agreement/{drawn.pk}/").status_code == 404
    given = {"team": desk.team.pk, "month": "2026-06-01"}
    assert client.post("/said/agreement/draws/", given).status_code == 404
    assert "Drawn with the seed" not in page(client, desk.eve, "/said/agreement/")
