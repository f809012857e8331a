"""No text breaks the understanding of comments, and what decided really stands in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.feedback.tests.comments import FOLDER
from tillit.feedback.understanding import Mood, understand
from tillit.feedback.understanding.measuring import labelled_in
from tillit.people.languages import CODES

LANGUAGES = sorted(CODES)
SAID = [said.words for path in sorted(FOLDER.glob("build_*.tsv")) for said in labelled_in(path)]
FRAGMENTS = sorted({word for said in SAID for word in said.split()})
NOTHING = ["", " ", "\0", "\n\n", "???", "-", "שלום", "\u202eolleh", "🏳️", "٣"]
HUGE = ["not ", "good ", "not good ", "but ", ", ", "a", "waiting for ", '"good" ', "😡", "é", "’"]
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(" ".join),
    st.lists(st.sampled_from([*FRAGMENTS[::50], "\0", "e\u0301", "🙄", "שלום", "...", "\n"])).map(
        "".join
    ),
)


@given(text=texts, language=st.sampled_from([*LANGUAGES, "", "de"]))
def test_any_text_is_understood_somehow(text: str, language: str) -> None:
    understood = understand(text, language)
    assert understood == understand(text, language)
    for words in (understood.words, *(found.words for found in understood.topics)):
        assert list(words) == sorted(words, key=lambda word: (word.start, word.tone or ""))
        for word in words:
            assert 0 <= word.start < word.end <= len(text)
            assert text[word.start : word.end].strip()
    assert all(found.words for found in understood.topics)
    assert {found.topic.value for found in understood.topics} == understood.topic_keys


@given(text=texts)
def test_a_mood_has_words_that_speak_for_it(text: str) -> None:
    understood = understand(text, "en")
    tones = {word.tone for word in understood.words}
    if understood.mood in (Mood.GOOD, Mood.BAD):
        assert tones == {understood.mood}
    else:
        assert tones == ({Mood.GOOD, Mood.BAD} if understood.mood == Mood.MIXED else set())


@pytest.mark.parametrize("text", NOTHING)
@pytest.mark.parametrize("language", LANGUAGES)
def test_next_to_nothing_is_neutral(text: str, language: str) -> None:
    understood = understand(text, language)
    assert (understood.mood, understood.topics) == (Mood.NEUTRAL, ())


@pytest.mark.parametrize("piece", HUGE)
def test_a_huge_text_costs_no_more_for_each_of_its_words(piece: str) -> None:
    """It would not end if anything were tried again for each word before."""
    understand(piece * (100_000 // len(piece)), "en")
