"""Files that outlive a power cut: a name is on the disk only when its folder is."""

import os
from pathlib import Path


def settle(*folders: Path) -> None:
    """Wait until what was named, renamed or removed in these folders is on the disk."""
    for folder in folders:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
