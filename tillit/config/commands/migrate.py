"""`tillit migrate`: bring the database and the static files up to date."""

import argparse
import hashlib
from pathlib import Path

from tillit.config.commands.setup import ready


def main(arguments: argparse.Namespace) -> int:
    """Migrate, then collect static files if they have changed since."""
    ready()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    _collect(settings.PACKAGE, Path(settings.STATIC_ROOT))
    return 0


def _collect(package: Path, target: Path) -> None:
    from django.core.management import call_command

    stamp = target / ".collected"
    now = _fingerprint(package)
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=target.exists())
    stamp.write_text(now)


def _fingerprint(package: Path) -> str:
    """Changes whenever one of our static files does."""
    digest = hashlib.sha256()
    for file in sorted(package.glob("**/static/**/*")):
        if file.is_file():
            digest.update(f"{file.relative_to(package)}:".encode() + file.read_bytes())
    return digest.hexdigest()
