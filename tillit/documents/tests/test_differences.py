"""What one text says otherwise than another, so that people see it."""

from hypothesis import given
from hypothesis import strategies as st

from tillit.documents.differences import between


def said(before: str, after: str) -> list[tuple[str, str]]:
    """The parts that changed."""
    parts = [part for line in between(before, after) for part in line.parts]
    return [(part.kind, part.text) for part in parts if part.kind != "same"]


def test_the_same_text_has_no_differences() -> None:
    assert between("a\n\nb", "a\nb  ") == []


def test_a_word_that_changed_is_told_within_its_line() -> None:
    assert said("We answer within four hours.", "We answer within two hours.") == [
        ("gone", "four"),
        ("new", "two"),
    ]


def test_lines_with_nothing_in_common_are_told_apart() -> None:
    assert said("Say sorry first.", "Hívd fel az ügyfelet!") == [
        ("gone", "Say sorry first."),
        ("new", "Hívd fel az ügyfelet!"),
    ]


def test_what_stands_far_from_a_change_is_left_out() -> None:
    lines = [f"Line {number}" for number in range(20)]
    changed = [*lines[:10], "Something new", *lines[10:]]
    kinds = [line.kind for line in between("\n".join(lines), "\n".join(changed))]
    assert kinds == ["gap", "same", "changed", "same", "gap"]


@given(st.text(), st.text())
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    """Of what changed, what is gone and what is new together hold each text."""
    lines = between(before, after)
    olds = ["".join(p.text for p in line.parts if p.kind != "new") for line in lines]
    news = ["".join(p.text for p in line.parts if p.kind != "gone") for line in lines]
    assert all(old in before for old in olds)
    assert all(new in after for new in news)


def test_steps_that_were_only_numbered_anew_stay_beside_each_other() -> None:
    before = "1. Say it.\n2. Say sorry, once and plainly."
    after = "1. Call the customer.\n2. Say it.\n3. Say sorry, once and plainly."
    assert said(before, after) == [
        ("new", "1. Call the customer."),
        ("gone", "1"),
        ("new", "2"),
        ("gone", "2"),
        ("new", "3"),
    ]


def test_words_that_changed_in_a_row_are_told_together() -> None:
    assert said("Answer within four hours on weekdays.", "Answer by tomorrow on weekdays.") == [
        ("gone", "within four hours"),
        ("new", "by tomorrow"),
    ]
