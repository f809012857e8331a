"""What was acknowledged outlives a power cut: where somebody is answered, commits wait."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.sqlite_only

ASK = (
    "{beginning}; from django.db import connection; cursor = connection.cursor();"
    "print(cursor.execute('PRAGMA synchronous').fetchone()[0])"
)
NORMAL, FULL = "1", "2"
WEB = "from tillit.config.server import Application; Application()"
TAKING_OVER = "from tillit.config.commands.setup import ready_to_take_over as begin; begin()"
WORKING = "from tillit.config.commands.setup import ready as begin; begin()"


@pytest.mark.parametrize(
    ("beginning", "mode"), [(WEB, FULL), (TAKING_OVER, FULL), (WORKING, NORMAL)]
)
def test_a_commit_waits_where_somebody_is_answered(
    beginning: str, mode: str, tmp_path: Path
) -> None:
    """Workers only do what follows from what is stored."""
    environment = {
        **os.environ,
        "TILLIT_DATABASE_URL": "",
        "TILLIT_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tillit.config.settings",
    }
    ended = subprocess.run(
        [sys.executable, "-c", ASK.format(beginning=beginning)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.strip() == mode
