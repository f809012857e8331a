"""The handbook for whoever runs Tillit: every command in it works, and no finding is left out."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.docs.server import ROOT, Server

HANDBOOK = (ROOT / "docs" / "operate.md").read_text()
pytestmark = pytest.mark.sqlite_only
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", HANDBOOK, re.MULTILINE | re.DOTALL)
FILE_WHAT_CAME = "from tillit.testing.journal import run_reactions; run_reactions()"
CRON_LINE = re.compile(r"^(?:\S+ ){5}root (.*)$", re.MULTILINE)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A machine on which the whole handbook was carried out, from top to bottom."""
    made = Server(tmp_path_factory.mktemp("server"))
    made.set_up()
    for block in BLOCKS:
        made.run(block)
    return made


def test_every_block_of_commands_is_tested() -> None:
    assert len(BLOCKS) > 10
    assert [block for block in BLOCKS if not block.startswith("# tested\n")] == []


def test_every_command_works_in_its_turn(server: Server) -> None:
    noted = server.noted()
    assert "systemctl enable --now tillit" in noted
    assert "systemctl stop tillit" in noted
    assert any(line.startswith("apt-get install") for line in noted)


def test_the_drill_brings_back_what_was_saved_and_leaves_nothing(server: Server) -> None:
    assert list((server.folder / "tmp").iterdir()) == []
    server.run(f"tillit manage shell --command '{FILE_WHAT_CAME}'")
    server.run("tillit backup /var/backups/tillit/2999-12-31.tar.gz")
    drill = next(block for block in BLOCKS if "env -i" in block)
    first, *_, saved, today = server.run(drill).splitlines()
    assert first.startswith("Restored the backup of ")
    assert (saved.strip(), today.strip()) == ("1", "1")


def test_what_the_handbook_makes_is_private(server: Server) -> None:
    modes = {"etc/tillit/environment": 0o640, "var/backups/tillit": 0o700}
    for name, mode in modes.items():
        assert (server.folder / name).stat().st_mode & 0o777 == mode
    backups = list((server.folder / "var/backups/tillit").iterdir())
    assert len(backups) >= 3
    assert {file.stat().st_mode & 0o777 for file in backups} == {0o600}


def test_cron_does_what_it_is_told(server: Server) -> None:
    table = (server.folder / "etc/cron.d/tillit").read_text()
    commands = CRON_LINE.findall(table)
    assert len(commands) == 2
    for command in commands:
        assert server.run(command.replace("\\%", "%")) == ""


def test_systemd_understands_the_unit(server: Server) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    unit = server.folder / "etc/systemd/system/tillit.service"
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_finding_has_its_line() -> None:
    sources = "".join(path.read_text() for path in (ROOT / "tillit" / "config").glob("*.py"))
    found = set(re.findall(r'id="(tillit\.[EW]\d+)"', sources))
    told = re.findall(r"^\| `(tillit\.[EW]\d+)` \|", HANDBOOK, re.MULTILINE)
    assert sorted(told) == sorted(set(told))
    assert found == set(told)


def test_links_lead_somewhere() -> None:
    headings = re.findall(r"^#+ (.*)$", HANDBOOK, re.MULTILINE)
    anchors = {heading.lower().replace(" ", "-") for heading in headings}
    for target in re.findall(r"\]\(([^)]*)\)", HANDBOOK):
        file, _, anchor = target.partition("#")
        if file:
            assert (ROOT / "docs" / Path(file)).exists(), target
        else:
            assert anchor in anchors, target
