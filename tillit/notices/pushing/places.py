"""Where pushes go: an address that a browser gave, which may be one that an attacker wrote.

So it must be https, every number behind its name must be public, and the connection goes to that
very number; nothing that comes back is followed or shown.
"""

from __future__ import annotations

import http.client
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from tillit.network import connected, is_public, numbers_of

SECONDS = 10.0
LONGEST = 1000


class Refused(Exception):
    """An address to which nothing is pushed."""


def post(endpoint: str, body: bytes, headers: dict[str, str]) -> int:
    """Hand a push over; the status of the answer.

    Raises:
        Refused: the address is none that we go to.
        OSError, HTTPException: nobody answers there just now.
    """
    place = checked(endpoint)
    connection = _connected(place)
    try:
        path = (place.path or "/") + (f"?{place.query}" if place.query else "")
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read(65_536)
        return answer.status
    finally:
        connection.close()


def checked(endpoint: str) -> SplitResult:
    """The parts of an address, if it can be that of a push service.

    Raises:
        Refused: it cannot.
    """
    try:
        place = urlsplit(endpoint)
        port = place.port
    except ValueError as error:
        raise Refused("no address") from error
    plain = place.scheme == "https" and port in (None, 443)
    if settings.TILLIT_PUSH_ANYWHERE:
        plain = place.scheme in ("http", "https")
    if not plain or not place.hostname or place.username is not None or len(endpoint) > LONGEST:
        raise Refused("no address of a push service")
    return place


def _connected(place: SplitResult) -> http.client.HTTPConnection:
    host = place.hostname or ""
    port = place.port or (443 if place.scheme == "https" else 80)
    return connected(place.scheme, host, _number_of(host, port), port, timeout=SECONDS)


def _number_of(host: str, port: int) -> str:
    numbers = numbers_of(host, port)
    if not settings.TILLIT_PUSH_ANYWHERE and not all(is_public(number) for number in numbers):
        raise Refused("it leads into a network that is not public")
    return numbers[0]
