"""A comment with the words marked that decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tillit.feedback.models import FollowUp, Reading

_CLASSES = {"good": "said-good", "bad": "said-bad", "": "said-word"}
Stretch = tuple[int, int, str]
"""From and to which letter, and what it speaks for."""


def marked(follow_up: FollowUp, topic: str = "") -> SafeString:
    """The comment; the words marked are those of the mood, or of one topic."""
    text, reading = follow_up.response.comment, _reading_of(follow_up)
    if reading is None or reading.corrected_at:
        return format_html("{}", text)
    return format_html_join("", "{}", ((part,) for part in _parts(text, _places(reading, topic))))


def deciding(follow_up: FollowUp, topic: str = "") -> list[str]:
    """The words themselves, each once."""
    text, reading = follow_up.response.comment, _reading_of(follow_up)
    if reading is None:
        return []
    places = _together(text, _places(reading, topic))
    return list(dict.fromkeys(text[start:end] for start, end, _tone in places))


def _reading_of(follow_up: FollowUp) -> Reading | None:
    return getattr(follow_up, "reading", None)


def _places(reading: Reading, topic: str) -> list[Stretch]:
    found: Iterable[Sequence[int | str]] = reading.words
    if topic:
        found = [[*place, ""] for place in reading.topics.get(topic, [])]
    return sorted((int(one[0]), int(one[1]), str(one[2])) for one in found)


def _together(text: str, places: Iterable[Stretch]) -> list[Stretch]:
    """Words that follow each other and speak for the same are one stretch."""
    joined: list[Stretch] = []
    for start, end, tone in places:
        before = joined[-1] if joined else None
        if before and start < before[1]:
            continue
        if before and tone == before[2] and not text[before[1] : start].strip():
            joined[-1] = (before[0], end, tone)
        else:
            joined.append((start, end, tone))
    return joined


def _parts(text: str, places: Iterable[Stretch]) -> Iterator[SafeString]:
    at = 0
    for start, end, tone in _together(text, places):
        yield format_html("{}", text[at:start])
        known = _CLASSES.get(tone, _CLASSES[""])
        yield format_html('<mark class="{}">{}</mark>', known, text[start:end])
        at = end
    yield format_html("{}", text[at:])
