"""Durations in the short words that people use."""

from datetime import timedelta

import pytest
from django.utils import translation

from tillit.ui import durations

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (timedelta(), "0 s"),
        (30 * SECOND, "30 s"),
        (timedelta(seconds=59, microseconds=999_999), "59 s"),
        (MINUTE, "1 min"),
        (45 * MINUTE + 59 * SECOND, "45 min"),
        (HOUR, "1 h"),
        (HOUR + 12 * MINUTE, "1 h 12 min"),
        (62 * HOUR + 50 * MINUTE, "62 h 50 min"),
        (1000 * HOUR, "1000 h"),
    ],
)
def test_whole_minutes_from_one_minute_on_rounded_down(duration: timedelta, words: str) -> None:
    with translation.override("en"):
        assert durations.words(duration) == words


def test_how_late_and_how_early_are_written_alike() -> None:
    assert durations.words(-90 * MINUTE) == durations.words(90 * MINUTE)


@pytest.mark.parametrize("language", ["en", "nb", "nl", "hu"])
def test_every_language_keeps_the_numbers(language: str) -> None:
    with translation.override(language):
        words = durations.words(3 * HOUR + 7 * MINUTE)
    assert [part for part in words.split() if part.isdigit()] == ["3", "7"]
