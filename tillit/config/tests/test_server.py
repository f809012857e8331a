"""The web server as it runs: granian on a free port, with a small site of its own."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any

import pytest

START = """
import sys
from tillit.config import bridge, server
from tillit.config.cli import main
server.RECHECK_SECONDS = 0.5
bridge.PATIENCE_SECONDS = 0.5
sys.exit(main(["web", "--port", sys.argv[1]]))
"""
WAKE = """
import time, django
django.setup()
from tillit.journal.bus import wake
now = time.time()
wake("team.1")
print(now)
"""


class Site:
    """The running server, and ways to ask it."""

    def __init__(self, data: Path) -> None:
        self.big = os.urandom(3_000_000)
        (data / "big.bin").write_bytes(self.big)
        settings = {"DJANGO_SETTINGS_MODULE": "tillit.config.tests.small_site"}
        self.environment = {**os.environ, **settings, "TILLIT_DATA": str(data)}
        migrate = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
        subprocess.run(migrate, env=self.environment, check=True)
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            self.port: int = free.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, str(self.port)],
            env=self.environment,
            start_new_session=True,
        )

    def wait_until_up(self) -> None:
        for _ in range(100):
            with suppress(OSError):
                return self.connect().close()
            time.sleep(0.1)
        raise AssertionError("the server has not come up")

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=5)

    def ask(self, path: str, *, method: str = "GET", **more: Any) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request(method, path, **more)
        return connection.getresponse()

    def sign_in(self, path: str = "/sign-in/") -> dict[str, str]:
        cookie = self.ask(path).getheader("Set-Cookie") or ""
        return {"Cookie": cookie.partition(";")[0]}

    def stream(self, headers: dict[str, str]) -> http.client.HTTPResponse:
        response = self.ask("/live/?topic=team.1", headers=headers)
        assert response.status == 200
        assert response.readline() == b"retry: 2000\n"
        assert response.readline() == b"\n"
        return response

    def wake(self) -> subprocess.Popen[str]:
        """Let another process wake the streams; it prints when it did."""
        command = [sys.executable, "-c", WAKE]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("d"))
    try:
        site.wait_until_up()
        yield site
    finally:
        site.process.terminate()
        site.process.wait(5)


class TestPages:
    def test_the_request_arrives_as_it_was_sent(self, site: Site) -> None:
        address = "/request/%C3%A5r%20og%20dag/?q=%C3%B8&q=a%20b"
        told = json.load(site.ask(address, headers={"X-Real-Name": "ada", "X_Real_Name": "eve"}))
        assert told["path"] == "/request/år og dag/"
        assert told["QUERY_STRING"] == "q=%C3%B8&q=a%20b"
        assert told["HTTP_X_REAL_NAME"] == "ada"
        assert told["HTTP_HOST"] == f"127.0.0.1:{site.port}"
        assert told["REMOTE_ADDR"] == "127.0.0.1"
        assert (told["SERVER_NAME"], told["SERVER_PORT"]) == ("127.0.0.1", str(site.port))

    @pytest.mark.parametrize("chunked", [False, True])
    def test_the_body_arrives(self, site: Site, *, chunked: bool) -> None:
        body: Any = iter([b"x" * 400_000] * 2) if chunked else b"x" * 800_000
        told = json.load(site.ask("/request/x/", method="POST", body=body, encode_chunked=chunked))
        assert told["size"] == 800_000
        assert told["CONTENT_LENGTH"] == "800000"

    def test_too_large_a_body_is_refused_in_words(self, site: Site) -> None:
        response = site.ask("/request/x/", method="POST", body=b"x" * 1_000_001)
        assert response.status == 413
        assert response.read() == b"This is more than can be uploaded at once."

    def test_a_client_that_stalls_is_let_go(self, site: Site) -> None:
        with site.connect() as client:
            client.sendall(b"POST /request/x/ HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx")
            assert client.recv(100).startswith(b"HTTP/1.1 408 ")

    def test_each_cookie_has_its_header(self, site: Site) -> None:
        cookies = site.ask("/cookies/").headers.get_all("Set-Cookie")
        assert cookies == ["a=1; Path=/", "b=2; Path=/"]

    @pytest.mark.parametrize("path", ["/file/", "/nameless/"])
    def test_a_file_is_sent_whole(self, site: Site, path: str) -> None:
        response = site.ask(path)
        assert response.getheader("Content-Length") == str(len(site.big))
        assert response.read() == site.big

    @pytest.mark.parametrize("path", ["/file/", "/nameless/", "/cookies/"])
    def test_head_has_no_body(self, site: Site, path: str) -> None:
        response = site.ask(path, method="HEAD")
        assert response.status == 200
        assert response.read() == b""

    @pytest.mark.parametrize("path", ["/broken/", "/broken-stream/"])
    def test_an_error_is_a_500(self, site: Site, path: str) -> None:
        assert site.ask(path).status == 500

    def test_clients_that_go_away_hold_no_thread(self, site: Site) -> None:
        for _ in range(10):
            site.ask("/endless/").close()
        for _ in range(10):
            assert site.ask("/cookies/").status == 200


class TestStreams:
    def test_strangers_find_nothing(self, site: Site) -> None:
        response = site.ask("/live/?topic=team.1")
        assert (response.status, response.read()) == (404, b"")

    @pytest.mark.parametrize("query", ["", "?topic=team.2", "?topic=team.1&topic=agent.1"])
    def test_no_stream_without_permission(self, site: Site, query: str) -> None:
        response = site.ask(f"/live/{query}", headers=site.sign_in())
        assert (response.status, response.read()) == (404, b"")

    def test_a_stream_can_only_be_got(self, site: Site) -> None:
        assert site.ask("/live/?topic=team.1", method="POST").status == 405

    def test_another_process_wakes_a_stream(self, site: Site) -> None:
        stream = site.stream(site.sign_in())
        assert stream.getheader("Content-Type") == "text/event-stream"
        assert stream.getheader("Cache-Control") == "no-store"
        assert stream.getheader("X-Accel-Buffering") == "no"
        with site.wake() as other_process:
            assert stream.readline() == b"event: look\n"
            assert stream.readline() == b"data: team.1\n"
            assert other_process.wait(5) == 0

    def test_a_stream_ends_with_its_session(self, site: Site) -> None:
        cookie = site.sign_in()
        stream = site.stream(cookie)
        site.ask("/sign-out/", headers=cookie)
        time.sleep(0.6)
        with site.wake():
            assert stream.read() == b""
        assert site.ask("/live/?topic=team.1", headers=cookie).status == 404

    def test_a_stream_leaves_the_session_alone(self, site: Site) -> None:
        cookie = site.sign_in("/sign-in/with-the-old-key/")
        for _ in range(2):
            site.stream(cookie).close()

    def test_stops_at_once_with_open_streams(self, site: Site) -> None:
        cookie = site.sign_in()
        with ExitStack() as opened:
            streams = [opened.enter_context(closing(site.stream(cookie))) for _ in range(50)]
            site.process.terminate()
            assert site.process.wait(5) == 0
            assert all(stream.read() == b"" for stream in streams)
