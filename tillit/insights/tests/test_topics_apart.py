"""Satisfaction told apart by what comments are about."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.test import Client

from tillit import clock
from tillit.feedback.answering import rated, save_response
from tillit.feedback.counting import RESTING, count_together
from tillit.feedback.delivered import CONTACT, delivered
from tillit.feedback.models import FollowUp, Response
from tillit.feedback.said.reading import correct
from tillit.feedback.tests.inviting import asked
from tillit.insights.combining import count_combinations
from tillit.insights.models import Day, DaySlice
from tillit.insights.reading import parts_of, summaries_of
from tillit.insights.rebuilding import rebuild
from tillit.insights.rolling import roll_up_stale
from tillit.measures.registry import ClockKind, Figure, Scope, Slice, measure_named
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, NORA, Customer, Desk
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
SLOW = "The delivery was far too late, and the parcel was damaged."
KIND = "What a friendly answer, thank you!"
PAGE = "/figures/about/satisfaction/?period=7"


def says(desk: Desk, who: Customer, score: int, comment: str) -> Response:
    response = save_response(invitation=asked(who, desk), given=rated(score, comment))
    run_reactions()
    return response


@pytest.fixture
def said(desk: Desk) -> Desk:
    """Two were content and one was not, each with other words or none."""
    says(desk, GRACE, 1, SLOW)
    says(desk, NORA, 5, KIND)
    says(desk, DAAN, 4, "")
    return desk


def by_topic(desk: Desk, key: str = "satisfaction") -> dict[str, Figure]:
    measure = measure_named(key)
    parts = parts_of([measure], [desk.team.pk], FIRST, LAST, "topic")[measure.basis]
    return {value: measure.figure(some, ClockKind.BUSINESS) for value, some in parts.items()}


def rolled_up() -> None:
    while roll_up_stale():
        pass


@pytest.mark.parametrize("is_rolled_up", [False, True])
def test_each_answer_counts_for_every_topic_of_its_comment(said: Desk, is_rolled_up: bool) -> None:
    if is_rolled_up:
        rolled_up()
    found = by_topic(said)
    assert (found["delivery"].n, found["delivery"].value) == (1, 0)
    assert (found["friendliness"].n, found["friendliness"].value) == (1, 1)
    assert (found[""].n, found[""].value) == (1, 1)


def test_a_slice_is_what_its_own_facts_come_to(said: Desk) -> None:
    rolled_up()
    day = MONDAY_TEN.replace(hour=0)
    for key in ("satisfaction", "aspects"):
        measure = measure_named(key)
        for value, figure in by_topic(said, key).items():
            one = Slice("topic", value)
            scope = Scope((said.team.pk,), day, day + timedelta(days=1), slices=(one,))
            assert measure.figure([measure.summarise(scope)], ClockKind.BUSINESS) == figure
            if key == "satisfaction":
                assert len(measure.cases(scope, 0, 10)) == figure.n


def test_the_page_tells_it_apart_and_narrows_to_it(client: Client, said: Desk) -> None:
    client.force_login(said.ada)
    rows = client.get(f"{PAGE}&by=topic").context["page"]["table"]["rows"]
    names = [str(row["name"]) for row in rows]
    assert {"Delivery", "Friendliness"} <= set(names)
    assert names[-1] == "No comment, or no topic found"
    page = client.get(f"{PAGE}&in=topic:delivery").context["page"]
    assert page["parts"][0]["words"] == "Topic of the comment: Delivery"
    assert page["cards"][0]["count"] == "1 answers"
    assert "by=topic" not in client.get("/figures/about/speed/").content.decode()


def test_only_what_can_be_told_by_topic_stands_in_columns(client: Client, said: Desk) -> None:
    client.force_login(said.ada)
    table = client.get(f"{PAGE}&by=topic").context["page"]["table"]
    assert "Response rate" not in map(str, table["heads"])
    assert table["note"].startswith("What belongs to several counts in each")
    by_channel = client.get(f"{PAGE}&by=channel").context["page"]["table"]
    assert "Response rate" in map(str, by_channel["heads"])
    assert by_channel["note"] == ""


def test_what_cannot_be_told_by_topic_says_so(client: Client, said: Desk) -> None:
    client.force_login(said.ada)
    why = "cannot be told by “Topic of the comment”"
    cards = client.get(f"{PAGE}&in=topic:delivery").context["page"]["cards"]
    assert {str(one["title"]) for one in cards if one["count"] == why} == {"Response rate"}
    for page in ("about/workload/", "about/speed/", "backlog/", "first-response/", ""):
        shown = client.get(f"/figures/{page}?in=topic:delivery")
        assert shown.status_code == 200, page
        assert why in shown.content.decode(), page
        assert "What is usual comes from" not in shown.content.decode(), page


def test_other_pages_are_reached_without_the_topic(client: Client, said: Desk) -> None:
    client.force_login(said.ada)
    tabs = client.get(f"{PAGE}&in=topic:delivery").context["tabs"]
    with_it = {str(one.label) for one in tabs if "topic" in one.url}
    assert with_it == {"Satisfaction"}
    tabs = client.get(f"{PAGE}&in=language:en").context["tabs"]
    assert {"Overview", "Speed"} <= {str(one.label) for one in tabs if "language" in one.url}


def test_it_is_taken_along_as_the_page_shows_it(client: Client, said: Desk) -> None:
    client.force_login(said.ada)
    file = client.get(f"{PAGE}&by=topic".replace("/?", "/parts.csv?"))
    text = b"".join(file).decode("utf-8-sig")
    rows = {row["Topic of the comment"]: row for row in csv.DictReader(StringIO(text))}
    assert float(rows["Delivery"]["Satisfaction"]) == 0
    assert rows["Delivery"]["Satisfaction: answers"] == "1"
    assert not any(head.startswith("Response rate") for head in rows["Delivery"])
    file = client.get(f"{PAGE}&in=topic:delivery&by=team".replace("/?", "/table.csv?"))
    text = b"".join(file).decode("utf-8-sig")
    measures = {row["Measure"] for row in csv.DictReader(StringIO(text))}
    assert "Satisfaction" in measures
    assert "Response rate" not in measures


def test_a_correction_moves_the_answer(said: Desk) -> None:
    rolled_up()
    follow_up = FollowUp.objects.get(topics__contains="delivery")
    correct(follow_up=follow_up, mood="bad", topics=["price"], by=said.ada)
    assert Day.objects.filter(stale=True, measure="answers").exists()
    for _once_more in range(2):
        found = by_topic(said)
        assert "delivery" not in found
        assert found["price"].n == 1
        rolled_up()


def test_what_is_understood_after_the_day_was_counted_counts(desk: Desk) -> None:
    save_response(invitation=asked(GRACE, desk), given=rated(1, SLOW))
    rolled_up()
    assert set(by_topic(desk)) == {""}
    run_reactions()
    assert "delivery" in by_topic(desk)


def test_rolled_up_anew_it_is_the_same(said: Desk) -> None:
    rolled_up()
    before = by_topic(said), by_topic(said, "aspects")
    assert len(before[0]) > 2
    Day.objects.all().delete()
    assert not DaySlice.objects.exists()
    rebuild()
    rolled_up()
    assert (by_topic(said), by_topic(said, "aspects")) == before


def test_an_anonymous_answer_is_in_no_topic(desk: Desk) -> None:
    survey = delivered(CONTACT)
    survey.anonymous, survey.quarantine_days = True, 0
    survey.save()
    for number in range(5):
        invitation = asked(GRACE, desk, subject=f"Question {number}")
        save_response(invitation=invitation, given=rated(1, SLOW))
    run_reactions()
    with clock.moved_to(MONDAY_TEN + RESTING):
        assert count_together() == 5
        rolled_up()
    assert by_topic(desk) == {}
    measure = measure_named("satisfaction")
    for value in ("delivery", ""):
        one = Slice("topic", value)
        day = MONDAY_TEN.replace(hour=0)
        scope = Scope((desk.team.pk,), day, day + timedelta(days=3), slices=(one,))
        assert list(measure.cases(scope, 0, 10)) == []
        days = summaries_of([measure], [desk.team.pk], FIRST, LAST, part=one)
        assert not any(days[measure.basis].values())


def test_it_goes_together_with_another_filter(client: Client, said: Desk) -> None:
    client.force_login(said.ada)
    address = f"{PAGE}&in=topic:delivery&in=language:en"
    assert client.get(address).context["page"]["counting"]["goes_on"]
    while count_combinations():
        pass
    page = client.get(address).context["page"]
    assert page["cards"][0]["count"] == "1 answers"


@pytest.mark.parametrize("value", ["a,b", "%", "_", "nothing", "delivery,"])
def test_a_topic_that_there_is_not_has_no_answers(client: Client, said: Desk, value: str) -> None:
    client.force_login(said.ada)
    card = client.get(f"{PAGE}&in=topic:{value}").context["page"]["cards"][0]
    assert not card["defined"]
    cases = client.get(f"/figures/satisfaction/?period=7&in=topic:{value}")
    assert "Grace" not in cases.content.decode()
