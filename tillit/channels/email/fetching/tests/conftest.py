"""Fixtures of the tests that fetch from a real IMAP server."""

import itertools
import os
import shutil
from collections.abc import Iterator

import pytest

from tillit.channels.email.fetching.tests.cutting_proxy import CuttingProxy
from tillit.channels.email.fetching.tests.dovecot import Dovecot, dovecot
from tillit.channels.email.fetching.tests.post_office import PostOffice

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Dovecot]:
    """The server; on a build server its absence is a failure."""
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        words = "fetching mail is not tested: install the package “dovecot-imapd” first"
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    with dovecot(program) as running:
        yield running


@pytest.fixture
def office(server: Dovecot) -> PostOffice:
    """A mailbox of its own for each test, and sources that fetch from it."""
    return PostOffice(server, f"mailbox{next(_numbers)}")


@pytest.fixture
def proxy(server: Dovecot) -> Iterator[CuttingProxy]:
    """The way to the server, which can be cut."""
    way = CuttingProxy(server.port)
    with way.listening():
        yield way
