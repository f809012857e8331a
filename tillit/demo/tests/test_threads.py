"""The threads of the demo world: many, different, and fit to be played."""

import re
from collections import Counter

import pytest

from tillit.demo.scripts import Script, fitting, people, said_of_us, scripts
from tillit.demo.weeks import FIRST_CONCERNED, Shape
from tillit.feedback.understanding import Mood, understand
from tillit.people.languages import CODES

EVERY = [script for language in CODES for script in scripts(language)]
KNOWN = {"order", "parcel", "invoice", "product", "name", "first_name", "agent"}
ENDINGS = {"resolved", "no_reply_needed", "waiting", "unanswered", "open"}


def words_of(script: Script) -> list[str]:
    """Everything in a thread that a person reads."""
    return [script.subject, script.comment, *(turn.text for turn in script.turns)]


def test_there_are_many_and_no_two_begin_alike() -> None:
    assert len({script.turns[0].text for script in EVERY}) >= 150
    openings = Counter(script.turns[0].text for script in EVERY)
    assert not [text for text, count in openings.items() if count > 1]


@pytest.mark.parametrize("language", sorted(CODES))
def test_keys_are_unique_in_a_language(language: str) -> None:
    keys = Counter(script.key for script in scripts(language))
    assert not [key for key, count in keys.items() if count > 1]


@pytest.mark.parametrize("language", sorted(CODES))
def test_a_language_has_threads_for_every_time_and_people_who_write(language: str) -> None:
    endings = {(script.period == "parcels", script.is_over) for script in scripts(language)}
    assert {(False, True), (False, False), (True, True)} <= endings
    assert len({person.name for person in people(language)}) >= 20
    assert all(person.first_name in person.name for person in people(language))


@pytest.mark.parametrize("language", sorted(CODES))
def test_every_thread_can_be_played(language: str) -> None:
    for script in scripts(language):
        assert script.turns[0].who == "customer", script.key
        assert {turn.who for turn in script.turns} <= {"customer", "agent", "note"}, script.key
        assert script.speed in ("quick", "normal", "late"), script.key
        assert script.ending in ENDINGS, script.key
        assert script.period in ("any", "parcels", "again"), script.key
        assert all([script.subject.strip(), *(turn.text for turn in script.turns)]), script.key


@pytest.mark.parametrize("language", sorted(CODES))
def test_placeholders_are_known_and_can_be_filled(language: str) -> None:
    for script in scripts(language):
        whole = "\n".join(words_of(script))
        used = set(re.findall(r"\{([a-z_]+)\}", whole))
        assert used <= KNOWN, script.key
        assert script.products or "product" not in used, script.key
        assert not re.search(r"[{}]", re.sub(r"\{[a-z_]+\}", "", whole)), script.key
        assert not re.search(r"\[\[|\]\]|\|", re.sub(r"\[\[[^\[\]]+\]\]", "", whole)), script.key


@pytest.mark.parametrize("language", sorted(CODES))
def test_what_customers_say_of_us_is_understood(language: str) -> None:
    moods = {
        about: [understand(one, language).mood for one in comments]
        for about, comments in said_of_us(language).items()
    }
    assert sum(mood is Mood.GOOD for mood in moods["good"]) >= len(moods["good"]) * 0.7, moods
    bad = [*moods["bad"], *moods["parcel"]]
    assert sum(mood is Mood.BAD for mood in bad) >= len(bad) * 0.6, moods


@pytest.mark.parametrize("language", sorted(CODES))
def test_every_language_has_forty_stories_and_one_for_each_shape(language: str) -> None:
    assert len(scripts(language)) >= 40
    for shape in (Shape.ANSWERED, Shape.THANKED, Shape.DISCUSSED, Shape.SETTLED):
        assert fitting(language, shape, "any"), shape
    for shape in FIRST_CONCERNED:
        assert fitting(language, shape, "parcels"), shape
    assert fitting(language, Shape.ANSWERED, "again")


@pytest.mark.parametrize("language", sorted(CODES))
def test_opinions_are_on_the_five_steps(language: str) -> None:
    for script in scripts(language):
        assert script.rating in (None, 1, 2, 3, 4, 5), script.key
        assert script.rating or not script.comment, script.key


def test_files_have_a_kind_that_can_be_made() -> None:
    kinds = {script.attachment.rpartition(".")[2] for script in EVERY if script.attachment}
    assert kinds <= {"pdf", "png", "jpg", "jpeg"}
