"""Fetching pictures from addresses that strangers have written down.

The address may lead anywhere, also to a machine of our own network that trusts us. So the name is
looked up once, every number that it has must be public, and the connection goes to that very
number; each redirection is looked at in the same way. Nothing of the reader is sent along.
"""

import http.client
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from tillit.conversations import files
from tillit.network import connected, is_public, numbers_of

SECONDS = 5.0
"""For one connection to begin, and for each wait on it."""
SECONDS_FOR_ALL = 20.0
LARGEST = 5 * 1024 * 1024
MOST_REDIRECTIONS = 4
AT_ONCE = 4
_PORTS = {"http": 80, "https": 443}
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; pictures)", "Accept": "image/*"}
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


class Refused(Exception):
    """An address that we do not go to, or an answer that is no picture."""


@dataclass(frozen=True)
class Fetched:
    """A picture that is stored now."""

    content_type: str
    sha256: str


def fetch_all(addresses: Sequence[str]) -> dict[str, Fetched | None]:
    """Fetch some pictures side by side; None for those that could not be had in time."""
    ends = time.monotonic() + SECONDS_FOR_ALL
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(lambda address: _fetched(address, ends), addresses)
        return dict(zip(addresses, found, strict=True))


def _fetched(address: str, ends: float) -> Fetched | None:
    with suppress(Refused, OSError, ValueError, http.client.HTTPException):
        content = fetch(address, ends)
        return Fetched(kind_of(content), files.keep(content))
    return None


def fetch(address: str, ends: float) -> bytes:
    """The bytes behind an address, after some redirections at most.

    Raises:
        Refused: it leads to a place or to an amount that we do not want.
        OSError, HTTPException, ValueError: it cannot be had.
    """
    for _ in range(MOST_REDIRECTIONS + 1):
        found = _ask(urlsplit(address), ends)
        if isinstance(found, bytes):
            return found
        address = urljoin(address, found)
    raise Refused("too many redirections")


def kind_of(content: bytes) -> str:
    """The type of a picture by how it begins; what its server says of it proves nothing.

    Raises:
        Refused: no browser should be given it as a picture.
    """
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    raise Refused("it is no picture")


def _ask(place: SplitResult, ends: float) -> bytes | str:
    """The content, or the address where it is instead."""
    connection = _connected(place, ends)
    try:
        path = (place.path or "/") + (f"?{place.query}" if place.query else "")
        connection.request("GET", path, headers=_HEADERS)
        answer = connection.getresponse()
        if answer.status in (301, 302, 303, 307, 308):
            return answer.getheader("Location") or ""
        if answer.status != 200:
            raise Refused(f"status {answer.status}")
        return _read(answer, ends)
    finally:
        connection.close()


def _read(answer: http.client.HTTPResponse, ends: float) -> bytes:
    content = b""
    while piece := answer.read1(65_536):
        content += piece
        if len(content) > LARGEST or time.monotonic() > ends:
            raise Refused("it is too large, or too slow")
    return content


def _connected(place: SplitResult, ends: float) -> http.client.HTTPConnection:
    host = place.hostname or ""
    if place.scheme not in _PORTS or not host or place.username is not None:
        raise Refused("this is no address of a picture")
    if time.monotonic() > ends:
        raise Refused("there is no time left")
    port = place.port or _PORTS[place.scheme]
    return connected(place.scheme, host, public_number_of(host, port), port, timeout=SECONDS)


def public_number_of(host: str, port: int) -> str:
    """The number to connect to; all that the name stands for must be public.

    Raises:
        Refused: it leads into our own network, or to a port that serves no pictures.
    """
    if port not in _PORTS.values():
        raise Refused("pictures are not served there")
    numbers = numbers_of(host, port)
    if not numbers or not all(is_public(number) for number in numbers):
        raise Refused("it leads into a network that is not public")
    return numbers[0]
