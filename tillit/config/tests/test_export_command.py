"""`tillit export`: to the screen, or to a file."""

import json
from argparse import Namespace
from pathlib import Path

import pytest

from tillit.config.commands import export
from tillit.testing.cast import ZSOFIA, Desk, writes

pytestmark = pytest.mark.django_db


def test_screen_and_file_get_the_same(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conversation = writes(ZSOFIA, desk.inbox)
    file = tmp_path / "all.jsonl"
    assert export.main(Namespace(to=file)) == 0
    assert capsys.readouterr().out == ""
    assert export.main(Namespace(to=None)) == 0
    shown = capsys.readouterr().out
    assert shown == file.read_text(encoding="utf-8")
    line = json.loads(shown)
    assert (line["number"], line["contact"]["name"]) == (conversation.number, ZSOFIA.name)
