"""The watching of a process: every call is seen, and it dies exactly where it is told to."""

import os
import signal
import socket
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from torture.calls import NotHere, numbers
from torture.starting import start
from torture.tracing import SOCKET, Death, Trace, Watched

WORDS = b"hello"


@pytest.fixture
def watched(tmp_path: Path) -> Callable[..., Trace]:
    """Run something under watch."""
    try:
        numbers()
    except NotHere as error:
        pytest.skip(str(error))

    def run(work: Callable[[], int], death: Death | None = None) -> Trace:
        return Watched(work, within=tmp_path, death=death).until_it_ends()

    return run


def test_only_calls_that_change_something_of_ours_are_counted(
    watched: Callable[..., Trace], tmp_path: Path
) -> None:
    def work() -> int:
        Path("/dev/null").write_bytes(WORDS)
        (tmp_path / "a").write_bytes(WORDS)
        (tmp_path / "a").read_bytes()
        os.replace(tmp_path / "a", tmp_path / "b")
        return 7

    trace = watched(work)
    assert [str(call) for call in trace.calls] == ["openat a", "write a", "rename a"]
    assert (trace.exit_code, trace.killed_before) == (7, None)


def test_it_dies_before_the_call_and_not_after(
    watched: Callable[..., Trace], tmp_path: Path
) -> None:
    def work() -> int:
        (tmp_path / "a").write_bytes(WORDS)
        (tmp_path / "b").write_bytes(WORDS)
        return 0

    trace = watched(work, Death(4))
    assert (trace.exit_code, str(trace.killed_before)) == (-9, "write b")
    assert (tmp_path / "a").read_bytes() == WORDS
    assert (tmp_path / "b").read_bytes() == b""


def test_a_write_can_be_torn(watched: Callable[..., Trace], tmp_path: Path) -> None:
    def work() -> int:
        file = os.open(tmp_path / "a", os.O_CREAT | os.O_WRONLY)
        os.pwrite(file, WORDS, 3)
        return 0

    watched(work, Death(2, torn=True))
    assert (tmp_path / "a").read_bytes() == bytes(3) + WORDS[: len(WORDS) // 2]


def test_threads_and_sockets_are_watched_as_well(
    watched: Callable[..., Trace], tmp_path: Path
) -> None:
    def work() -> int:
        ours, theirs = socket.socketpair()
        thread = threading.Thread(target=lambda: ours.sendall(WORDS))
        thread.start()
        thread.join()
        (tmp_path / "heard").write_bytes(theirs.recv(10))
        return 0

    trace = watched(work)
    assert (trace.calls[0].name, trace.calls[0].target) == ("sendto", SOCKET)
    assert trace.calls[0].words == WORDS
    assert watched(work, Death(1)).exit_code == -9


def test_a_commit_is_recognised(watched: Callable[..., Trace], tmp_path: Path) -> None:
    def work() -> int:
        database = sqlite3.connect(tmp_path / "a.sqlite3")
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE a (b)")
        for _ in range(3):
            database.execute("INSERT INTO a VALUES (1)")
            database.commit()
        os._exit(0)

    trace = watched(work)
    assert sum(call.commits for call in trace.calls) == 4


def test_a_death_is_counted_from_a_commit_whatever_came_before(
    watched: Callable[..., Trace], tmp_path: Path
) -> None:
    def work(extra: int) -> int:
        for _ in range(extra):
            (tmp_path / "heard").write_bytes(WORDS)
        database = sqlite3.connect(tmp_path / "a.sqlite3")
        database.execute("PRAGMA journal_mode=WAL")
        for name in "bcd":
            database.execute(f"CREATE TABLE {name} (e)")
        os._exit(0)

    counted = watched(lambda: work(0))
    first_after = counted.commits[1] + 2
    death = counted.death_before(first_after)
    assert death == Death(2, after=2)
    assert counted.met_by(death) is counted.calls[first_after - 1]
    for name in ("a.sqlite3", "a.sqlite3-wal", "a.sqlite3-shm"):
        (tmp_path / name).unlink()
    killed = watched(lambda: work(3), death)
    assert len(killed.commits) == 2
    assert len(killed.calls) == first_after - 1 + 6
    assert str(killed.killed_before) == str(counted.met_by(death))


def test_a_process_is_ended_at_once_though_it_has_hardly_begun() -> None:
    def sleep() -> int:
        time.sleep(60)
        return 0

    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        ended = []
        for _ in range(10):
            pid = start(sleep)
            os.kill(pid, signal.SIGTERM)
            ended.append(os.waitpid(pid, 0)[1])
    finally:
        signal.signal(signal.SIGTERM, before)
    assert {os.waitstatus_to_exitcode(status) for status in ended} == {-signal.SIGTERM}
