"""The real thing, started for the journeys: all processes, the demo world, ports of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
TILLIT = (sys.executable, "-m", "tillit.config.cli")
PATIENCE = 240.0
"""Seconds until the demo world must be loaded; a busy machine takes its time."""


@dataclass(frozen=True)
class Login:
    """How an agent signs in."""

    email: str
    password: str


@dataclass(frozen=True)
class Site:
    """A running installation."""

    data: Path
    port: int
    smtp_port: int

    @property
    def address(self) -> str:
        """Where its pages are."""
        return f"http://localhost:{self.port}"

    def login(self, first_name: str) -> Login:
        """The login of an agent of the demo world, from the file that tells them."""
        lines = (self.data / "demo-logins.txt").read_text("utf-8").splitlines()
        email, password = next(line for line in lines if line.startswith(first_name)).split()[-2:]
        return Login(email, password)

    def carry_out(self, code: str) -> str:
        """Run lines of Python beside the running processes, against the same data."""
        command = [*TILLIT, "manage", "shell", "--verbosity=0", "--command", code]
        done = subprocess.run(
            command, env=environment(self.data), check=True, capture_output=True, text=True
        )
        return done.stdout.strip()


@contextmanager
def running_site(data: Path) -> Iterator[Site]:
    """Start everything on an empty folder, and stop it at the end."""
    site = Site(data, free_port(), free_port())
    ports = ("--port", str(site.port), "--smtp-port", str(site.smtp_port))
    log = data.parent / "run.log"
    with log.open("w") as written:
        process = subprocess.Popen(
            [*TILLIT, "run", *ports, "--data", str(data)],
            env=environment(data),
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_ready(site, process, log)
        yield site
    finally:
        stop(process)
    assert "Traceback" not in log.read_text(), f"The server stumbled:\n{log.read_text()[-8000:]}"


def environment(data: Path) -> dict[str, str]:
    """The environment without what points to another installation; replies leave at once."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TILLIT_")}
    ours = {"TILLIT_DATA": str(data), "TILLIT_UNDO_SECONDS": "0"}
    return {**kept, **ours, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def wait_until_ready(site: Site, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when pages and mail intake answer; fail with the last words when they never do."""
    until = time.monotonic() + PATIENCE
    while not (answers(site.address) and listens(site.smtp_port)):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"Tillit did not start:\n{log.read_text()[-4000:]}")
        time.sleep(0.2)


def answers(address: str) -> bool:
    """Whether pages are served."""
    try:
        with urlopen(f"{address}/alive/", timeout=2) as response:
            return response.status == 200
    except (URLError, OSError):
        return False


def listens(port: int) -> bool:
    """Whether something listens on this port."""
    with socket.socket() as asked:
        asked.settimeout(1)
        return asked.connect_ex(("127.0.0.1", port)) == 0


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the supervisor, which ends all others."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
