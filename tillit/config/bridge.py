"""Pages through WSGI: the request is read and handed to Django, its answer is sent back."""

import asyncio
import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from typing import IO, Any
from wsgiref.util import FileWrapper

from django.core.files import File
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from granian.rsgi import HTTPProtocol, Scope

PIECE_BYTES = 64 * 1024
ENDURED = 8
"""Uploads up to so many times the allowed size are read to their end."""
PATIENCE_SECONDS = 30.0
"""How long a client may keep us waiting for the next part of what it sends or takes."""
NOT_PASSED_ON = {"content-length", "transfer-encoding", "proxy"}
"""The length is told from what was received, and "Proxy" would pass for a setting of ours."""


class TooLargeError(Exception):
    """The client sends more than we take."""


class IncompleteError(Exception):
    """The client went away, or stalled, before all was sent."""


async def receive(scope: Scope, protocol: HTTPProtocol, body: IO[bytes], *, most: int) -> int:
    """Read what the client sends into `body`, and return its size.

    Somewhat too much is read to its end all the same, since a browser shows our answer only when
    it could finish sending.
    """
    declared = int(scope.headers.get("content-length") or 0)
    if declared > ENDURED * most:
        raise TooLargeError
    comes_in_chunks = "transfer-encoding" in scope.headers
    size = await _copy(protocol, body, most) if declared or comes_in_chunks else 0
    if size > most:
        raise TooLargeError
    if size < declared:
        raise IncompleteError
    body.seek(0)
    return size


async def _copy(protocol: HTTPProtocol, body: IO[bytes], most: int) -> int:
    """Copy up to `most` bytes, count on to the end, and give up on a client that stalls."""
    size = 0
    try:
        async with asyncio.timeout(PATIENCE_SECONDS) as patience:
            async for piece in protocol:
                size += len(piece)
                if size <= most:
                    body.write(piece)
                elif size > ENDURED * most:
                    break
                patience.reschedule(asyncio.get_running_loop().time() + PATIENCE_SECONDS)
    except TimeoutError as stalled:
        raise IncompleteError from stalled
    return size


def environ_of(scope: Scope, body: IO[bytes], size: int) -> dict[str, Any]:
    """Return the request as WSGI wants it: text whose characters stand for bytes."""
    server_name, server_port = _address(scope.server)
    return {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _as_bytes(scope.path),
        "QUERY_STRING": _as_bytes(scope.query_string),
        "CONTENT_LENGTH": str(size),
        "SERVER_NAME": server_name,
        "SERVER_PORT": server_port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": _address(scope.client)[0],
        "HTTP_HOST": scope.authority or f"{server_name}:{server_port}",
        **request_headers(scope),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.file_wrapper": FileWrapper,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def request_headers(scope: Scope) -> dict[str, str]:
    """Return the headers under their WSGI names, those that come more than once joined."""
    headers: dict[str, str] = {}
    for name, value in scope.headers.items():
        # "X_Real_Name" would pass for "X-Real-Name", which a proxy in front vouches for.
        if "_" in name or name in NOT_PASSED_ON:
            continue
        key = name.upper().replace("-", "_")
        key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
        joint = "; " if name == "cookie" else ","
        value = _as_bytes(value)
        headers[key] = f"{headers[key]}{joint}{value}" if key in headers else value
    return headers


def _as_bytes(text: str) -> str:
    return text.encode().decode("latin-1")


def _address(text: str) -> tuple[str, str]:
    """Split "host:port"; an IPv6 address loses its brackets."""
    host, _colon, port = text.rpartition(":")
    return host.strip("[]"), port


def refuse(scope: Scope, protocol: HTTPProtocol) -> None:
    """Say that it is too much, in the language that the browser asks for."""
    request = HttpRequest()
    request.META = request_headers(scope)
    with translation.override(translation.get_language_from_request(request)):
        text = _("This is more than can be uploaded at once.")
    protocol.response_str(413, [("content-type", "text/plain; charset=utf-8")], text)


class Answer:
    """One answer of Django's, given from a page thread."""

    def __init__(self, protocol: HTTPProtocol, loop: asyncio.AbstractEventLoop) -> None:
        """Keep the way back to the client."""
        self._protocol = protocol
        self._loop = loop
        self._status = 500
        self._headers: list[tuple[str, str]] = []

    def give(self, wsgi: Any, environ: dict[str, Any]) -> None:
        """Let Django answer, and send what it answers."""
        parts = wsgi(environ, self._start_response)
        try:
            if environ["REQUEST_METHOD"] == "HEAD":
                self._protocol.response_empty(self._status, self._headers)
            else:
                self._send(parts)
        finally:
            parts.close()

    def _start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: object = None
    ) -> None:
        self._status = int(status.split(" ", 1)[0])
        # Django puts a blank before the value of a cookie.
        self._headers = [(name, value.strip()) for name, value in headers]

    def _send(self, parts: Any) -> None:
        if path := whole_file(parts):
            self._protocol.response_file(self._status, self._headers, path)
        elif isinstance(parts, FileWrapper) or parts.streaming:
            self._send_in_pieces(parts)
        else:
            self._protocol.response_bytes(self._status, self._headers, b"".join(parts))

    def _send_in_pieces(self, parts: Iterable[bytes]) -> None:
        """Send what is made while it is sent; a client that has gone ends the making."""
        pieces = in_pieces(parts)
        # Until the first piece is made, an error can still become a 500.
        first = next(pieces, b"")
        transport = self._protocol.response_stream(self._status, self._headers)

        async def deliver(piece: bytes) -> None:
            await transport.send_bytes(piece)

        for piece in chain([first], pieces):
            delivery = asyncio.run_coroutine_threadsafe(deliver(piece), self._loop)
            delivery.result(PATIENCE_SECONDS)


def whole_file(parts: object) -> str | None:
    """Return the path of the file on disk that is all of the answer: the server sends it best."""
    file = parts.filelike if isinstance(parts, FileWrapper) else None
    while isinstance(file, File):
        file = file.file
    if not isinstance(file, io.BufferedReader) or not isinstance(file.name, str):
        return None
    with suppress(OSError):
        found, opened = os.stat(file.name), os.fstat(file.fileno())
        if stat.S_ISREG(opened.st_mode) and os.path.samestat(found, opened) and not file.tell():
            return os.path.abspath(file.name)
    return None


def in_pieces(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Join small parts, since each piece costs a change of threads."""
    gathered = bytearray()
    for part in parts:
        gathered += part
        if len(gathered) >= PIECE_BYTES:
            yield bytes(gathered)
            gathered.clear()
    if gathered:
        yield bytes(gathered)
