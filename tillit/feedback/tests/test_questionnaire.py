"""What a survey asks, and what it may not ask."""

import json
from typing import Any

import pytest

from tillit.feedback.questionnaire import (
    Condition,
    Kind,
    Part,
    Question,
    Questionnaire,
    Test,
    in_language,
)

FACES = Question("felt", Kind.CSAT, {"en": "How did we do?", "nb": "Hvordan gjorde vi det?"})
WHY = Question("why", Kind.TEXT, {"en": "Why?"}, condition=Condition("felt", Test.AT_MOST, "3"))
WHERE = Question(
    "where",
    Kind.CHOICE,
    {"en": "Where did you ask?"},
    parts=(Part("shop", {"en": "In the shop"}), Part("phone", {"en": "By phone"})),
)
QUEUE = Question("queue", Kind.TEXT, {"en": "Long?"}, condition=Condition("where", Test.IS, "shop"))
ALL = Questionnaire((FACES, WHY, WHERE, QUEUE))


def asked(**given: object) -> list[str]:
    return [one.key for one in ALL.asked_after(given)]


def test_what_follows_depends_on_the_answer() -> None:
    assert asked() == ["felt", "where"]
    assert asked(felt=4) == ["felt", "where"]
    assert asked(felt=3) == ["felt", "why", "where"]
    assert asked(felt=1, where="shop") == ["felt", "why", "where", "queue"]
    assert asked(where="phone") == ["felt", "where"]


def test_it_is_kept_as_json() -> None:
    assert Questionnaire.read(json.loads(json.dumps(ALL.written()))) == ALL


def test_a_mail_asks_the_first_question_with_one_score() -> None:
    aspects = Question("all", Kind.ASPECTS, {"en": "And?"}, parts=(Part("speed", {"en": "Speed"}),))
    assert Questionnaire((WHERE, aspects, FACES)).main == FACES
    assert Questionnaire((WHERE,)).main is None


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", "Hvordan gjorde vi det?"), ("en", "How did we do?"), ("hu", "How did we do?")],
)
def test_a_language_that_is_missing_is_told_in_english(language: str, words: str) -> None:
    assert in_language(FACES.words, language) == words


def test_without_english_any_language_is_better_than_none() -> None:
    assert in_language({"hu": "Miért?"}, "nl") == "Miért?"
    assert in_language({}, "nl") == ""


def of(**changes: Any) -> Question:
    return Question(**{"key": "q", "kind": Kind.TEXT, "words": {"en": "And?"}, **changes})


@pytest.mark.parametrize(
    ("questions", "problem"),
    [
        ((), "one question at least"),
        ((of(), of()), "same key"),
        ((of(words={}),), "one language at least"),
        ((of(kind=Kind.CHOICE, parts=(Part("a", {"en": "A"}),)),), "choose or to rate"),
        ((of(kind=Kind.ASPECTS),), "choose or to rate"),
        ((WHERE, of(condition=Condition("where", Test.IS, "moon"))), "follow from an earlier"),
        ((of(condition=Condition("felt", Test.IS, "3")), FACES), "follow from an earlier"),
        ((FACES, of(condition=Condition("felt", Test.AT_MOST, "9"))), "follow from an earlier"),
        ((FACES, of(condition=Condition("felt", Test.AT_MOST, "-1"))), "follow from an earlier"),
    ],
)
def test_what_cannot_be_asked_says_why(questions: tuple[Question, ...], problem: str) -> None:
    assert problem in " ".join(Questionnaire(questions).problems())


def test_what_can_be_asked_has_no_problem() -> None:
    assert ALL.problems() == []


def test_no_answer_decides_nothing() -> None:
    assert not Condition("felt", Test.AT_MOST, "3").holds(None)
    assert not Condition("felt", Test.AT_MOST, "3").holds("shop")
