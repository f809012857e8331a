"""Files in the data folder, kept under their checksum: the same file twice is one file."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def path_of(sha256: str) -> Path:
    """Where the file with this checksum is kept."""
    return Path(settings.TILLIT_DATA) / "files" / sha256[:2] / sha256[2:]


def keep(content: bytes) -> str:
    """Store a file durably and return its SHA-256 in hexadecimal; harmless to repeat.

    Raises:
        OSError: the disk is full or cannot be written.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, path)
    return sha256
