"""Numbers as each language writes them; what is not defined is a dash."""

import re
from datetime import date

import pytest
from django.utils import translation

from tillit.ui import numbers

LANGUAGES = ["en", "nb", "nl", "hu"]
SPACE = "\xa0"


@pytest.mark.parametrize(
    ("language", "share", "decimal", "count"),
    [
        ("en", "91.4%", "4.2", "1,204"),
        ("nb", f"91,4{SPACE}%", "4,2", f"1{SPACE}204"),
        ("nl", "91,4%", "4,2", "1.204"),
        ("hu", "91,4%", "4,2", f"1{SPACE}204"),
    ],
)
def test_each_language_has_its_own_signs(
    language: str, share: str, decimal: str, count: str
) -> None:
    with translation.override(language):
        assert numbers.share(0.914) == share
        assert numbers.decimal(4.2) == decimal
        assert numbers.count(1204) == count


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_never_breaks_over_two_lines(language: str) -> None:
    with translation.override(language):
        written = [numbers.share(0.5), numbers.count(1_234_567), numbers.decimal(12_345.6)]
    assert not any(" " in text for text in written)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_defined_is_a_dash_and_zero_is_a_number(language: str) -> None:
    with translation.override(language):
        assert numbers.share(None) == numbers.decimal(None) == "–"
        assert numbers.share(0.0, decimals=0).startswith("0")
        assert numbers.decimal(0.0).startswith("0")
        assert numbers.count(0) == "0"


def test_a_share_can_be_written_without_decimals() -> None:
    with translation.override("en"):
        assert numbers.share(0.914, decimals=0) == "91%"
        assert numbers.share(1.0) == "100.0%"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "26 October 2026"),
        ("nb", "26. oktober 2026"),
        ("nl", "26 oktober 2026"),
        ("hu", "2026. október 26."),
    ],
)
def test_a_day_stands_in_the_order_of_the_language(language: str, words: str) -> None:
    with translation.override(language):
        assert numbers.day(date(2026, 10, 26)) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_without_its_year_is_short(language: str) -> None:
    with translation.override(language):
        words = numbers.day(date(2026, 10, 26), year=False)
    assert "26" in words
    assert "2026" not in words
    assert re.search(r"\bo[ck]t", words.lower())


def test_an_unknown_language_is_written_as_english() -> None:
    with translation.override("fr"):
        assert numbers.locale() == "en_GB"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "−0.5"), ("nb", "−0,5"), ("nl", "−0,5"), ("hu", "−0,5")]
)
def test_below_nothing_has_a_minus_and_nothing_has_none(language: str, words: str) -> None:
    with translation.override(language):
        assert numbers.decimal(-0.5) == words
        assert "−" not in numbers.decimal(-0.004, decimals=2)
        assert numbers.signed(-0.04, decimals=1)[0] == "0"
