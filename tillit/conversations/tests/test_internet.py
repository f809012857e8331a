"""Fetching from addresses that strangers wrote: never into our own network, never without end."""

import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pytest_django import Settings

from tillit.conversations import files, internet
from tillit.conversations.internet import Refused, fetch, fetch_all, kind_of, public_number_of
from tillit.testing.web_servers import QuietHandler, serving

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


class Web(QuietHandler):
    """A web server with a picture, and with all that a picture should not be."""

    asked: list[tuple[str, dict[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        if self.path.startswith("/go/"):
            self.answer(302, b"", Location=self.path.removeprefix("/go/"))
        elif self.path == "/circle":
            self.answer(302, b"", Location="/circle")
        elif self.path == "/page":
            self.answer(200, b"<script>alert(1)</script>", **{"Content-Type": "image/png"})
        elif self.path == "/large":
            self.answer(200, PNG + b"x" * (internet.LARGEST + 1))
        elif self.path == "/slow":
            self.drip()
        elif self.path == "/gone":
            self.answer(404, PNG)
        else:
            self.answer(200, PNG)

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        # Whoever asked hangs up before the end.
        with suppress(ConnectionError):
            for _ in range(100):
                self.wfile.write(b"x")
                time.sleep(0.05)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings) -> Iterator[str]:
    """A web server of this machine that counts as one of the internet, named cdn.example."""
    settings.TILLIT_DATA = tmp_path
    Web.asked = []
    real = public_number_of

    def number_of(host: str, port: int) -> str:
        return "127.0.0.1" if host == "cdn.example" else real(host, port)

    monkeypatch.setattr(internet, "public_number_of", number_of)
    with serving(Web) as address:
        yield address.replace("127.0.0.1", "cdn.example")


def soon() -> float:
    return time.monotonic() + 5


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1"),
        *("::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "ff02::1"),
        *("2002:7f00:0001::", "64:ff9b::7f00:1", "64:ff9b:1::a00:1"),
    ],
)
def test_no_number_of_our_own_network_is_connected_to(
    monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    for numbers in ([number], ["93.184.216.34", number], [number, "93.184.216.34"]):
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 80)) for one in numbers]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, found=found, **_k: found)
        with pytest.raises(Refused):
            public_number_of("evil.example", 80)


def test_a_public_number_is_the_very_one_that_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)
    connected: list[object] = []

    def connect(place: object, timeout: float) -> socket.socket:
        connected.append(place)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(OSError):  # noqa: PT011
        fetch("http://cdn.example/a.png", soon())
    assert connected == [("93.184.216.34", 80)]


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/a.png",
        "http://127.0.0.1/a.png",
        "http://[::1]/a.png",
        "http://2130706433/a.png",
        "http://0x7f.1/a.png",
        "http://cdn.example:22/a.png",
        "http://user:password@cdn.example/a.png",
        "ftp://cdn.example/a.png",
        "file:///etc/passwd",
        "gopher://cdn.example/",
        "http:///a.png",
        "//cdn.example/a.png",
        "",
    ],
)
def test_such_addresses_are_not_gone_to(address: str) -> None:
    with pytest.raises((Refused, OSError, ValueError)):
        fetch(address, soon())


def test_a_picture_is_fetched_without_a_word_about_the_reader(web: str) -> None:
    found = fetch_all([f"{web}/a.png?x=1"])[f"{web}/a.png?x=1"]
    assert found is not None
    assert (found.content_type, files.path_of(found.sha256).read_bytes()) == ("image/png", PNG)
    path, headers = Web.asked[0]
    assert path == "/a.png?x=1"
    assert not {"Cookie", "Referer", "Authorization", "Accept-Language"} & set(headers)


def test_redirections_are_followed_and_looked_at_each(web: str) -> None:
    assert fetch(f"{web}/go//a.png".replace("/go//", f"/go/{web}/"), soon()) == PNG
    for inside in ("http://127.0.0.1:80/a.png", "http://localhost/a.png", "file:///etc/passwd"):
        with pytest.raises((Refused, OSError, ValueError)):
            fetch(f"{web}/go/{inside}", soon())
    with pytest.raises(Refused, match="redirections"):
        fetch(f"{web}/circle", soon())


@pytest.mark.parametrize("path", ["page", "large", "gone", "circle"])
def test_what_is_no_picture_or_too_much_is_not_kept(web: str, path: str) -> None:
    assert fetch_all([f"{web}/{path}"]) == {f"{web}/{path}": None}


def test_nobody_waits_for_a_slow_one(web: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(internet, "SECONDS_FOR_ALL", 0.3)
    assert fetch_all([f"{web}/slow"]) == {f"{web}/slow": None}
    assert len(Web.asked) == 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
    ],
)
def test_a_picture_is_known_by_how_it_begins(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    "content", [b"", b"<svg xmlns='x'>", b"<html>", b"%PDF-1.4", b"BM", b"RIFF"]
)
def test_everything_else_is_no_picture(content: bytes) -> None:
    with pytest.raises(Refused):
        kind_of(content)
