"""The saved replies that Tillit brings along, in every language; afterwards they are yours."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from django.db import transaction

from tillit.conversations.composing.saved_replies import Words, save
from tillit.conversations.models import SavedReply
from tillit.people.languages import LANGUAGES

_FOLDER = Path(__file__).parent / "standard"


@cache
def standard_replies() -> dict[str, list[Words]]:
    """Each standard reply by its name, with its words in every language."""
    found: dict[str, list[Words]] = {}
    for language, _label in LANGUAGES:
        texts = tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
        for key, each in texts.items():
            words = Words(language, each["name"], each["text"].strip())
            found.setdefault(key, []).append(words)
    return found


@transaction.atomic
def load_standard_replies() -> int:
    """Add those that were never here; what was changed or put away stays so. Return how many."""
    known = set(SavedReply.objects.exclude(standard="").values_list("standard", flat=True))
    missing = {key: words for key, words in standard_replies().items() if key not in known}
    for key, words in missing.items():
        save(SavedReply(standard=key, shortcut=key), words)
    return len(missing)
