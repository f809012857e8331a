"""The command line: its help, what it passes on, and that it stays light."""

import os
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from tillit.config import cli


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Namespace]]:
    """Note which command would be carried out, instead of doing it."""
    calls: list[tuple[str, Namespace]] = []

    def note(entry: str, arguments: Namespace) -> int:
        calls.append((entry, arguments))
        return 7

    monkeypatch.setattr(cli, "call", note)
    return calls


def test_help_names_every_command_without_loading_django():
    program = "import sys; from tillit.config.cli import parser; print(parser().format_help()); "
    program += "print('django' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout
    for name in ["run", "web", "worker", "smtp", "intake", "export", "demo", "createadmin"]:
        assert f"    {name}" in shown
    assert shown.endswith("False\n")


def test_command_is_found_by_its_name_and_returns_its_exit_code(called):
    assert cli.main(["demo", "load"]) == 7
    [(entry, arguments)] = called
    assert entry == "tillit.config.commands.demo"
    assert arguments.action == "load"


def test_run_is_the_supervisor_with_addresses_of_this_machine_only(called):
    cli.main(["run"])
    [(entry, arguments)] = called
    assert entry == "tillit.config.supervisor"
    assert (arguments.host, arguments.port, arguments.smtp_port) == ("127.0.0.1", 8000, 2525)
    assert arguments.no_demo is False


def test_data_folder_is_passed_on_in_the_environment(called, tmp_path, monkeypatch):
    monkeypatch.setenv("TILLIT_DATA", "elsewhere")
    monkeypatch.chdir(tmp_path)
    cli.main(["worker", "--data", "here"])
    assert Path(os.environ["TILLIT_DATA"]) == tmp_path / "here"


@pytest.mark.parametrize(
    "rest", [["--help"], ["--version"], ["shell", "-c", "1"], ["dumpdata", "--data", "x"]]
)
def test_manage_passes_everything_on(called, rest):
    cli.main(["manage", *rest])
    [(entry, arguments)] = called
    assert entry == "tillit.config.commands.manage"
    assert arguments.rest == rest


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "8 0"])
def test_port_that_is_none_is_refused(called, port, capsys):
    with pytest.raises(SystemExit):
        cli.main(["web", f"--port={port}"])
    assert "1 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["demo", "load"], ["createadmin"], ["export"]])
def test_without_a_database_one_sentence_says_what_to_do(tmp_path: Path, words: list[str]) -> None:
    settings = {"TILLIT_DATA": str(tmp_path), "LANGUAGE": "en", "PATH": os.environ["PATH"]}
    told = subprocess.run(
        [sys.executable, "-m", "tillit.config.cli", *words],
        capture_output=True,
        text=True,
        env=settings,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert told.returncode == 1
    assert told.stderr == "There is no database here yet: “tillit migrate” makes one.\n"
