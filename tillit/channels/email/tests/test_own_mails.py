"""Mails as fifteen programs write them, in four languages."""

import hashlib
import json
from pathlib import Path

import pytest

from tillit.channels.email.explaining import described
from tillit.channels.email.opening import letter_of

FOLDER = Path(__file__).parent / "mails"
MAILS = sorted(FOLDER.glob("*/*.eml"))


def test_there_are_fifteen_in_each_language() -> None:
    counts = {folder.name: len(list(folder.glob("*.eml"))) for folder in FOLDER.iterdir()}
    assert counts == {"en": 15, "hu": 15, "nb": 15, "nl": 15}


@pytest.mark.parametrize("path", MAILS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_it_is_read_as_a_person_would(path: Path) -> None:
    wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    letter = letter_of(path.read_bytes())
    read = described(str(path), letter)
    assert (read["subject"], read["from"]) == (wanted["subject"], wanted["from"])
    assert read["new_text"] == wanted["new_text"]
    assert read["signature"] == wanted["signature"]
    assert read["quoted_text"].split("\n")[0] == wanted["quoted_begins"]
    assert [
        {"filename": one.name, "content_type": one.content_type, "sha256": sha256(one.content)}
        for one in letter.files
    ] == wanted["attachments"]
    assert read["language"] in (wanted["language"], "")
    assert (read["kind"], read["may_auto_reply"], read["problems"]) == ("message", True, [])


def sha256(content: bytes) -> str:
    """The checksum of a file."""
    return hashlib.sha256(content).hexdigest()
