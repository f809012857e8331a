"""Stored files are on the disk, under their name, before anything refers to them."""

import hashlib
import os
from pathlib import Path

import pytest
from pytest_django import Settings

from tillit.conversations import files

CONTENT = b"the lid is cracked"


@pytest.fixture
def data(tmp_path: Path, settings: Settings) -> Path:
    settings.TILLIT_DATA = tmp_path
    return tmp_path


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done to the disk, in order: waited for a place, or renamed to one."""
    noted: list[str] = []
    fsync, replace = os.fsync, os.replace

    def waiting(descriptor: int) -> None:
        noted.append(f"wait {Path(os.readlink(f'/proc/self/fd/{descriptor}')).name}")
        fsync(descriptor)

    def renaming(source: str, target: Path) -> None:
        noted.append(f"rename to {target.name}")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", waiting)
    monkeypatch.setattr(os, "replace", renaming)
    return noted


def test_content_first_then_the_name_then_its_folders(data: Path, done: list[str]) -> None:
    sha256 = files.keep(CONTENT)
    assert files.path_of(sha256).read_bytes() == CONTENT
    above, _content, renamed, folder, folders = done
    assert above == f"wait {data.name}"
    assert _content.startswith("wait tmp")
    assert renamed == f"rename to {sha256[2:]}"
    assert (folder, folders) == (f"wait {sha256[:2]}", "wait files")


def test_what_another_process_has_just_written_is_waited_for(data: Path, done: list[str]) -> None:
    path = files.path_of(hashlib.sha256(CONTENT).hexdigest())
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT)
    files.keep(CONTENT)
    assert done == [f"wait {path.parent.name}", "wait files"]
