"""A mailbox elsewhere, a server that takes mail, and somebody who connects both."""

from collections.abc import Iterator

import pytest

from tillit.channels.email.fetching.tests.conftest import office, server
from tillit.channels.email.fetching.tests.post_office import PostOffice
from tillit.channels.email.setup.tests.connecting import Connector
from tillit.channels.email.tests.servers import Sink
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk, open_desk

__all__ = ["office", "server"]


@pytest.fixture
def served(transactional_db: None) -> Desk:
    """A team at work, in a database that other threads see."""
    return open_desk(with_standards=False)


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    """A server that takes mail, and its port."""
    taking = Sink()
    with taking.listening() as port:
        yield taking, port


@pytest.fixture
def liv(served: Desk, office: PostOffice, sink: tuple[Sink, int]) -> Connector:
    """Liv, who leads the desk, in front of its page."""
    browser = browser_of(served.liv)
    return Connector(browser, served.inbox, office, sink[1])
