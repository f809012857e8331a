"""A forked process is watched, stopped and buried like any other."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tillit.config.forking import Fork


def _sleep() -> int:
    time.sleep(60)
    return 0


def test_its_exit_code_is_told() -> None:
    assert Fork("tillit test", lambda: 3).wait(timeout=5) == 3


def test_a_command_that_leaves_early_is_told() -> None:
    def leave() -> int:
        raise SystemExit(75)

    assert Fork("tillit test", leave).wait(timeout=5) == 75


def test_an_error_is_printed_and_is_no_success(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        raise RuntimeError("the disk is gone")

    assert Fork("tillit test", fail).wait(timeout=5) == 1
    assert "the disk is gone" in capfd.readouterr().err


def test_it_is_ended_at_once_though_it_has_hardly_begun() -> None:
    def answer(_number: int, _frame: object) -> None:
        raise AssertionError("this is for the parent")

    before = signal.signal(signal.SIGTERM, answer)
    try:
        forks = []
        for _ in range(10):
            forks.append(Fork("tillit test", _sleep))
            os.kill(forks[-1].pid, signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert {fork.wait(timeout=5) for fork in forks} == {-signal.SIGTERM}


def test_a_signal_ends_it_though_the_parent_ignores_it(tmp_path: Path) -> None:
    note = tmp_path / "note"

    def sleep() -> int:
        note.touch()
        time.sleep(60)
        return 0

    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        fork = Fork("tillit test", sleep)
    finally:
        signal.signal(signal.SIGTERM, before)
    while not note.exists():
        time.sleep(0.01)
    assert fork.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        fork.wait(timeout=0.01)
    os.kill(fork.pid, signal.SIGTERM)
    assert fork.wait(timeout=5) == -signal.SIGTERM


def test_it_has_a_session_and_a_name_of_its_own(tmp_path: Path) -> None:
    note = tmp_path / "note"

    def write() -> int:
        name = Path("/proc/self/comm").read_text().strip()
        note.write_text(f"{os.getsid(0) == os.getpid()} {name}")
        return 0

    assert Fork("tillit senders", write).wait(timeout=5) == 0
    assert note.read_text() == "True tillit senders"
