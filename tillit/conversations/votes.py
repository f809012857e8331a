"""Answers to what we asked automatically: they are kept, but nobody has to answer them.

An app that sends such questions registers how an answer to them looks. What is more than that is a
message like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from django.conf import settings

from tillit.conversations.envelope import Envelope, Robot
from tillit.conversations.models import Conversation, Message, MessageKind
from tillit.people.models import Contact

LONGEST = 40
"""Characters; who writes more says more than a number."""
MOST_REFERENCES = 50
Reads = Callable[[Message, str, Contact], bool]
"""Whether words of somebody are an answer to this message of ours, and nothing more."""

_readers: dict[str, Reads] = {}
_paths: list[Callable[[], str]] = []
_TARGET = re.compile(r'\s*href="([^"]*)"')
_ADDRESS = re.compile(r'https?://[^\s"<>]+')


def understands(purpose: str) -> Callable[[Reads], Reads]:
    """Register how an answer to automatic messages of a purpose looks."""

    def register(reads: Reads) -> Reads:
        _readers[purpose] = reads
        return reads

    return register


def is_question(purpose: str) -> bool:
    """Whether customers answer automatic messages of this purpose."""
    return purpose in _readers


def answered_below(path: Callable[[], str]) -> None:
    """Register the path below which customers answer pages that only they are to open.

    It is asked for once: every message that is shown is looked through.
    """
    _paths.append(cache(path))


def without_ways_to_answer(html: str) -> str:
    """A page or words without addresses that customers answer at: who follows one speaks as them.

    They come back to us in what customers quote.
    """
    base = settings.TILLIT_BASE_URL.rstrip("/")
    ours = tuple(base + path() for path in _paths)
    if not any(one in html for one in ours):
        return html
    html = _TARGET.sub(lambda found: "" if found[1].startswith(ours) else found[0], html)
    return _ADDRESS.sub(lambda found: "…" if found[0].startswith(ours) else found[0], html)


def words_of(envelope: Envelope) -> str:
    """What was written, without a signature."""
    return envelope.text.removesuffix(envelope.signature).strip()


def question_behind(
    envelope: Envelope, conversation: Conversation, contact: Contact
) -> Message | None:
    """The question to which this is an answer and nothing more; None when it is a message."""
    words = words_of(envelope)
    if not words or len(words) > LONGEST or envelope.enclosures:
        return None
    if envelope.robot is not Robot.NONE:
        return None
    asked = _asked(envelope, conversation)
    return asked if asked and _readers[asked.purpose](asked, words, contact) else None


def _asked(envelope: Envelope, conversation: Conversation) -> Message | None:
    """What it answers first of all, if that is such a question."""
    names = [name for name in envelope.references[:MOST_REFERENCES] if name]
    ours = Message.objects.filter(
        conversation=conversation,
        kind=MessageKind.OUTGOING,
        automatic=True,
        purpose__in=_readers,
        external_id__in=names,
    )
    by_name = {message.external_id: message for message in ours}
    return next((by_name[name] for name in names if name in by_name), None)
