"""What must be true before anything is started, each told in one sentence when it is not."""

import errno
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tillit.config.words import gettext as _

OLDEST_PYTHON = (3, 11)


def problems(*, data: Path, host: str, ports: dict[str, int]) -> Iterator[str]:
    """Yield a sentence for each thing that stands in the way; ports are by option."""
    yield from python_problems()
    yield from folder_problems(data)
    for option, port in ports.items():
        yield from port_problems(host, port, option)


def python_problems(version: tuple[int, ...] = sys.version_info[:3]) -> Iterator[str]:
    """Yield a sentence when Python is too old."""
    if version < OLDEST_PYTHON:
        yield _("Tillit needs Python {wanted} or later; this is Python {found}.").format(
            wanted=".".join(map(str, OLDEST_PYTHON)), found=".".join(map(str, version))
        )


def folder_problems(folder: Path) -> Iterator[str]:
    """Yield a sentence when nothing can be written in the folder."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError as error:
        yield _("The data folder {folder} cannot be written: {cause}.").format(
            folder=folder, cause=error.strerror
        )


def port_problems(host: str, port: int, option: str) -> Iterator[str]:
    """Yield a sentence when something else listens on the port, or the address is not ours."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as attempt:
            # As the servers do: a port that was given back a moment ago is free.
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind(address)
    except OSError as error:
        yield port_sentence(host, port, option, error)


def port_sentence(host: str, port: int, option: str, error: OSError) -> str:
    """Tell why the port cannot be used, and what to do."""
    if error.errno == errno.EADDRINUSE:
        sentence = _("Port {port} is in use by another program; choose another with {option}.")
    elif error.errno == errno.EACCES:
        sentence = _("Port {port} may only be used by root; choose another with {option}.")
    else:
        sentence = _("Nothing can listen on {host}, port {port}: {cause}.")
    return sentence.format(host=host, port=port, option=option, cause=error.strerror)
