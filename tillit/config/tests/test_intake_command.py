"""`tillit intake` as a mail server starts it: the exit code decides what becomes of the mail."""

import io
import os
import sqlite3
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import connection

from tillit.config.commands import intake
from tillit.conversations.models import Parcel
from tillit.testing.cast import Desk, open_desk

MAIL = b"From: grace@customer.example\r\nMessage-ID: <a@x>\r\n\r\nHello\xff\r\n"


class Ended(NamedTuple):
    """How the command ended."""

    code: int
    words: str


def run(data: Path, inbox: str = "Desk", **environment: str) -> Ended:
    """Pipe the mail into the command."""
    ended = subprocess.run(
        [sys.executable, "-m", "tillit.config.cli", "intake", "--inbox", inbox],
        input=MAIL,
        env={**os.environ, "TILLIT_DATABASE_URL": "", "TILLIT_DATA": str(data), **environment},
        capture_output=True,
        check=False,
    )
    return Ended(ended.returncode, ended.stderr.decode())


def kept(data: Path) -> list[str]:
    """The states of the parcels in the database of that folder."""
    database = sqlite3.connect(data / "tillit.sqlite3")
    try:
        return [state for (state,) in database.execute("SELECT state FROM conversations_parcel")]
    finally:
        database.close()


@pytest.fixture
def data(transactional_db: None, tmp_path: Path) -> Path:
    """The data folder of an installation with the desk in it."""
    open_desk(with_standards=False)
    copy = sqlite3.connect(tmp_path / "tillit.sqlite3")
    connection.ensure_connection()
    connection.connection.backup(copy)
    copy.close()
    return tmp_path


@pytest.mark.sqlite_only
def test_0_means_stored_and_the_same_mail_again_is_a_duplicate(data: Path) -> None:
    assert run(data).code == 0
    assert kept(data) == ["waiting"]
    assert run(data, "SUPPORT@desk.example").code == 0
    assert sorted(kept(data)) == ["duplicate", "waiting"]


@pytest.mark.sqlite_only
def test_67_for_an_inbox_that_is_not_here(data: Path) -> None:
    ended = run(data, "Nobody")
    assert ended.code == 67
    assert "Nobody" in ended.words
    assert kept(data) == []


@pytest.mark.parametrize(
    "address",
    ["", "sqlite:////nowhere/at/all.sqlite3", "nonsense://x"],
    ids=["empty", "away", "unreadable"],
)
def test_75_when_the_database_cannot_be_used(tmp_path: Path, address: str) -> None:
    ended = run(tmp_path, TILLIT_DATABASE_URL=address)
    assert ended.code == 75
    assert "could not be stored" in ended.words


def pipe(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> int:
    """The command in this process."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    return intake.main(Namespace(inbox="desk"))


def test_69_for_a_mail_that_is_too_large(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tillit.channels.email.intake.LARGEST_MAIL", len(MAIL))
    assert pipe(monkeypatch, MAIL + b"x") == 69
    assert not Parcel.objects.exists()
    assert pipe(monkeypatch, MAIL) == 0
    assert Parcel.objects.get().raw == MAIL
