"""`tillit restore`: what was there is there again, or nothing has changed."""

import io
import json
import os
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from tillit.config.tests.installation import ON_POSTGRESQL, Installation

NEXT_MAIL = """
from tillit.channels.email.intake import take_in
from tillit.conversations.models import Conversation, Inbox
from tillit.testing.journal import run_reactions

before = Conversation.objects.count()
raw = b"From: grace@customer.example\\r\\nSubject: New\\r\\n\\r\\nHello"
take_in(raw, inbox=Inbox.objects.get())
run_reactions()
print(Conversation.objects.count() - before)
"""


def live_on(site: Installation) -> None:
    """Change rows and files, so that it is no longer what was saved."""
    site.execute(
        "UPDATE conversations_conversation SET subject = 'Something else entirely'",
        "DELETE FROM conversations_delivery",
    )
    another = site.data / "files" / "ab" / ("c" * 62)
    another.parent.mkdir(exist_ok=True)
    another.write_text("Another file")


def with_manifest(backup: Path, **changes: object) -> Path:
    """The same backup that says something else about itself."""
    changed = backup.with_name("changed.tar.gz")
    with tarfile.open(backup) as source, tarfile.open(changed, "w:gz") as target:
        for entry in source:
            file = source.extractfile(entry)
            assert file
            content = file.read()
            if entry.name == "manifest.json":
                content = json.dumps({**json.loads(content), **changes}).encode()
                entry.size = len(content)
            target.addfile(entry, io.BytesIO(content))
    return changed


def test_what_was_there_is_there_again(with_a_past, backup, empty):
    said = empty.does("restore", backup)
    assert empty.everything() == with_a_past.everything()
    assert "conversations 3" in said
    assert "wait to be sent: 1" in said
    assert "brought" not in said.lower()


def test_life_goes_on(backup, empty):
    empty.does("restore", backup)
    assert empty.live_through(NEXT_MAIL).strip() == "1"


def test_only_its_owner_can_read_what_came_back(backup, empty):
    before = os.umask(0)
    try:
        empty.does("restore", backup)
    finally:
        os.umask(before)
    assert empty.data.stat().st_mode & 0o777 == 0o700
    for path in (empty.data / "files").rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)
    assert (empty.data / "secret-key").stat().st_mode & 0o777 == 0o600


def test_conversations_that_are_there_are_not_replaced_unasked(copy, backup):
    live_on(copy)
    before = copy.everything()
    assert "--overwrite" in copy.refuses("restore", backup)
    assert copy.everything() == before


def test_told_so_it_replaces_everything(with_a_past, copy, backup):
    live_on(copy)
    (copy.data / "secret-key").write_text("another")
    next(copy.data.glob("files/*/*")).write_bytes(b"rotten")
    copy.does("restore", backup, "--overwrite")
    assert copy.everything() == with_a_past.everything()


def test_whoever_had_the_database_open_sees_what_came_back(copy, backup):
    live_on(copy)
    count = "SELECT count(*) FROM conversations_delivery"
    with closing(copy.connect()) as database:
        assert database.execute(count).fetchone() == (0,)
        database.commit()
        copy.does("restore", backup, "--overwrite")
        assert database.execute(count).fetchone() == (4,)


def test_older_backup_is_brought_up_to_date(with_a_past, copy, empty, tmp_path):
    copy.does("manage", "migrate", "--verbosity=0", "demo", "zero")
    copy.does("backup", tmp_path / "old.tar.gz")
    said = empty.does("restore", tmp_path / "old.tar.gz")
    assert "Brought it up to date (migrations: 2)" in said
    assert set(empty.rows()) == set(with_a_past.rows())
    assert "E101" not in empty.run("check").stdout


def test_migration_that_fails_leaves_everything_as_it_was(copy, empty, backup, tmp_path):
    empty.does("restore", backup)
    empty.does("manage", "migrate", "--verbosity=0", "demo", "zero")
    empty.execute("CREATE TABLE demo_world (in_the_way integer)")
    empty.does("backup", tmp_path / "old.tar.gz")
    live_on(copy)
    before = copy.everything()
    assert "nothing was restored" in copy.refuses("restore", tmp_path / "old.tar.gz", "--overwrite")
    assert copy.everything() == before


def test_damaged_backup_is_refused_and_nothing_is_touched(copy, backup):
    content = bytearray(backup.read_bytes())
    # Single bits may mean nothing to who unpacks it: the length of a code that is never used.
    place = len(content) * 2 // 3
    content[place : place + 32] = bytes(32)
    backup.write_bytes(content)
    before = copy.everything()
    assert "damaged" in copy.refuses("restore", backup, "--overwrite")
    assert copy.everything() == before


def test_backup_of_a_newer_version_is_refused(copy, backup):
    before = copy.everything()
    newer = with_manifest(backup, version="99.1")
    assert "newer version of Tillit (99.1)" in copy.refuses("restore", newer, "--overwrite")
    unknown = with_manifest(backup, migrations=["conversations.9999_tomorrow"])
    assert "newer version" in copy.refuses("restore", unknown, "--overwrite")
    assert copy.everything() == before


def test_backup_of_another_kind_of_database_is_refused(copy, backup):
    other = ("sqlite", "") if ON_POSTGRESQL else ("postgresql", "public")
    database = dict(zip(("kind", "schema"), other, strict=True))
    before = copy.everything()
    said = copy.refuses("restore", with_manifest(backup, database=database), "--overwrite")
    assert "TILLIT_DATABASE_URL" in said
    assert copy.everything() == before


def test_file_that_is_not_there_is_one_sentence(empty, tmp_path):
    assert len(empty.refuses("restore", tmp_path / "none.tar.gz").splitlines()) == 1


@pytest.mark.sqlite_only
def test_database_that_cannot_be_read_is_replaced_only_when_told(with_a_past, copy, backup):
    database = copy.data / "tillit.sqlite3"
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).write_bytes(b"not a database" * 1000)
    assert "--overwrite" in copy.refuses("restore", backup)
    copy.does("restore", backup, "--overwrite")
    assert copy.everything() == with_a_past.everything()


@pytest.mark.sqlite_only
def test_restored_database_is_one_that_many_can_use(backup, empty):
    empty.does("restore", backup)
    with closing(sqlite3.connect(empty.data / "tillit.sqlite3")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has no roles")
def test_tables_belong_to_whoever_restores(backup, empty):
    empty.does("restore", backup)
    with empty.connect() as database:
        owners = database.execute(
            "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        assert owners == [(database.info.user,)]
