"""Starting the real thing on free ports, and stopping it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bench.processes import command_of, family_of, name_of
from tillit.config.child import end_with_parent

HOST = "127.0.0.1"
TILLIT = (sys.executable, "-m", "tillit.config.cli")
PATIENCE = 60.0
LOG = "bench.log"
LAST_LINES = 30
ROLES = ("web", "senders", "filers", "worker", "smtp")


@dataclass(frozen=True)
class Site:
    """One installation: its data folder and the ports that it uses."""

    data: Path
    http_port: int
    smtp_port: int
    sink_port: int

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.data / "tillit.sqlite3"

    def environment(self) -> dict[str, str]:
        """The environment of its processes; no setting of ours leaks in."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("TILLIT_")}
        return kept | {
            "TILLIT_DATA": str(self.data),
            "TILLIT_BASE_URL": f"http://{HOST}:{self.http_port}",
            "TILLIT_SMTP_URL": f"smtp://{HOST}:{self.sink_port}",
            "TILLIT_UNDO_SECONDS": "0",
        }


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as attempt:
        attempt.bind((HOST, 0))
        port: int = attempt.getsockname()[1]
        return port


@contextmanager
def only_web(site: Site) -> Iterator[int]:
    """Within the block the pages are served, by processes that have just begun."""
    with _running(site, "web", "--port", str(site.http_port)) as pid:
        yield pid


@contextmanager
def everything(site: Site) -> Iterator[int]:
    """Within the block all runs as `tillit run` runs it."""
    ports = ("--port", str(site.http_port), "--smtp-port", str(site.smtp_port))
    with _running(site, "run", "--no-demo", *ports) as pid:
        _wait_for(lambda: _listens(site.smtp_port), "the mail intake did not start")
        yield pid


@contextmanager
def _running(site: Site, *command: str) -> Iterator[int]:
    with (site.data / LOG).open("ab") as log:
        process = subprocess.Popen(
            [*TILLIT, *command],
            env=site.environment(),
            stdout=log,
            stderr=log,
            preexec_fn=end_with_parent(),
        )
        try:
            _wait_for(lambda: _is_alive(site), f"tillit {command[0]} did not start; see {log.name}")
            yield process.pid
        except Exception:
            print(*log_of(site)[-LAST_LINES:], sep="\n", file=sys.stderr)
            raise
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


def log_of(site: Site) -> list[str]:
    """What the service has said so far."""
    return (site.data / LOG).read_text("utf-8", "replace").splitlines()


def _wait_for(is_so: Callable[[], bool], otherwise: str) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError(otherwise)
        time.sleep(0.05)


def _is_alive(site: Site) -> bool:
    connection = HTTPConnection(HOST, site.http_port, timeout=2)
    try:
        connection.request("GET", "/alive/")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _listens(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex((HOST, port)) == 0


def by_role(pid: int) -> dict[str, list[int]]:
    """The processes under one parent, by the first of the roles that their command names."""
    roles: dict[str, list[int]] = {}
    for member in family_of(pid):
        words = {name_of(member).removeprefix("tillit "), *command_of(member)}
        role = next((role for role in ROLES if role in words), "parent")
        roles.setdefault(role, []).append(member)
    return roles
