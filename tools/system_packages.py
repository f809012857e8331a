"""Finds the browser and the servers that the tests need, or installs them."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """A program of a Debian package, and where it may be."""

    package: str
    purpose: str
    places: tuple[str, ...]


CHROMIUM = Need("chromium", "the journeys", ("usr/bin/chromium", "usr/bin/chromium-browser"))
POSTGRESQL = Need(
    "postgresql", "the tests on PostgreSQL", ("usr/lib/postgresql/*/bin/initdb", "usr/bin/initdb")
)

DOVECOT = Need("dovecot-imapd", "the tests of fetching mail", ("usr/sbin/dovecot",))


def find_or_install(need: Need) -> Path | None:
    """Return the program, after installing its package when that is possible."""
    found = find(need)
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {need.package} for {need.purpose} …", flush=True)
        install(need.package)
        found = find(need)
    if found is None:
        print(
            f"!!! {need.purpose} cannot run: install the package “{need.package}” first. !!!",
            file=sys.stderr,
            flush=True,
        )
    return found


def find(need: Need) -> Path | None:
    """Return the program if it is there; of several versions the last."""
    found = [path for place in need.places for path in sorted(Path("/").glob(place))]
    return found[-1] if found else None


def install(package: str) -> None:
    """Install a package and only what it cannot do without."""
    # Another program may be installing something at the moment: wait for it.
    apt = ("apt-get", "-o", "DPkg::Lock::Timeout=600", "--quiet=2")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", package]):
        subprocess.run([*apt, *command], env=environment, check=False)
