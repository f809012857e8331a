"""The ground on which processes die: a data folder that is brought back after each death."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from torture.sink import free_port
from torture.starting import start

HOST = "127.0.0.1"
DATABASE = "tillit.sqlite3"
IN_MEMORY = Path("/dev/shm")  # noqa: S108 (the folder gets a name of its own)


@dataclass(frozen=True)
class Ground:
    """One installation, its ports, and the states that it can be brought back to."""

    folder: Path
    http_port: int
    smtp_port: int
    sink_port: int

    @classmethod
    def within(cls, folder: Path) -> Ground:
        """A ground in this folder."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, free_port(), free_port(), free_port())

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.data / DATABASE

    def settle(self) -> None:
        """Make this process, and all that it starts, one of this installation."""
        for name in [name for name in os.environ if name.startswith("TILLIT_")]:
            del os.environ[name]
        os.environ |= {
            "TILLIT_DATA": str(self.data),
            "TILLIT_BASE_URL": f"http://{HOST}:{self.http_port}",
            "TILLIT_SMTP_URL": f"smtp://{HOST}:{self.sink_port}",
            "TILLIT_UNDO_SECONDS": "0",
            "DJANGO_SETTINGS_MODULE": "tillit.config.settings",
        }

    def save(self, name: str, source: Path | None = None) -> None:
        """Keep a folder, as a rule that of the data, as it is now."""
        copy(source or self.data, self.folder / "saved" / name)

    def bring_back(self, name: str, target: Path | None = None) -> None:
        """Make it what it was."""
        copy(self.folder / "saved" / name, target or self.data)


def copy(source: Path, target: Path) -> None:
    """Make `target` an exact copy."""
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)


def memory() -> Path | None:
    """A place for folders that costs no writing to a disk, where there is one."""
    return IN_MEMORY if IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK) else None


def carried_out(work: Callable[[], int]) -> None:
    """Do something in a process of its own, which knows Django and leaves nothing open here.

    Raises:
        RuntimeError: it failed.
    """
    code = ended(start(work))
    if code:
        raise RuntimeError(f"a step of the preparation or of the recovery ended with {code}")


def ended(pid: int) -> int:
    """Wait for the end of a process; its exit code."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def say(words: str) -> None:
    """Tell whoever waits how far it has come."""
    print(words, file=sys.stderr, flush=True)
