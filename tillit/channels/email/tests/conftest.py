"""Fixtures for mails whose senders have to be proven, and browsers to look at mails."""

from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from pytest_django import Settings

from tillit.channels.email.tests.colleagues import tell
from tillit.channels.email.tests.name_server import NameServer
from tillit.channels.email.tests.signing import record
from tillit.testing.cast import Desk


@pytest.fixture
def names(settings: Settings) -> Iterator[NameServer]:
    """The name system knows the keys of the desk and of a stranger."""
    keys = {f"mail._domainkey.{one}": record(one) for one in ("desk.example", "evil.example")}
    server = NameServer(keys)
    with server.listening() as address:
        settings.TILLIT_DNS = address
        yield server


@pytest.fixture
def told(desk: Desk) -> EmailMessage:
    """Grace has written twice; Ada has the conversation, and was mailed the second message."""
    return tell(desk, desk.ada)
