"""A sample of deaths in every flow, and mistakes made on purpose that have to be noticed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from torture.__main__ import UNAVAILABLE

ROOT = Path(__file__).resolve().parents[2]
FLOWS = {"smtp", "imap", "filing", "reply", "delivery"}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a short run of bin/torture found."""
    file = tmp_path_factory.mktemp("torture") / "found.json"
    places = os.pathsep.join([str(ROOT), str(ROOT / "tools")])
    command = [sys.executable, "-m", "torture", "--sample", "4", "--json", str(file)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": places}, capture_output=True, text=True
    )
    if done.returncode == UNAVAILABLE and os.environ.get("CI") != "true":
        pytest.skip(done.stderr)
    assert file.exists(), done.stderr
    told: dict[str, Any] = json.loads(file.read_text())
    return told


@pytest.mark.sqlite_only
def test_nothing_is_lost_and_nothing_doubled_wherever_a_process_dies(found: dict[str, Any]) -> None:
    assert found["bad"] == []
    assert {row["flow"] for row in found["flows"] if row["deaths"]} == FLOWS


@pytest.mark.sqlite_only
def test_every_mistake_made_on_purpose_is_noticed(found: dict[str, Any]) -> None:
    assert len(found["mistakes"]) == 2 * len(FLOWS)
    assert [one for one in found["mistakes"] if not one["is_noticed"]] == []
    assert found["good"]
