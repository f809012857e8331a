"""Single aspects: each with its figures, how much it matters, and where it lies on the map."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client

from tillit import clock
from tillit.feedback.answering import Given, Said, save_response
from tillit.feedback.aspects import Aspects
from tillit.feedback.counting import count_together
from tillit.feedback.delivered import CONTACT, delivered
from tillit.feedback.keeping import keep_survey
from tillit.feedback.models import Invitation, Survey, SurveyVersion
from tillit.feedback.questionnaire import Condition, Kind, Part, Question, Questionnaire, Test
from tillit.insights.aspects import Rated, rated
from tillit.insights.figures import flat
from tillit.insights.models import Day
from tillit.insights.reading import summaries_of
from tillit.insights.rolling import roll_up_stale
from tillit.measures.drivers import drivers
from tillit.people.actor import Actor
from tillit.testing.cast import NORA, ZSOFIA, Desk, writes
from tillit.testing.steps import oslo

pytestmark = pytest.mark.django_db

NOW = oslo("2026-06-15 09:00")
FIRST, LAST = date(2026, 5, 1), date(2026, 6, 15)
FACES = Question("main", Kind.CSAT, {"en": "How did we do?"})
PARTS = (
    Part("speed", {"en": "Speed", "hu": "Gyorsaság"}, "time_and_effort"),
    Part("kind", {"en": "Friendliness"}, "empathy"),
)
HOW = Question("how", Kind.ASPECTS, {"en": "How did you find…"}, PARTS)
PAGE = "/figures/about/satisfaction/?period=90"
Row = tuple[int | None, dict[str, int | None]]
"""The overall score, and those of the aspects: None for not applicable; one left out is not in."""


@pytest.fixture
def survey(desk: Desk) -> Survey:
    found = delivered(CONTACT)
    keep_survey(survey=found, questionnaire=Questionnaire((FACES, HOW)), by=Actor.agent(desk.ada))
    return found


def say(desk: Desk, survey: Survey, row: Row, *, day: int = 0, who: object = NORA) -> None:
    """A customer of the desk is asked and says this."""
    at = oslo("2026-05-04 10:00") + timedelta(days=day)
    conversation = writes(who, desk.inbox, at=at)  # type: ignore[arg-type]
    invitation = Invitation.objects.create(
        survey=survey,
        version=SurveyVersion.objects.filter(survey=survey).latest("number"),
        conversation=conversation,
        contact=conversation.contact,
        team=desk.team,
        agent=desk.ada,
        language="en",
        sent_at=at,
    )
    overall, aspects = row
    said = [Said("main", score=overall)] if overall is not None else []
    said += [
        Said("how", part, score=score, not_applicable=score is None)
        for part, score in aspects.items()
    ]
    save_response(invitation=invitation, given=Given(tuple(said)), at=at + timedelta(hours=1))


def told(desk: Desk) -> Rated:
    with clock.moved_to(NOW):
        found = summaries_of([Aspects()], [desk.team.pk], FIRST, LAST)
        (one,) = rated(flat(found["aspects"]))
    return one


def sixty() -> Iterator[Row]:
    """Speed matters and is done badly; friendliness is always there."""
    chance = random.Random(7)
    for _number in range(60):
        overall = chance.randint(1, 5)
        yield overall, {"speed": max(1, overall - 1), "kind": chance.choice((4, 5))}


def shown(client: Client, agent: object, path: str = PAGE) -> str:
    client.force_login(agent)  # type: ignore[arg-type]
    with clock.moved_to(NOW):
        response = client.get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def test_not_applicable_is_not_left_out_and_neither_is_a_score(desk: Desk, survey: Survey) -> None:
    said: list[Row] = [
        (5, {"speed": 5, "kind": None}),
        (4, {"speed": 4}),
        (2, {"speed": 1, "kind": 3}),
        (None, {"kind": 5}),
    ]
    for row in said:
        say(desk, survey, row)
    speed, kind = told(desk).aspects.values()
    assert (speed.score.n, speed.not_applicable, speed.missing) == (3, 0, 1)
    assert (kind.score.n, kind.not_applicable, kind.missing) == (2, 1, 1)
    assert speed.score.good.value == pytest.approx(2 / 3)
    assert kind.score.mean is not None
    assert kind.score.mean.mean == 4


def test_what_was_not_asked_is_not_missing(desk: Desk, survey: Survey) -> None:
    only_bad = Question("how", Kind.ASPECTS, HOW.words, PARTS, Condition("main", Test.AT_MOST, "2"))
    asked = Questionnaire((FACES, only_bad))
    keep_survey(survey=survey, questionnaire=asked, by=Actor.agent(desk.ada))
    say(desk, survey, (5, {}))
    say(desk, survey, (1, {"speed": 2}))
    speed, kind = told(desk).aspects.values()
    assert (speed.score.n, speed.missing) == (1, 0)
    assert (kind.score.n, kind.missing) == (0, 1)


def test_days_rolled_up_in_any_order_give_the_same_and_what_each_customer_said(
    desk: Desk, survey: Survey
) -> None:
    rows = list(sixty())
    order = list(enumerate(rows))
    random.Random(3).shuffle(order)
    for number, row in order:
        say(desk, survey, row, day=number % 30)
    stale = told(desk)
    with clock.moved_to(NOW):
        while roll_up_stale():
            pass
    assert not Day.objects.filter(stale=True).exists()
    found = told(desk)
    assert found.drivers == stale.drivers
    by_hand = drivers(
        [overall for overall, _said in rows],
        {f"how/{part.key}": [said[part.key] for _overall, said in rows] for part in PARTS},
    )
    assert found.drivers == by_hand
    assert found.n == 60


def test_versions_of_one_survey_stand_together(desk: Desk, survey: Survey) -> None:
    say(desk, survey, (4, {"speed": 4, "kind": 4}))
    more = Question("how", Kind.ASPECTS, HOW.words, (PARTS[1], Part("fair", {"en": "Fairness"})))
    asked = Questionnaire((FACES, more))
    keep_survey(survey=survey, questionnaire=asked, by=Actor.agent(desk.ada))
    say(desk, survey, (2, {"kind": 2, "fair": 1}))
    found = told(desk)
    assert {key[1]: one.score.n for key, one in found.aspects.items()} == {
        "speed": 1,
        "kind": 2,
        "fair": 1,
    }
    assert all(one.missing == 0 for one in found.aspects.values())


def test_what_matters_and_is_done_badly_is_where_to_begin(
    client: Client, desk: Desk, survey: Survey
) -> None:
    for number, row in enumerate(sixty()):
        say(desk, survey, row, day=number % 30)
    html = shown(client, desk.ada)
    assert "Matters much and is done worse than the rest: Speed" in html
    table = html.partition('class="card aspects"')[2]
    (speed,) = re.findall(
        r'<tr><th scope="row">Speed</th>(.*?)</tr>', table.partition("</table>")[0]
    )
    assert "Concentrate here" in speed
    assert "0.98" in speed
    assert "<title>Speed: importance 0.98" in html
    assert "Weakest: Time and effort" in html
    assert "over 33% of them" in html


def test_fewer_than_fifty_have_no_importance_and_no_map(
    client: Client, desk: Desk, survey: Survey
) -> None:
    for row in list(sixty())[:49]:
        say(desk, survey, row)
    html = shown(client, desk.ada)
    assert "They need 50 answers that rate both" in html
    assert "What matters, and how well it is done" not in html


def test_a_filter_narrows_the_aspects_and_eve_sees_none(
    client: Client, desk: Desk, survey: Survey
) -> None:
    say(desk, survey, (5, {"speed": 5}), who=NORA)
    say(desk, survey, (5, {"speed": 5}), who=ZSOFIA)
    assert "2 customers answered" in shown(client, desk.ada)
    assert "1 customer answered" in shown(client, desk.ada, PAGE + "&in=language:hu")
    assert "Single aspects:" not in shown(client, desk.eve)


def test_few_answers_without_a_name_are_not_shown(
    client: Client, desk: Desk, survey: Survey
) -> None:
    survey.anonymous = True
    survey.save()
    for row in list(sixty())[:4]:
        say(desk, survey, row)
    html = shown(client, desk.ada)
    assert "4 anonymous answers are not counted yet" in html
    assert "Friendliness" not in html
    for row in list(sixty())[:4]:
        say(desk, survey, row)
    with clock.moved_to(NOW):
        count_together()
    html = shown(client, desk.ada)
    assert "not counted yet" not in html
    assert "Friendliness" in html
