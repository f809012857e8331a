"""Files in the data folder, kept under their checksum: the same file twice is one file."""

import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from tillit import disk


def path_of(sha256: str) -> Path:
    """Where the file with this checksum is kept."""
    return Path(settings.TILLIT_DATA) / "files" / sha256[:2] / sha256[2:]


def keep(content: bytes) -> str:
    """Store a file and return its SHA-256 in hexadecimal; harmless to repeat.

    When this returns, content and name are on the disk, so a commit may refer to them.

    Raises:
        OSError: the disk is full or cannot be written.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if not need(sha256):
        _write(content, path)
    # Also when another process has just written it: its name may still be on the way.
    disk.settle(path.parent, path.parent.parent)
    return sha256


def need(sha256: str) -> bool:
    """Say that a file is still needed, so that nobody clears it away; False when there is none."""
    try:
        with held():
            os.utime(path_of(sha256))
    except FileNotFoundError:
        return False
    return True


def clear_away(sha256: str, *, untouched_for: timedelta) -> bool:
    """Remove a file, if nobody has kept or needed it for so long; whether it is gone.

    Whoever is about to name a file in a commit has said a moment ago that it is needed.
    """
    path = path_of(sha256)
    try:
        with _locked(fcntl.LOCK_EX | fcntl.LOCK_NB):
            if time.time() - path.stat().st_mtime < untouched_for.total_seconds():
                return False
            path.unlink()
    except FileNotFoundError:
        return True
    except OSError:  # Somebody holds the files.
        return False
    return True


@contextmanager
def held() -> Iterator[None]:
    """No file is cleared away meanwhile, by whatever process."""
    with _locked(fcntl.LOCK_SH):
        yield


@contextmanager
def _locked(how: int) -> Iterator[None]:
    descriptor = os.open(settings.TILLIT_DATA, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, how)
        except OSError:
            # On a disk without locks nothing is cleared away, so nothing need be held.
            if how != fcntl.LOCK_SH:
                raise
        yield
    finally:
        os.close(descriptor)


def _write(content: bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    disk.settle(path.parent.parent.parent)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, path)
