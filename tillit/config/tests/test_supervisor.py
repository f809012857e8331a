"""The supervisor refuses, prepares, greets and stops."""

import os
import signal
import socket
import subprocess
import sys
import threading
from argparse import Namespace

import pytest

from tillit.config import supervisor
from tillit.config.child import Child, program


@pytest.fixture
def carried_out(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Note the commands of the preparation instead of carrying them out."""
    commands: list[tuple[str, ...]] = []
    monkeypatch.setattr(
        supervisor, "carry_out", lambda sentence, *command: commands.append(command)
    )
    return commands


def arguments(**changes: object) -> Namespace:
    values = {"host": "127.0.0.1", "port": 8000, "smtp_port": 2525, "no_demo": False}
    return Namespace(**{**values, **changes})


def test_port_in_use_is_one_sentence_and_nothing_is_started(
    tmp_path, monkeypatch, capsys, carried_out
):
    monkeypatch.setenv("TILLIT_DATA", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert supervisor.main(arguments(port=port, smtp_port=port)) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert "--smtp-port" in told[1]
    assert carried_out == []


def test_folder_that_cannot_be_made_is_one_sentence(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setenv("TILLIT_DATA", str(tmp_path / "file" / "data"))
    assert supervisor.main(arguments()) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_first_start_loads_the_demo_and_later_ones_do_not(tmp_path, carried_out):
    supervisor.prepare(tmp_path, with_demo=True)
    assert carried_out == [("migrate",), ("demo", "load")]
    (tmp_path / "tillit.sqlite3").touch()
    supervisor.prepare(tmp_path, with_demo=True)
    assert carried_out[2:] == [("migrate",)]


def test_first_start_without_the_demo_never_loads_it(tmp_path, carried_out):
    supervisor.prepare(tmp_path, with_demo=False)
    (tmp_path / "tillit.sqlite3").touch()
    supervisor.prepare(tmp_path, with_demo=True)
    assert carried_out == [("migrate",), ("migrate",)]


def test_interrupted_first_start_is_made_up_for(tmp_path, monkeypatch, carried_out):
    def fail(sentence: str, *command: str) -> None:
        (tmp_path / "tillit.sqlite3").touch()
        raise subprocess.CalledProcessError(1, command)

    with monkeypatch.context() as broken:
        broken.setattr(supervisor, "carry_out", fail)
        with pytest.raises(subprocess.CalledProcessError):
            supervisor.prepare(tmp_path, with_demo=True)
    supervisor.prepare(tmp_path, with_demo=True)
    assert ("demo", "load") in carried_out


def test_logins_are_shown_once(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("TILLIT_BASE_URL", "https://help.example.com")
    logins = tmp_path / "demo-logins.txt"
    logins.write_text("ada@example.com  secret\n")
    supervisor.welcome(logins, logins_are_known=False)
    first = capsys.readouterr().out
    supervisor.welcome(logins, logins_are_known=True)
    later = capsys.readouterr().out
    assert "https://help.example.com" in first
    assert "secret" in first
    assert "secret" not in later
    assert str(logins) in later


@pytest.mark.parametrize(
    ("host", "address"),
    [("0.0.0.0", "http://localhost:8000"), ("192.0.2.1", "http://192.0.2.1:8000")],
)
def test_address_suits_a_browser_on_this_machine(monkeypatch, host, address):
    monkeypatch.delenv("TILLIT_BASE_URL", raising=False)
    assert supervisor.base_url(host, 8000) == address


def test_address_that_was_set_is_kept(monkeypatch):
    monkeypatch.setenv("TILLIT_BASE_URL", "https://help.example.com")
    assert supervisor.base_url("127.0.0.1", 8000) == "https://help.example.com"


def test_signal_says_goodbye_first_and_stops_the_children(capfd):
    child = Child("sleeper", program([sys.executable, "-c", "import time; time.sleep(60)"]))
    alive_at_goodbye = []
    exit_code = supervisor.supervise(
        [child],
        is_ready=lambda: child.process is not None,
        when_ready=lambda: threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGTERM)).start(),
        goodbye=lambda: alive_at_goodbye.append(child.process.poll() is None),
    )
    assert exit_code == 0
    assert alive_at_goodbye == [True]
    assert child.process.returncode == -signal.SIGTERM


def test_children_are_stopped_even_when_the_goodbye_fails():
    child = Child("sleeper", program([sys.executable, "-c", "import time; time.sleep(60)"]))
    with pytest.raises(ConnectionError):
        supervisor.supervise(
            [child],
            is_ready=lambda: True,
            when_ready=lambda: os.kill(os.getpid(), signal.SIGINT),
            goodbye=refuse_to_say_goodbye,
        )
    assert child.process.returncode is not None


def refuse_to_say_goodbye() -> None:
    raise ConnectionError


def test_pages_answer_only_when_something_is_served():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        threading.Thread(target=answer_once, args=(server,), daemon=True).start()
        assert supervisor.answers("0.0.0.0", port)
    assert not supervisor.answers("127.0.0.1", port)


def answer_once(server: socket.socket) -> None:
    connection, _address = server.accept()
    with connection:
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")


def test_supervisor_does_not_load_django():
    program = "import sys; import tillit.config.supervisor; print('django' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert shown.stdout == "False\n"
