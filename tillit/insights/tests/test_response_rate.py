"""How many of those asked have answered, whenever they do, and what anonymity keeps apart."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tillit import clock
from tillit.feedback.answering import Given, Said, rated, save_response
from tillit.feedback.delivered import CONTACT, MORE, delivered
from tillit.feedback.tests.inviting import asked
from tillit.insights.models import Day
from tillit.insights.reading import parts_of, summaries
from tillit.insights.rolling import roll_up_stale
from tillit.measures.registry import ClockKind, measure_named
from tillit.testing.cast import GRACE, MONDAY_TEN, NORA, ZSOFIA, Desk
from tillit.testing.journal import run_reactions
from tillit.testing.steps import bounces

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

MONDAY = MONDAY_TEN.date()
RATE = "response-rate"


def rate(desk: Desk, first: date = MONDAY, last: date = MONDAY) -> tuple[float | None, int]:
    """The share of these days, and of how many."""
    measure = measure_named(RATE)
    daily = summaries(measure, [desk.team.pk], first, last)
    found = measure.figure((one for each in daily.values() for one in each), ClockKind.BUSINESS)
    return found.value, found.n


def test_an_answer_counts_on_the_day_of_the_question(desk: Desk) -> None:
    assert rate(desk) == (None, 0)
    invitation, _other = asked(GRACE, desk), asked(NORA, desk)
    while roll_up_stale():
        pass
    assert not Day.objects.filter(stale=True).exists()
    assert rate(desk) == (0, 2)
    with clock.moved_to(MONDAY_TEN + timedelta(days=2)):
        save_response(invitation=invitation, given=rated(5))
        run_reactions()
    assert rate(desk) == (0.5, 2)
    assert rate(desk, MONDAY + timedelta(days=1), MONDAY + timedelta(days=9)) == (None, 0)


def test_told_apart_it_shows_who_answers(desk: Desk) -> None:
    save_response(invitation=asked(GRACE, desk), given=rated(5))
    asked(ZSOFIA, desk)
    measure = measure_named(RATE)
    found = parts_of([measure], [desk.team.pk], MONDAY, MONDAY, "language")[RATE]
    figures = {key: measure.figure(value, ClockKind.BUSINESS).value for key, value in found.items()}
    assert figures == {"en": 1, "hu": 0}


def test_anonymous_ones_count_in_the_whole_only_and_are_not_named(
    client: Client, desk: Desk
) -> None:
    survey = delivered(CONTACT)
    survey.anonymous = True
    survey.save()
    save_response(invitation=asked(GRACE, desk), given=rated(5))
    asked(ZSOFIA, desk)
    measure = measure_named(RATE)
    assert rate(desk) == (0.5, 2)
    assert not parts_of([measure], [desk.team.pk], MONDAY, MONDAY, "language")[RATE]
    client.force_login(desk.liv)
    html = client.get(f"/figures/{RATE}/?period=7").content.decode()
    assert "No answer" in html
    assert ZSOFIA.name not in html


def test_the_page_tells_it_and_eve_sees_nothing_of_it(client: Client, desk: Desk) -> None:
    save_response(invitation=asked(GRACE, desk), given=rated(5))
    client.force_login(desk.liv)
    assert "1 customers asked" in client.get("/figures/about/satisfaction/").content.decode()
    client.force_login(desk.eve)
    assert "1 customers asked" not in client.get("/figures/about/satisfaction/").content.decode()


def test_whom_the_mail_did_not_reach_was_not_asked(client: Client, desk: Desk) -> None:
    answered, returned, both = asked(GRACE, desk), asked(NORA, desk), asked(ZSOFIA, desk)
    save_response(invitation=answered, given=rated(5))
    while roll_up_stale():
        pass
    assert rate(desk) == (1 / 3, 3)
    for invitation in (returned, both):
        assert invitation.conversation
        message = invitation.conversation.messages.get(purpose="survey")
        bounces(message, at=MONDAY_TEN + timedelta(days=1))
        bounces(message, at=MONDAY_TEN + timedelta(days=1, hours=1))
    run_reactions()
    assert rate(desk) == (1, 1)
    client.force_login(desk.liv)
    html = client.get(f"/figures/{RATE}/?period=7").content.decode()
    assert html.count("Came back") == 3, "two customers, and how many they are"
    # The report of the mail server was wrong: an answer came all the same.
    save_response(invitation=both, given=rated(1))
    run_reactions()
    assert rate(desk) == (1, 2)


def test_words_alone_do_not_answer_the_main_question(desk: Desk) -> None:
    save_response(invitation=asked(GRACE, desk), given=Given((Said(MORE, text="No idea"),)))
    asked(NORA, desk)
    assert rate(desk) == (0, 2)
