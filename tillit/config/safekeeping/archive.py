"""The file itself: a compressed tar with the manifest in front and a checksum for each member."""

import gzip
import hashlib
import io
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from tillit.config.safekeeping.manifest import Manifest
from tillit.config.safekeeping.refusal import Refused

MANIFEST = "manifest.json"
LARGEST_MANIFEST = 256 * 1024 * 1024
MEMBERS = re.compile(
    r"database\.(sqlite3|pgdump)|secret-key|demo-logins\.txt|files/[0-9a-f]{2}/[0-9a-f]{62}"
)
"""The names that a member may have: nothing is ever written anywhere else."""
LEVEL = 3
"""Mails are kept compressed and most attachments are, so more effort would gain little."""
AT_ONCE = 1024 * 1024


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(file: BinaryIO, manifest: Manifest, sources: dict[str, Path]) -> None:
    """Write the manifest and then each member."""
    with (
        gzip.GzipFile("", "wb", LEVEL, file) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        content = manifest.as_json()
        tar.addfile(_entry(MANIFEST, len(content)), io.BytesIO(content))
        for name in manifest.members:
            with sources[name].open("rb") as source:
                tar.addfile(_entry(name, sources[name].stat().st_size), source)


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


class Archive:
    """A backup that is open to be read, once, from its beginning to its end."""

    def __init__(self, packed: gzip.GzipFile, tar: tarfile.TarFile) -> None:
        """Read the manifest."""
        self._packed, self._tar = packed, tar
        first = tar.next()
        content = tar.extractfile(first) if first and first.name == MANIFEST else None
        if content is None:
            raise Refused("The file is not a backup of Tillit.")
        self.manifest = Manifest.from_json(content.read(LARGEST_MANIFEST))

    def unpack(self, folder: Path) -> None:
        """Write all members into a folder; what differs from the manifest ends it.

        Raises:
            Refused: the backup is not what it was when it was made.
        """
        left = dict(self.manifest.members)
        while entry := self._tar.next():
            content = self._tar.extractfile(entry) if entry.isreg() else None
            if content is None or entry.name not in left or not MEMBERS.fullmatch(entry.name):
                raise damaged(f"{entry.name} does not belong in it")
            if _write(content, folder / entry.name) != left.pop(entry.name):
                raise damaged(f"{entry.name} is not what was saved")
        # The tar ends before the file does, and the checksum of the whole comes last.
        while self._packed.read(AT_ONCE):
            pass
        if left:
            raise damaged(f"{min(left)} is missing")


def _write(content: IO[bytes], path: Path) -> str:
    """Write a file that only its owner can read; return its SHA-256."""
    digest = hashlib.sha256()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("xb") as file:
        path.chmod(0o600)
        while part := content.read(AT_ONCE):
            digest.update(part)
            file.write(part)
    return digest.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open a backup to read it.

    Raises:
        Refused: it cannot be read, is no backup, or is damaged; here or while it is read.
    """
    try:
        with (
            gzip.open(path) as packed,
            tarfile.open(fileobj=packed, mode="r|") as tar,
        ):
            yield Archive(packed, tar)
    except (gzip.BadGzipFile, EOFError, zlib.error, tarfile.TarError) as error:
        raise damaged(str(error)) from error
    except OSError as error:
        raise Refused(f"The backup {path} cannot be read: {error.strerror}.") from error


def damaged(cause: str) -> Refused:
    """Return the reason when a backup cannot be trusted."""
    return Refused(f"The backup is damaged: {cause}. Nothing was restored.")
