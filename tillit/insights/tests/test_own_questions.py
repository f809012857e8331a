"""Own questions: what customers chose, and what they need, from the page of a survey to a file."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest
from django.test import Client

from tillit.feedback.delivered import CONTACT, delivered
from tillit.feedback.keeping import keep_survey
from tillit.feedback.models import Answer, Invitation, Response
from tillit.feedback.questionnaire import Kind, Part, Question, Questionnaire
from tillit.feedback.tests.inviting import asked
from tillit.insights.models import Day
from tillit.insights.rolling import roll_up_stale
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Desk
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

PAGE = "/figures/about/satisfaction/"
WEEK = "?period=7"
WHERE = Question(
    "where",
    Kind.CHOICE,
    {"en": "Where did you ask us first?"},
    parts=(Part("shop", {"en": "In the shop"}), Part("phone", {"en": "By phone"})),
)
WISHES = Question(
    "wishes",
    Kind.KANO,
    {"en": "How would you feel about…", "hu": "Mit szólna hozzá…"},
    parts=(
        Part("saturday", {"en": "Answers on Saturdays", "hu": "Válasz szombaton"}),
        Part("music", {"en": "Music while you wait"}),
    ),
)


@pytest.fixture(autouse=True)
def survey(desk: Desk) -> None:
    """How did we do, where did you ask, and what would you wish."""
    questions = (Question("main", Kind.CSAT, {"en": "How did we do?"}), WHERE, WISHES)
    by = Actor.agent(desk.liv)
    keep_survey(survey=delivered(CONTACT), questionnaire=Questionnaire(questions), by=by)


def answers(client: Client, invitation: Invitation, **given: str) -> None:
    """Saved as the page of the survey sends it."""
    form = {name.replace("__", "."): value for name, value in given.items()}
    response = client.post(f"/feedback/{invitation.token}/", {"main": "5", **form})
    assert response.status_code in (200, 302)


def everybody(client: Client, desk: Desk) -> None:
    both = {"wishes__saturday__present": "like", "wishes__saturday__absent": "dislike"}
    answers(client, asked(GRACE, desk), where="shop", **both)
    answers(
        client, asked(NORA, desk), where="shop", **both | {"wishes__saturday__present": "expect"}
    )
    answers(client, asked(DAAN, desk), where="phone", wishes__music__present="dislike")
    answers(
        client,
        asked(ZSOFIA, desk),
        where="moon",
        wishes__music__present="dislike",
        wishes__music__absent="like",
    )
    run_reactions()


def shown(client: Client, agent: Agent, query: str = WEEK) -> str:
    client.force_login(agent)
    response = client.get(f"{PAGE}{query}")
    assert response.status_code == 200
    return str(response.content.decode())


def cells(html: str, name: str) -> list[str]:
    row = html.partition(f'<th scope="row">{name}</th>')[2].partition("</tr>")[0]
    return [re.sub(r"<span.*?</span>", "", one) for one in re.findall(r"<td[^>]*>(.*?)</td>", row)]


def test_each_thing_is_asked_about_twice_in_words(client: Client, desk: Desk) -> None:
    html = client.get(f"/feedback/{asked(ZSOFIA, desk).token}/").content.decode()
    assert html.count('type="radio" name="wishes.saturday.present"') == 5
    assert html.count('type="radio" name="wishes.saturday.absent"') == 5
    assert "Válasz szombaton" in html
    assert "Ha volna ilyen:" in html


def test_half_an_answer_says_nothing_and_a_whole_one_can_be_changed(
    client: Client, desk: Desk
) -> None:
    invitation = asked(GRACE, desk)
    answers(client, invitation, wishes__saturday__present="like")
    assert not Answer.objects.filter(question="wishes").exists()
    nonsense = {"wishes__saturday__present": "love", "wishes__saturday__absent": "like"}
    answers(client, invitation, **nonsense)
    assert not Answer.objects.filter(question="wishes").exists()
    answers(client, invitation, wishes__saturday="neutral:dislike")
    html = client.get(f"/feedback/{invitation.token}/").content.decode()
    assert re.search(r'name="wishes.saturday.absent" value="dislike" checked', html)
    assert Answer.objects.get(question="wishes").text == "neutral:dislike"
    assert Response.objects.get().earlier.count() == 2


def test_the_page_tells_what_was_chosen_and_what_is_needed(client: Client, desk: Desk) -> None:
    everybody(client, desk)
    html = shown(client, desk.ada)
    assert cells(html, "In the shop") == ["66.7%", "2"]
    assert cells(html, "By phone") == ["33.3%", "1"]
    # One more-the-better and one must-be; as many say so, and what is more urgent wins.
    assert cells(html, "Answers on Saturdays") == [
        "Must be there", "1", "1", "0", "0", "0", "0", "0.50", "−1.00",
    ]  # fmt: skip
    assert cells(html, "Music while you wait")[0] == "Better without"
    assert cells(html, "Music while you wait")[-2:] == ["–", "–"]


def test_it_leads_to_the_conversations_and_comes_as_a_file(client: Client, desk: Desk) -> None:
    everybody(client, desk)
    client.force_login(desk.ada)
    html = client.get(f"/figures/own-questions/{WEEK}").content.decode()
    for words in ("In the shop", "Answers on Saturdays: I would like that", GRACE.name):
        assert words in html
    content = b"".join(client.get(f"{PAGE}own-questions.csv{WEEK}"))
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    shares = {row["Chosen"]: row["Share"] for row in rows if not row["About"]}
    assert float(shares["In the shop"]) == pytest.approx(2 / 3)
    needs = {row["Chosen"]: row for row in rows if row["About"] == "Answers on Saturdays"}
    assert (needs["Must be there"]["Answers"], needs["Must be there"]["It delights"]) == (
        "1",
        "0.5",
    )


def test_rebuilt_it_is_the_same_and_told_apart_it_adds_up(client: Client, desk: Desk) -> None:
    everybody(client, desk)
    while roll_up_stale():
        pass
    before = Day.objects.get(measure="own-questions").summary
    assert sum(sum(one.values()) for one in next(iter(before.values())).values()) == 6
    Day.objects.update(stale=True, summary={})
    while roll_up_stale():
        pass
    assert Day.objects.get(measure="own-questions").summary == before
    assert cells(shown(client, desk.ada), "In the shop") == ["66.7%", "2"]
    narrowed = shown(client, desk.ada, f"{WEEK}&in=language:en")
    assert cells(narrowed, "In the shop") == ["100.0%", "1"]


def test_eve_sees_no_answer(client: Client, desk: Desk) -> None:
    everybody(client, desk)
    html = shown(client, desk.eve)
    assert "In the shop" not in html
    assert client.get(f"{PAGE}own-questions.csv?team={desk.team.pk}").status_code == 404
    assert b"In the shop" not in b"".join(client.get(f"{PAGE}own-questions.csv{WEEK}"))
    assert client.get(f"/figures/about/speed/own-questions.csv{WEEK}").status_code == 404


def test_the_builder_adds_it_with_one_click(client: Client, desk: Desk) -> None:
    client.force_login(desk.liv)
    address = f"/settings/surveys/{delivered(CONTACT).pk}/"
    page = client.get(address).content.decode()
    assert "What they need (Kano)" in page
