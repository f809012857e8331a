"""Making a backup while everything runs."""

import os
from pathlib import Path

from tillit import clock, disk
from tillit.config import environment
from tillit.config.safekeeping import archive, folders
from tillit.config.safekeeping.manifest import Manifest
from tillit.config.safekeeping.refusal import Refused
from tillit.config.safekeeping.stores import store
from tillit.conversations.files import held

WHOLE = "whole"


def save(data: Path, target: Path, *, overwrite: bool = False) -> Manifest:
    """Write one file with everything; it has its name only when it is whole.

    Raises:
        Refused: the file exists, or a backup cannot be made.
    """
    _refuse_existing(target, overwrite=overwrite)
    try:
        with folders.private_folder(target.parent, f".{target.name}-") as unfinished:
            with held():
                manifest = _write(data, unfinished)
            _refuse_existing(target, overwrite=overwrite)
            os.replace(unfinished / WHOLE, target)
            disk.settle(target.parent)
    except OSError as error:
        raise Refused(f"The backup {target} cannot be written: {error.strerror}.") from error
    return manifest


def _refuse_existing(target: Path, *, overwrite: bool) -> None:
    if target.exists() and not overwrite:
        raise Refused(f"{target} exists already. Choose another name, or give --overwrite.")


def _write(data: Path, unfinished: Path) -> Manifest:
    """Save the database first: every file that it refers to is there by then."""
    kind = store()
    dump = unfinished / kind.member
    contents = kind.save(dump)
    sources = {kind.member: dump, **_files(data)}
    wanted = map(folders.attachment_name, contents.attachments)
    manifest = Manifest(
        made_at=clock.now().isoformat(timespec="seconds"),
        database=kind.describe(),
        migrations=contents.migrations,
        counts=contents.counts,
        members={name: archive.checksum(path) for name, path in sources.items()},
        missing=[name for name in wanted if name not in sources],
    )
    with open(unfinished / WHOLE, "xb", opener=_for_the_owner_alone) as file:
        archive.write(file, manifest, sources)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _files(data: Path) -> dict[str, Path]:
    # Beside a key from the environment, the one in the data folder is not the one in use.
    unused = {"secret-key"} if environment.read("TILLIT_SECRET_KEY") else set()
    names = [*folders.plain_files(data), *folders.attachments(data)]
    return {name: data / name for name in names if name not in unused}


def _for_the_owner_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
