"""The wake bus: who hears what, and when."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import Settings

from tillit.journal import bus

pytestmark = pytest.mark.django_db(transaction=True)

OTHER_PROCESS = """
import sys
from django.conf import settings
database = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
settings.configure(TILLIT_DATA=sys.argv[1], DATABASES={"default": database})
from tillit.journal import bus
bus.wake(*sys.argv[2:])
"""


@pytest.fixture
def data(tmp_path: Path, settings: Settings) -> Path:
    settings.TILLIT_DATA = tmp_path
    return tmp_path


@pytest.fixture
def listener(data: Path) -> Iterator[bus.Listener]:
    listener = bus.Listener()
    listener.start()
    if connection.vendor == "postgresql":
        assert listener.wait(5) == {bus.EVERYTHING}
    with closing(listener):
        yield listener


def change_something() -> None:
    Session.objects.create(session_key="k", session_data="", expire_date=timezone.now())
    connection.close()


@transaction.atomic
def wake_and_fail(topic: str) -> None:
    bus.wake(topic)
    raise ArithmeticError


@pytest.mark.sqlite_only
def test_hears_another_process(data: Path, listener: bus.Listener) -> None:
    sender = subprocess.Popen([sys.executable, "-c", OTHER_PROCESS, data, "team.1", "agent.2"])
    assert listener.wait(5) == {"team.1", "agent.2"}
    assert sender.wait(5) == 0


def test_is_heard_at_once_outside_of_a_transaction(listener: bus.Listener) -> None:
    bus.wake("team.1")
    assert listener.wait(5) == {"team.1"}


def test_is_heard_by_all(listener: bus.Listener) -> None:
    with closing(bus.Listener()) as other:
        other.start()
        bus.wake("team.1")
        assert listener.wait(5) == other.wait(5) == {"team.1"}


def test_waits_for_the_commit(listener: bus.Listener) -> None:
    with transaction.atomic():
        bus.wake("team.1")
        with transaction.atomic():
            bus.wake("team.2", "team.1")
        assert listener.wait(0.05) == set()
    assert listener.wait(5) == {"team.1", "team.2"}


def test_one_transaction_sends_one_message(
    listener: bus.Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[set[str]] = []
    monkeypatch.setattr(bus, "_send", lambda topics: sent.append(set(topics)))
    with transaction.atomic():
        bus.wake("team.1")
        with transaction.atomic():
            bus.wake("team.2")
        bus.wake("team.3")
    assert [topics for topics in sent if topics] == [{"team.1", "team.2", "team.3"}]


def test_a_rolled_back_transaction_tells_nothing(listener: bus.Listener) -> None:
    with pytest.raises(ArithmeticError):
        wake_and_fail("team.1")
    assert listener.wait(0.05) == set()


def test_a_rolled_back_part_tells_nothing(listener: bus.Listener) -> None:
    with transaction.atomic():
        bus.wake("team.1")
        with pytest.raises(ArithmeticError):
            wake_and_fail("team.2")
    assert listener.wait(5) == {"team.1"}


def test_many_topics_are_sent_in_parts(listener: bus.Listener) -> None:
    topics = {f"conversation.{number}" for number in range(2000)}
    bus.wake(*topics)
    heard: set[str] = set()
    while more := listener.wait(0.2):
        heard |= more
    assert heard == topics


@pytest.mark.sqlite_only
def test_a_full_queue_means_look_at_everything(listener: bus.Listener) -> None:
    for number in range(1000):
        bus.wake(f"team.{number}")
    assert bus.EVERYTHING in listener.wait(5)
    assert listener.wait(0.05) == set()


@pytest.mark.sqlite_only
def test_notices_what_nobody_announced(listener: bus.Listener) -> None:
    thread = Thread(target=change_something)
    thread.start()
    thread.join()
    assert listener.wait(1.5) == {bus.EVERYTHING}
    assert listener.wait(1.5) == set()


def test_a_topic_is_one_word() -> None:
    with pytest.raises(ValueError, match="one word"):
        bus.wake("team.1\ndata: more")


def test_a_broken_bus_harms_nobody(
    data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(topics: object) -> None:
        raise OSError("no more sockets")

    monkeypatch.setattr(bus, "_messages", fail)
    bus.wake("team.1")
    assert "could not be woken" in caplog.text


@pytest.mark.sqlite_only
def test_a_dead_socket_is_removed(data: Path, listener: bus.Listener) -> None:
    died = bus.Listener()
    died.start()
    died._socket.close()
    assert len(list((data / "bus").iterdir())) == 2
    bus.wake("team.1")
    assert len(list((data / "bus").iterdir())) == 1


def test_says_goodbye_without_settings(data: Path, listener: bus.Listener) -> None:
    code = "import sys, pathlib; from tillit.journal.bus import say_goodbye as bye; "
    code += "bye(pathlib.Path(sys.argv[1]))"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": ""}
    subprocess.run([sys.executable, "-c", code, data], check=True, env=environment)
    assert listener.wait(5) == {bus.GOODBYE}


@pytest.fixture
def short_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def test_a_long_path_gets_a_private_folder_elsewhere(
    short_folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(short_folder))
    settings.TILLIT_DATA = short_folder / ("long" * 20)
    with closing(bus.Listener()) as listener:
        listener.start()
        (folder,) = short_folder.glob("tillit-*")
        assert folder.stat().st_mode & 0o777 == 0o700
        bus.say_goodbye(settings.TILLIT_DATA)
        assert bus.GOODBYE in listener.wait(5) | listener.wait(0.05)
    assert list(folder.iterdir()) == []


def test_a_folder_that_others_may_enter_is_refused(data: Path) -> None:
    (data / "bus").mkdir(mode=0o755)
    with pytest.raises(PermissionError):
        bus.Listener().start()
