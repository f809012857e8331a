"""`tillit backup`: everything in one private file, while everything runs."""

import hashlib
import json
import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tillit.config.tests.installation import ON_POSTGRESQL, TILLIT, Installation

WRITER = """
from tillit.channels.email.intake import take_in
from tillit.conversations.models import Inbox
from tillit.testing.journal import run_reactions

inbox = Inbox.objects.get()
letter = '''From: zsofia@vevo.example
Subject: File {number}
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x

Words
--x
Content-Type: text/plain
Content-Disposition: attachment; filename=a.txt

File {number}
--x--
'''
for number in range(100000):
    take_in(letter.format(number=number).encode(), inbox=inbox)
    run_reactions()
    print(number, flush=True)
"""
TABLES = {
    "conversations": "conversations_conversation",
    "messages": "conversations_message",
    "parcels": "conversations_parcel",
    "deliveries": "conversations_delivery",
    "promises": "standards_promise",
}


def manifest_of(backup: Path) -> dict[str, Any]:
    with tarfile.open(backup) as tar:
        content = tar.extractfile("manifest.json")
        assert content
        return json.load(content)


@contextmanager
def writer(site: Installation) -> Iterator[Any]:
    """Customers who write all the time, with files; each line read is one more mail."""
    command = [*TILLIT, "manage", "shell", "--verbosity=0", "--command", WRITER]
    process = subprocess.Popen(
        command,
        env=site.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    try:
        yield process.stdout
    finally:
        process.kill()
        process.communicate()


def test_it_changes_nothing_and_leaves_one_private_file(with_a_past, tmp_path):
    everything, umask = with_a_past.everything(), os.umask(0)
    try:
        with_a_past.does("backup", tmp_path / "a.tar.gz")
    finally:
        os.umask(umask)
    assert with_a_past.everything() == everything
    [file] = tmp_path.iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == ("a.tar.gz", 0o600)


def test_manifest_tells_what_is_in_it(with_a_past, tmp_path):
    said = with_a_past.does("backup", tmp_path / "a.tar.gz")
    manifest, rows = manifest_of(tmp_path / "a.tar.gz"), with_a_past.rows()
    for name, table in TABLES.items():
        assert manifest["counts"][name] == len(rows[table]) > 0
        assert f"{name} {len(rows[table])}" in said
    assert "files 2" in said
    assert manifest["database"]["kind"] == ("postgresql" if ON_POSTGRESQL else "sqlite")
    assert len(manifest["migrations"]) == len(rows["django_migrations"])
    assert (manifest["missing"], manifest["version"]) == ([], "0.1.0")


def test_every_member_has_its_checksum(with_a_past, backup):
    members = manifest_of(backup)["members"]
    with tarfile.open(backup) as tar:
        names = tar.getnames()
        for name, checksum in members.items():
            content = tar.extractfile(name)
            assert content
            assert hashlib.sha256(content.read()).hexdigest() == checksum
    assert names == ["manifest.json", *members]
    kept = {str(path.relative_to(with_a_past.data)) for path in with_a_past.data.glob("files/*/*")}
    assert {name for name in names if name.startswith("files/")} == kept
    assert {"secret-key", "demo-logins.txt"} <= set(names)


def test_a_file_that_exists_is_kept_unless_told_otherwise(with_a_past, tmp_path):
    target = tmp_path / "a.tar.gz"
    target.write_text("precious")
    assert "--overwrite" in with_a_past.refuses("backup", target)
    assert target.read_text() == "precious"
    with_a_past.does("backup", target, "--overwrite")
    assert manifest_of(target)
    assert [path.name for path in tmp_path.iterdir()] == ["a.tar.gz"]


def test_a_folder_that_is_not_there_is_one_sentence(with_a_past, tmp_path):
    said = with_a_past.refuses("backup", tmp_path / "nowhere" / "a.tar.gz")
    assert len(said.splitlines()) == 1


def test_attachments_that_are_damaged_or_gone_are_named(copy, tmp_path):
    damaged, gone = sorted(copy.data.glob("files/*/*"))
    damaged.write_bytes(b"rotten")
    gone.unlink()
    done = copy.run("backup", tmp_path / "a.tar.gz")
    assert done.returncode == 0
    [first, second] = done.stderr.splitlines()
    assert "is damaged" in first
    assert damaged.name in first
    assert "is missing" in second
    assert gone.name in second


def test_file_that_is_being_written_is_left_out(copy, tmp_path):
    folder = next(copy.data.glob("files/*"))
    (folder / "tmpabc123").write_text("half")
    copy.does("backup", tmp_path / "a.tar.gz")
    assert not any("tmp" in name for name in manifest_of(tmp_path / "a.tar.gz")["members"])


def test_key_from_the_environment_stays_out_and_is_spoken_of(copy, tmp_path):
    done = copy.run("backup", tmp_path / "a.tar.gz", TILLIT_SECRET_KEY="k" * 50)
    assert "TILLIT_SECRET_KEY" in done.stderr
    assert "secret-key" not in manifest_of(tmp_path / "a.tar.gz")["members"]


@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has no password")
def test_no_secret_is_on_a_command_line(copy, tmp_path, monkeypatch):
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "pg_dump").write_text('#!/bin/sh\necho "$@" > "$0.told"\nexit 3\n')
    (programs / "pg_dump").chmod(0o700)
    url = copy.url.replace("tillit@", "tillit:s3cret@")
    path = f"{programs}:{os.environ['PATH']}"
    said = copy.refuses("backup", tmp_path / "a", TILLIT_DATABASE_URL=url, PATH=path)
    assert "pg_dump failed" in said
    assert "s3cret" not in said + (programs / "pg_dump.told").read_text()


