"""A PostgreSQL server for one run of the tests: no network, no safety, no trace."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

CREATION = (
    *("--username", "tillit", "--auth", "trust"),
    *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
)
# Nothing has to survive a crash, so nothing waits for the disk.
OPTIONS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c listen_addresses="


@contextmanager
def postgres_cluster(programs: Path) -> Iterator[str]:
    """Start a server of its own on a Unix socket; yield the address of its database."""
    folder = Path(tempfile.mkdtemp(prefix="tillit-postgres-"))
    account = server_account()
    if account:
        os.chown(folder, account["user"], account["group"])
    data = str(folder / "data")
    try:
        run([programs / "initdb", "--pgdata", data, *CREATION], account)
        control: list[str | Path] = [programs / "pg_ctl", "--pgdata", data, "--wait", "--silent"]
        settings = f"{OPTIONS} -c unix_socket_directories={folder}"
        run([*control, "--log", str(folder / "log"), "--options", settings, "start"], account)
        try:
            yield f"postgresql://tillit@{quote(str(folder), safe='')}/postgres"
        finally:
            run([*control, "--mode", "immediate", "stop"], account)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def server_account() -> dict[str, Any]:
    """Return the account to run as: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def run(command: Sequence[str | Path], account: dict[str, Any]) -> None:
    """Run a program of PostgreSQL without its chatter."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **account)
