"""A child comes back when it dies and takes all that it started with it."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tillit.config import child as child_module
from tillit.config.child import LONGEST_PAUSE, Child, Process, program, stop


def python(code: str) -> Callable[[], Process]:
    return program([sys.executable, "-c", code])


def sleeping(note: Path, *, heeds_requests: bool = True) -> str:
    """Code that writes its process id down and then sleeps, whatever it is told."""
    deaf = "" if heeds_requests else "signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    write = f"open({str(note)!r}, 'w').write(str(os.getpid()))"
    return f"import os, signal, time; {deaf}{write}; time.sleep(60)"


def sleeper(note: Path, *, heeds_requests: bool = True) -> Child:
    """A child that does so."""
    return Child("sleeper", python(sleeping(note, heeds_requests=heeds_requests)))


def eventually(condition: Callable[[], bool], seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.01)
    return False


def is_written(note: Path) -> bool:
    return note.exists() and bool(note.read_text())


def is_alive(process_id: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process_id}/status").read_text()
    except FileNotFoundError:
        return False


@pytest.fixture
def note(tmp_path: Path) -> Path:
    return tmp_path / "process-id"


@pytest.fixture
def children() -> Iterator[list[Child]]:
    started: list[Child] = []
    yield started
    stop(started, patience=0)


def test_dead_child_is_started_again(note, children, monkeypatch, capfd):
    monkeypatch.setattr(child_module, "SHORTEST_PAUSE", 0.05)
    child = sleeper(note)
    children.append(child)
    child.tend()
    assert eventually(lambda: is_written(note))
    first = int(note.read_text())
    note.unlink()
    os.kill(first, signal.SIGKILL)

    def is_back() -> bool:
        child.tend()
        return is_written(note)

    assert eventually(is_back)
    assert int(note.read_text()) != first
    assert "“sleeper” ended with code -9" in capfd.readouterr().err


def test_pause_grows_and_shrinks_after_a_healthy_life(monkeypatch):
    child = Child("brief", python("pass"))
    pauses = []
    for _attempt in range(9):
        pauses.append(child.pause)
        child.started_at = time.monotonic()
        child.bury(1)
    assert pauses[:3] == [0.5, 1, 2]
    assert pauses[-1] == LONGEST_PAUSE
    child.started_at = time.monotonic() - 61
    child.bury(1)
    assert child.pause == 1


def test_child_waits_for_its_pause_to_end(children):
    child = Child("brief", python("pass"))
    children.append(child)
    child.start_after = time.monotonic() + 60
    child.tend()
    assert child.process is None


def test_stop_ends_a_child_that_heeds(note, children):
    child = sleeper(note)
    child.tend()
    assert eventually(lambda: is_written(note))
    stop([child])
    assert not is_alive(int(note.read_text()))


def test_stop_ends_a_child_that_does_not_heed(note):
    child = sleeper(note, heeds_requests=False)
    child.tend()
    assert eventually(lambda: is_written(note))
    stop([child], patience=0.1)
    assert not is_alive(int(note.read_text()))


def test_what_a_dead_child_started_does_not_live_on(note, children):
    orphan = [sys.executable, "-c", sleeping(note)]
    parent = Child("parent", python(f"import subprocess; subprocess.Popen({orphan!r})"))
    children.append(parent)
    parent.tend()
    assert eventually(lambda: is_written(note))
    parent.process.wait()
    parent.tend()
    assert eventually(lambda: not is_alive(int(note.read_text())))


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux tells a child of its parent's end.")
def test_child_ends_with_its_parent(note):
    code = f"""
import os, pathlib, sys, time
from tillit.config.child import Child, program
Child("sleeper", program([sys.executable, "-c", {sleeping(note)!r}])).tend()
note = pathlib.Path({str(note)!r})
while not (note.exists() and note.read_text()):
    time.sleep(0.01)
os._exit(0)
"""
    parent = Child("parent", python(code))
    parent.tend()
    assert eventually(lambda: is_written(note))
    assert eventually(lambda: not is_alive(int(note.read_text())))
    parent.wait(time.monotonic() + 5)