@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite needs no other program")
def test_missing_program_of_postgresql_is_one_sentence(copy, backup, empty, tmp_path):
    nothing = str(tmp_path / "nothing")
    assert "pg_dump is not installed" in copy.refuses("backup", tmp_path / "b", PATH=nothing)
    assert "pg_restore is not installed" in empty.refuses("restore", backup, PATH=nothing)


def test_database_of_an_older_version_can_be_saved_before_it_is_migrated(copy, tmp_path):
    copy.does("manage", "migrate", "--verbosity=0", "demo", "zero")
    copy.does("backup", tmp_path / "a.tar.gz")
    assert "demo.0001_initial" not in manifest_of(tmp_path / "a.tar.gz")["migrations"]


@pytest.mark.sqlite_only
def test_damaged_database_is_no_backup(copy, tmp_path):
    with (copy.data / "tillit.sqlite3").open("r+b") as file:
        file.seek(8192)
        file.write(os.urandom(40960))
    assert len(copy.refuses("backup", tmp_path / "a.tar.gz").splitlines()) == 1
    assert not (tmp_path / "a.tar.gz").exists()


def test_while_customers_write_everything_fits_together(copy, empty, tmp_path):
    with writer(copy) as mails:
        before = int([mails.readline() for _ in range(5)][-1])
        copy.does("backup", tmp_path / "a.tar.gz")
        with closing(copy.connect()) as database:
            [after] = database.execute("SELECT count(*) FROM conversations_parcel").fetchone()
        assert int(mails.readline()) > before
    empty.does("restore", tmp_path / "a.tar.gz")
    counts, rows, later = manifest_of(tmp_path / "a.tar.gz")["counts"], empty.rows(), copy.rows()
    assert before < counts["parcels"] <= after
    assert counts == {name: len(rows[table]) for name, table in TABLES.items()}
    with closing(empty.connect()) as database:
        numbers = database.execute("SELECT id FROM conversations_parcel ORDER BY id").fetchall()
        files = database.execute("SELECT sha256 FROM conversations_attachment").fetchall()
    assert [number for (number,) in numbers] == list(range(1, counts["parcels"] + 1))
    assert set(rows["conversations_message"]) <= set(later["conversations_message"])
    assert len(files) > 3
    for (sha256,) in files:
        content = (empty.data / "files" / sha256[:2] / sha256[2:]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == sha256
