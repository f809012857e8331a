"""What was acknowledged outlives a power cut: where somebody is answered, commits wait."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tillit.config.environment import secret_key

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


def test_the_secret_key_is_on_the_disk_before_anything_is_sealed_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TILLIT_SECRET_KEY", raising=False)
    waited: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda at: waited.append(os.readlink(f"/proc/self/fd/{at}")))
    made = secret_key(tmp_path)
    assert len(made) > 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [Path(one).name for one in waited][1:] == [tmp_path.name]
    assert waited[0].startswith(f"{tmp_path}/.secret-key-")
    assert (secret_key(tmp_path), len(waited)) == (made, 2)
    assert [one.name for one in tmp_path.iterdir()] == ["secret-key"]
