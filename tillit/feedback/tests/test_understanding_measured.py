"""How well comments are understood, on all that people have labelled."""

import re
import unicodedata

import pytest

from tillit.feedback.tests.comments import FOLDER
from tillit.feedback.understanding.measuring import (
    Measured,
    Score,
    labelled_in,
    macro,
    measured,
    micro,
    scores,
)
from tillit.feedback.understanding.understood import Confidence
from tillit.people.languages import CODES

FEWEST = {"build": 150, "heldout": 200}
FILES = sorted(FOLDER.glob("*_*.tsv"))


def kind_of(name: str) -> str:
    return name.partition("_")[0]


def is_better_than_guessing(one: Measured) -> bool:
    """Than always the commonest label, for mood and for topics, however they are averaged."""
    return macro(one.moods) > macro(one.commonest_mood) and all(
        mean(one.topics) > mean(one.commonest_topic) for mean in (macro, micro)
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_is_better_than_the_commonest_label(path) -> None:
    one = measured(path)
    assert one.comments >= FEWEST[kind_of(path.stem)]
    assert is_better_than_guessing(one)


def test_every_kind_of_file_is_there_in_every_language() -> None:
    kinds = {kind_of(path.stem) for path in FILES}
    assert {path.name for path in FILES} == {
        f"{kind}_{code}.tsv" for kind in kinds for code in CODES
    }


def plain(words: str) -> str:
    """Without case, signs and spaces; what is nothing but signs stays."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words).casefold()) or words


@pytest.mark.parametrize("code", sorted(CODES))
def test_no_comment_that_measures_was_built_upon(code) -> None:
    said = {
        kind: [plain(one.words) for one in labelled_in(FOLDER / f"{kind}_{code}.tsv")]
        for kind in FEWEST
    }
    assert not set(said["heldout"]) & set(said["build"])
    assert len(said["heldout"]) == len(set(said["heldout"])), "each measures once"


def test_surer_moods_are_right_more_often() -> None:
    judged = [measured(path).sureness for path in FILES]
    right = {level: sum(one[level][0] for one in judged) for level in Confidence}
    number = {level: sum(one[level][1] for one in judged) for level in Confidence}
    share = {level: right[level] / number[level] for level in Confidence}
    assert share[Confidence.SURE] > sum(right.values()) / sum(number.values())
    assert share[Confidence.SURE] > share[Confidence.UNSURE]


def test_scores_count_what_was_found_and_what_was_missed() -> None:
    given = [frozenset("a"), frozenset("ab"), frozenset()]
    found = [frozenset("a"), frozenset("b"), frozenset("a")]
    by_label = scores("abc", given, found)
    assert by_label == {"a": Score(1, 1, 1), "b": Score(1, 0, 0), "c": Score(0, 0, 0)}
    assert (by_label["a"].precision, by_label["a"].recall, by_label["a"].f1) == (0.5, 0.5, 0.5)
    assert macro(by_label) == 0.75, "a label that nobody gave does not count"
    assert micro(by_label) == pytest.approx(4 / 6)


def test_a_label_that_does_not_exist_is_refused(tmp_path) -> None:
    path = tmp_path / "mine_en.tsv"
    path.write_text("splendid\tspeed\tFast answer\n", "utf-8")
    with pytest.raises(ValueError, match="splendid"):
        labelled_in(path)
