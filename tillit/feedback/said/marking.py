"""A comment with the words marked that decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tillit.feedback.models import FollowUp

_TONES = {"good": "said-good", "bad": "said-bad"}
Stretch = tuple[int, int, str]


def marked(follow_up: FollowUp, topic: str = "") -> SafeString:
    """The comment; the words marked are those of the mood, or of one topic."""
    text = follow_up.response.comment
    reading = getattr(follow_up, "reading", None)
    if reading is None or reading.corrected_at:
        return format_html("{}", text)
    words: Iterable[Sequence[int | str]] = reading.words
    if topic:
        words = [[*place, ""] for place in reading.topics.get(topic, [])]
    return _marked(text, [(int(one[0]), int(one[1]), str(one[2])) for one in words])


def deciding(follow_up: FollowUp, topic: str = "") -> list[str]:
    """The words themselves, each once."""
    reading, text = follow_up.reading, follow_up.response.comment
    words = reading.topics.get(topic, []) if topic else reading.words
    return list(dict.fromkeys(text[one[0] : one[1]] for one in words))


def _marked(text: str, words: list[Stretch]) -> SafeString:
    parts: list[SafeString] = []
    at = 0
    for start, end, tone in sorted(words):
        if start < at:
            continue
        parts.append(format_html("{}", text[at:start]))
        known = _TONES.get(tone, "said-word")
        parts.append(format_html('<mark class="{}">{}</mark>', known, text[start:end]))
        at = end
    parts.append(format_html("{}", text[at:]))
    return format_html_join("", "{}", ((part,) for part in parts))
