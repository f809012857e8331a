"""`tillit comments measure` compares with labels that people gave."""

from argparse import Namespace
from pathlib import Path

import pytest

from tillit.config.commands import comments as command


def test_the_command_prints_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine_en.tsv"
    path.write_text("good\tspeed\tFast answer\nbad\t\tAwful\n", "utf-8")
    assert command.main(Namespace(action="measure", files=[path])) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"{path}\n")
    assert ["speed", "1.00", "1.00", "1.00", "1"] in [row.split() for row in printed.splitlines()]


@pytest.mark.django_db
def test_the_command_labels_anew(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "ready", lambda: None)
    assert command.main(Namespace(action="relabel", files=[])) == 0
    assert "0 comments were read anew." in capsys.readouterr().out
