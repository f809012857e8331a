"""The files of words: sorted, large enough, and every line means something."""

import pytest

from tillit.feedback.understanding.lexicon import FOLDER, Role, lexicon_of, lines_of
from tillit.feedback.understanding.understood import Topic
from tillit.people.languages import CODES
from tillit.search.words import spelled

MOODS, TOPICS = 350, 15


@pytest.mark.parametrize("language", sorted(CODES))
def test_there_are_words_for_every_mood_topic_and_role(language: str) -> None:
    entries = lexicon_of(language).entries.values()
    assert sum(bool(entry.strength) for entry in entries) >= MOODS
    for topic in Topic:
        assert sum(topic in entry.topics for entry in entries) >= TOPICS, topic
    assert {entry.role for entry in entries} == {None, *Role}


@pytest.mark.parametrize("language", sorted(CODES))
def test_each_section_is_sorted_and_names_nothing_twice(language: str) -> None:
    sections: dict[str, list[str]] = {}
    for section, line in lines_of((FOLDER / f"{language}.txt").read_text("utf-8")):
        sections.setdefault(str(section), []).append(line)
    for name, lines in sections.items():
        assert lines == sorted(set(lines), key=lambda line: (spelled(line), line)), name


@pytest.mark.parametrize("language", sorted(CODES))
def test_no_word_is_praise_and_blame(language: str) -> None:
    signs: dict[str, set[bool]] = {}
    for section, line in lines_of((FOLDER / f"{language}.txt").read_text("utf-8")):
        if section.strength:
            signs.setdefault(line, set()).add(section.strength > 0)
    assert [line for line, both in signs.items() if len(both) > 1] == []


def test_a_section_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="weather"):
        list(lines_of("[weather +2]\nsunny"))
