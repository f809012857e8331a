"""Where an installation keeps what it writes."""

import os
from pathlib import Path


def data_folder() -> Path:
    """Return the folder of the database, the files and the secrets; make it when it is missing."""
    chosen = os.environ.get("TILLIT_DATA")
    folder = Path(chosen).absolute() if chosen else Path.home() / ".local" / "share" / "tillit"
    return private_folder(folder)


def private_folder(folder: Path) -> Path:
    """Make a folder that only its owner can enter; leave one that exists as it is."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder
