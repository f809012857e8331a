"""Putting a backup back."""

import os
from dataclasses import dataclass
from pathlib import Path

from tillit.config.safekeeping import archive, contents, folders
from tillit.config.safekeeping.manifest import Database, Manifest
from tillit.config.safekeeping.refusal import Refused
from tillit.config.safekeeping.stores import store


@dataclass(frozen=True)
class Restored:
    """What was done."""

    manifest: Manifest
    applied: int
    """How many migrations brought it up to date."""
    waiting: int
    """How many mails leave as soon as a worker runs."""


def restore(data: Path, source: Path, *, overwrite: bool = False) -> Restored:
    """Replace everything by what the backup holds, brought up to date.

    Raises:
        Refused: nothing has changed, and why.
    """
    with folders.private_folder(data, ".restore-") as unpacked:
        with archive.opened(source) as backup:
            _refuse(backup.manifest, overwrite=overwrite)
            backup.unpack(unpacked)
        applied = _swap(data, unpacked)
    return Restored(backup.manifest, applied, contents.mails_that_wait())


def _refuse(manifest: Manifest, *, overwrite: bool) -> None:
    manifest.refuse_newer(contents.known_migrations())
    here = store().describe()
    if here != manifest.database:
        raise Refused(
            f"The backup is of a database on {words(manifest.database)}, and this installation is"
            f" on {words(here)}. Set TILLIT_DATABASE_URL to one of the same kind."
        )
    if contents.holds_conversations() and not overwrite:
        raise Refused(
            "There are conversations here already, and a restore replaces all of them."
            " Make a backup of them first, then give --overwrite."
        )


def words(database: Database) -> str:
    """Return a database in words."""
    if database.kind == "sqlite":
        return "SQLite"
    return f"PostgreSQL (schema {database.schema})"


def _swap(data: Path, unpacked: Path) -> int:
    """Bring files and rows over; when the rows cannot come, the files go again."""
    kind = store()
    attachments = folders.Replacement(unpacked, data)
    try:
        attachments.add()
        # The rows that come name these files.
        os.sync()
        applied = kind.put_in_place(unpacked / kind.member)
    except BaseException:
        attachments.undo()
        raise
    for name in folders.plain_files(unpacked):
        os.replace(unpacked / name, data / name)
    attachments.finish()
    os.sync()
    return applied
