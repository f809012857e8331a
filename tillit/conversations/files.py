"""Files in the data folder, kept under their checksum: the same file twice is one file."""

import hashlib
import os
import tempfile
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
    if not path.exists():
        _write(content, path)
    # Also when another process has just written it: its name may still be on the way.
    disk.settle(path.parent, path.parent.parent)
    return sha256


def _write(content: bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    disk.settle(path.parent.parent.parent)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, path)
