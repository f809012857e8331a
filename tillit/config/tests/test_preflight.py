"""What stops a start is told in one sentence."""

import socket

from tillit.config.preflight import folder_problems, port_problems, problems, python_problems


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return attempt.getsockname()[1]


def test_nothing_stands_in_the_way(tmp_path):
    ports = {"--port": free_port(), "--smtp-port": free_port()}
    assert list(problems(data=tmp_path, host="127.0.0.1", ports=ports)) == []


def test_port_in_use_names_the_port_and_the_option():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        [sentence] = port_problems("127.0.0.1", port, "--smtp-port")
    assert f"Port {port} is in use" in sentence
    assert "--smtp-port" in sentence


def test_address_of_another_machine_cannot_be_listened_on():
    [sentence] = port_problems("192.0.2.1", free_port(), "--port")
    assert "192.0.2.1" in sentence


def test_folder_that_cannot_be_written_names_the_cause(tmp_path):
    blocked = tmp_path / "file"
    blocked.touch()
    [sentence] = folder_problems(blocked)
    assert str(blocked) in sentence
    assert "Not a directory" in sentence


def test_old_python_is_refused():
    [sentence] = python_problems((3, 10, 4))
    assert "3.11" in sentence
    assert "3.10.4" in sentence
    assert list(python_problems((3, 11, 0))) == []
