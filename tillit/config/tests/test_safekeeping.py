"""The file of a backup: whatever happens to it is noticed, and nothing is written elsewhere."""

import gzip
import hashlib
import io
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tillit.config.safekeeping import archive
from tillit.config.safekeeping.manifest import Database, Manifest, numbers
from tillit.config.safekeeping.refusal import Refused
from tillit.config.tests.installation import ROOT


def manifest(members: dict[str, str]) -> Manifest:
    return Manifest("2026-06-01T08:00:00+00:00", Database("sqlite"), [], {}, members)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    sources = {"secret-key": tmp_path / "key", "database.sqlite3": tmp_path / "rows"}
    sources["secret-key"].write_bytes(b"key")
    sources["database.sqlite3"].write_bytes(bytes(range(256)) * 20)
    members = {name: archive.checksum(path) for name, path in sources.items()}
    with (tmp_path / "backup").open("wb") as file:
        archive.write(file, manifest(members), sources)
    return tmp_path / "backup"


def unpack(backup: Path, folder: Path) -> Manifest:
    with archive.opened(backup) as opened:
        opened.unpack(folder)
    return opened.manifest


def made_by_hand(backup: Path, members: dict[str, str], *entries: tarfile.TarInfo) -> Path:
    """A backup with entries that no backup has."""
    with tarfile.open(backup, "w:gz") as tar:
        content = manifest(members).as_json()
        first = tarfile.TarInfo(archive.MANIFEST)
        first.size = len(content)
        tar.addfile(first, io.BytesIO(content))
        for entry in entries:
            tar.addfile(entry, io.BytesIO(b"x" * entry.size))
    return backup


def test_what_went_in_comes_out(backup, tmp_path):
    read = unpack(backup, tmp_path / "out")
    assert (tmp_path / "out" / "secret-key").read_bytes() == b"key"
    assert (tmp_path / "out" / "database.sqlite3").read_bytes() == bytes(range(256)) * 20
    assert read == manifest(read.members)


def test_every_change_is_noticed(backup, tmp_path):
    whole = backup.read_bytes()
    noticed = 0
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 0x10
        backup.write_bytes(changed)
        try:
            unpack(backup, tmp_path / f"out-{place}")
        except Refused:
            noticed += 1
        else:
            # Some bits mean nothing, such as the time of packing.
            assert gzip.decompress(changed) == gzip.decompress(whole)
    assert noticed > len(whole) * 0.9


def test_every_missing_end_is_noticed(backup, tmp_path):
    whole = backup.read_bytes()
    for length in range(len(whole)):
        backup.write_bytes(whole[:length])
        with pytest.raises(Refused):
            unpack(backup, tmp_path / f"out-{length}")


@pytest.mark.parametrize("name", ["../secret-key", "/tmp/secret-key", "files/aa/../../x", "other"])
def test_nothing_is_written_anywhere_else(tmp_path, name):
    entry = tarfile.TarInfo(name)
    entry.size = 3
    members = {name: hashlib.sha256(b"xxx").hexdigest()}
    with pytest.raises(Refused, match="does not belong"):
        unpack(made_by_hand(tmp_path / "backup", members, entry), tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["backup"]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE])
def test_only_plain_files_are_taken(tmp_path, kind):
    entry = tarfile.TarInfo("secret-key")
    entry.type, entry.linkname = kind, "/etc/passwd"
    with pytest.raises(Refused, match="does not belong"):
        unpack(made_by_hand(tmp_path / "backup", {"secret-key": ""}, entry), tmp_path / "out")


def test_a_member_that_comes_twice_or_never_is_noticed(tmp_path):
    entry = tarfile.TarInfo("secret-key")
    members = {"secret-key": hashlib.sha256(b"").hexdigest()}
    twice = made_by_hand(tmp_path / "twice", members, entry, entry)
    with pytest.raises(Refused, match="does not belong"):
        unpack(twice, tmp_path / "one")
    with pytest.raises(Refused, match="is missing"):
        unpack(made_by_hand(tmp_path / "never", members), tmp_path / "two")


def test_a_file_that_is_something_else_is_no_backup(tmp_path):
    (tmp_path / "notes.txt").write_text("Remember the milk")
    with pytest.raises(Refused):
        unpack(tmp_path / "notes.txt", tmp_path / "out")
    with tarfile.open(tmp_path / "pictures.tar.gz", "w:gz") as tar:
        tar.add(tmp_path / "notes.txt", "notes.txt")
    with pytest.raises(Refused, match="not a backup"):
        unpack(tmp_path / "pictures.tar.gz", tmp_path / "out")


def test_a_format_of_the_future_is_said_to_be_newer():
    content = manifest({}).as_json().replace(b'"format": 1', b'"format": 2')
    with pytest.raises(Refused, match="newer version"):
        Manifest.from_json(content)


def test_versions_are_compared_as_numbers():
    assert numbers("0.10.0") > numbers("0.9.9")
    assert numbers("1.0") > numbers("0.99.1")


def test_being_stopped_leaves_nothing_behind(tmp_path):
    program = f"""
import time
from pathlib import Path
from tillit.config.safekeeping.folders import private_folder
from tillit.config.safekeeping.tidiness import end_tidily

end_tidily()
with private_folder(Path({str(tmp_path)!r}), ".backup-") as folder:
    (folder / "rows").touch()
    print("begun", flush=True)
    time.sleep(60)
"""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout
        process.stdout.readline()
        [folder] = tmp_path.iterdir()
        assert folder.stat().st_mode & 0o777 == 0o700
        process.terminate()
    assert process.returncode == 143
    assert list(tmp_path.iterdir()) == []
