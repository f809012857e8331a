"""`tillit migrate`: bring the database and the static files up to date."""

import argparse
import hashlib
import sys
from io import StringIO
from pathlib import Path

from django.db import OperationalError

from tillit.config.commands.setup import ready

NOT_SERVED = ["hx-sse-*", "hx-ws-*", "htmax-*", "htmx-2*", "*-2.js", "*-2.min.js", "account/*"]
"""What packages bring along and no page uses; some of it names modules that are not there."""


def main(arguments: argparse.Namespace) -> int:
    """Migrate, then collect static files if they have changed since."""
    ready()
    from django.conf import settings
    from django.core.management import CommandError, call_command

    from tillit.automation.book import holding
    from tillit.conversations.composing.standard_replies import load_standard_replies

    try:
        call_command("check", stdout=StringIO())
        call_command("migrate", verbosity=0, interactive=False)
        load_standard_replies()
        holding()
    except (CommandError, OperationalError) as error:
        print(error, file=sys.stderr)
        return 1
    _collect(settings.PACKAGE, Path(settings.STATIC_ROOT))
    return 0


def _collect(package: Path, target: Path) -> None:
    from django.core.management import call_command

    stamp = target / ".collected"
    now = _fingerprint(package)
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command(
        "collectstatic",
        verbosity=0,
        interactive=False,
        clear=target.exists(),
        ignore_patterns=NOT_SERVED,
    )
    stamp.write_text(now)


def _fingerprint(package: Path) -> str:
    """Changes whenever one of our static files does, or how they are served."""
    digest = hashlib.sha256((package / "config" / "static.py").read_bytes())
    for file in sorted(package.glob("**/static/**/*")):
        if file.is_file():
            digest.update(f"{file.relative_to(package)}:".encode() + file.read_bytes())
    return digest.hexdigest()
