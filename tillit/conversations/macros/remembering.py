"""What stood in the composer before a macro put its reply there, until the next one does."""

from __future__ import annotations

from dataclasses import asdict

from tillit.conversations.composing.written import Written
from tillit.conversations.models import MacroUse
from tillit.conversations.spine import KeptFile


def remember_words(made: MacroUse, before: Written, after: Written, *, note: bool) -> None:
    """Keep the words for undoing, and forget those of the agent's earlier uses."""
    earlier = MacroUse.objects.filter(agent=made.agent_id).exclude(words_after="")
    earlier.update(words_before={}, words_after="")
    made.words_before = {
        "text": before.text,
        "html": before.html,
        "kept": [asdict(file) for file in before.kept],
        "note": note,
    }
    made.words_after = after.text
    made.save(update_fields=["words_before", "words_after"])


def words_before(made: MacroUse) -> tuple[Written, bool]:
    """The words that stood there, and whether they were those of a note."""
    kept = made.words_before
    if not kept:
        return Written(), False
    files = [KeptFile(**file) for file in kept["kept"]]
    return Written(kept["text"], kept["html"], files), bool(kept["note"])
