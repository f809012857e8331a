"""The data folder: what a backup holds of it, and how that comes back."""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tillit.config.safekeeping.archive import checksum

PLAIN_FILES = ("secret-key", "demo-logins.txt")
ATTACHMENT = re.compile(r"files/([0-9a-f]{2})/([0-9a-f]{62})")


def plain_files(data: Path) -> list[str]:
    """Return the names of the files beside the database that there are."""
    return [name for name in PLAIN_FILES if (data / name).is_file()]


def attachments(data: Path) -> list[str]:
    """Return the names of all files that are kept under their checksum.

    One that is being written has another name, and no message refers to it yet.
    """
    paths = (data / "files").glob("*/*")
    names = (path.relative_to(data).as_posix() for path in paths)
    return sorted(name for name in names if ATTACHMENT.fullmatch(name))


def attachment_name(sha256: str) -> str:
    """Return where an attachment is kept in the data folder and in a backup."""
    return f"files/{sha256[:2]}/{sha256[2:]}"


def damaged_attachments(members: dict[str, str]) -> list[str]:
    """Return the attachments whose content is not what their name says."""
    found = ((name, ATTACHMENT.fullmatch(name)) for name in members)
    return [name for name, match in found if match and "".join(match.groups()) != members[name]]


@contextmanager
def private_folder(inside: Path, prefix: str) -> Iterator[Path]:
    """A folder for what is not finished; it is gone afterwards, whatever happens."""
    with tempfile.TemporaryDirectory(dir=inside, prefix=prefix) as folder:
        yield Path(folder)


class Replacement:
    """Attachments from a backup that take the place of those that are there.

    They are added before the database changes and the others are removed after it, so that at no
    moment a message refers to a file that is not there.
    """

    def __init__(self, source: Path, data: Path) -> None:
        """Note what there is; nothing changes yet."""
        self._source, self._data = source, data
        self._wanted, self._before = set(attachments(source)), set(attachments(data))
        self._added: list[str] = []

    def add(self) -> None:
        """Put the files of the backup where they belong; one that is damaged there is mended."""
        for name in sorted(self._wanted):
            target = self._data / name
            if name in self._before and not damaged_attachments({name: checksum(target)}):
                continue
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.replace(self._source / name, target)
            if name not in self._before:
                self._added.append(name)

    def undo(self) -> None:
        """Take away what was added."""
        for name in self._added:
            (self._data / name).unlink(missing_ok=True)

    def finish(self) -> None:
        """Remove the files that belong to nothing any more."""
        for name in self._before - self._wanted:
            (self._data / name).unlink(missing_ok=True)
