"""An installation apart, for what is measured without a server."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from contextlib import redirect_stdout
from pathlib import Path


def begin_in(folder: Path) -> None:
    """An installation of its own; a database that is set for a real one must never be filled."""
    for name in [one for one in os.environ if one.startswith("TILLIT_")]:
        del os.environ[name]
    os.environ["TILLIT_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tillit.config.settings"
    from tillit.config.commands import migrate

    with redirect_stdout(sys.stderr):
        migrate.main(Namespace())
