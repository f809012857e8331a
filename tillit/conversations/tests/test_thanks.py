"""What looks like a thank-you: a rule with examples in four languages."""

from datetime import timedelta

import pytest
from django.test import Client

from tillit.conversations import problems
from tillit.conversations.case_events import ProblemWritten
from tillit.conversations.models import ProblemVersion
from tillit.conversations.tests.browsing import HTMX, text_of
from tillit.conversations.thanks import words_of_thanks
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import assert_emits
from tillit.testing.steps import answers


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Thank you so much, have a nice day!", ["thank you"]),
        ("Perfect, thanks!", ["thanks"]),
        ("Tusen takk for hjelpen!", ["tusen takk"]),
        ("Hartelijk dank, de ketel doet het weer.", ["hartelijk dank"]),
        ("Nagyon szépen köszönöm!", ["köszönöm"]),
    ],
)
def test_a_thank_you_is_known_by_its_words(text: str, words: list[str]) -> None:
    assert words_of_thanks(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It works now.",
        "Thanks! When will it arrive?",
        "Thanks, but the lid still leaks.",
        "Takk, men den virker ikke.",
        "Bedankt, maar hij doet het nog niet.",
        "Köszönöm, de még nem jó.",
        "Thanks. " + "And then there is this other matter. " * 6,
    ],
)
def test_whatever_may_ask_for_more_is_none(text: str) -> None:
    assert words_of_thanks(text) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("monday_ten")
def test_it_is_offered_after_an_answer_and_never_done_by_itself(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, text="Thank you!", message_id="<a@x>")
    page = f"/inbox/open/?conversation={conversation.pk}"
    assert 'id="resolution-thanks"' not in text_of(ada.get(page))
    answers(desk.ada, conversation, at=MONDAY_TEN)
    later = MONDAY_TEN + timedelta(hours=1)
    writes(GRACE, desk.inbox, at=later, text="Thank you!", answers="<a@x>", message_id="<b@x>")
    shown = text_of(ada.get(page))
    assert 'id="resolution-thanks"' in shown
    assert "“thank you”" in shown
    conversation.refresh_from_db()
    assert conversation.is_open


@pytest.mark.django_db
@pytest.mark.usefixtures("monday_ten")
def test_how_a_problem_was_solved_is_kept_in_versions(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    address = f"/conversations/{conversation.pk}/problem/?view=open"
    with assert_emits(ProblemWritten):
        answer = ada.post(address, {"problem": "Lid leaks", "solution": "New lid"}, headers=HTMX)
    assert "New lid" in text_of(answer)
    ada.post(address, {"problem": "Lid leaks", "solution": "New kettle", "result": "Happy"})
    ada.post(address, {"problem": "Lid leaks", "solution": "New kettle", "result": "Happy"})
    assert [one.solution for one in ProblemVersion.objects.order_by("number")] == [
        "New lid",
        "New kettle",
    ]
    problems.write(conversation=conversation, agent=desk.bo, words={}, by=Actor.agent(desk.bo))
    now = problems.current(conversation)
    assert now is not None
    assert (now.number, now.problem) == (3, "")
