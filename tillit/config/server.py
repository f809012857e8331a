"""What the web server runs: live streams in the event loop, pages in a few threads.

Pages through WSGI cost a fraction of what they cost through ASGI, and a live stream costs no
thread, so one small dispatcher serves both on one port.
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from tempfile import SpooledTemporaryFile
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.auth import get_user
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.http import HttpRequest, parse_cookie
from granian.rsgi import HTTPProtocol, ProtocolClosed, Scope

from tillit.config import bridge
from tillit.config.durability import commits_wait_for_the_disk
from tillit.journal import live

logger = logging.getLogger(__name__)

LIVE_PATH = "/live/"
PAGE_THREADS = 2
"""More threads in one process make pages slower: they wait for each other. Add processes."""
MOST_BYTES_IN_MEMORY = 1024 * 1024
RECHECK_SECONDS = 60.0
STREAM_HEADERS = [
    ("content-type", "text/event-stream"),
    ("cache-control", "no-store"),
    ("x-accel-buffering", "no"),
]


class Application:
    """The RSGI application of one web process."""

    def __init__(self) -> None:
        """Load Django; what belongs to one process alone waits for the fork."""
        self._wsgi = get_wsgi_application()
        commits_wait_for_the_disk()

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin, in the process that will serve."""
        self._loop = loop
        self._pages = ThreadPoolExecutor(PAGE_THREADS, "page")
        self._checks = ThreadPoolExecutor(1, "permission")
        self._hub = live.Hub(loop)
        self._hub.start()

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Stop, when the last request is over."""
        self._hub.close()
        self._pages.shutdown(wait=False, cancel_futures=True)
        self._checks.shutdown(wait=False, cancel_futures=True)

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request; whatever goes wrong is a logged 500."""
        try:
            await (self._live if scope.path == LIVE_PATH else self._page)(scope, protocol)
        except ProtocolClosed:
            logger.debug("the client of %s has gone", scope.path)
        except Exception:
            logger.exception("%s %s could not be answered", scope.method, scope.path)
            protocol.response_empty(500, [])

    async def _page(self, scope: Scope, protocol: HTTPProtocol) -> None:
        with SpooledTemporaryFile(MOST_BYTES_IN_MEMORY) as body:
            try:
                size = await bridge.receive(scope, protocol, body, most=settings.TILLIT_MAX_UPLOAD)
            except bridge.TooLargeError:
                bridge.refuse(scope, protocol)
            except bridge.IncompleteError:
                protocol.response_empty(408, [])
            else:
                answer = bridge.Answer(protocol, self._loop)
                environ = bridge.environ_of(scope, body, size)
                await self._loop.run_in_executor(self._pages, answer.give, self._wsgi, environ)

    async def _live(self, scope: Scope, protocol: HTTPProtocol) -> None:
        if scope.method != "GET":
            protocol.response_empty(405, [("allow", "GET")])
            return
        headers, topics = bridge.request_headers(scope), topics_of(scope.query_string)
        may_go_on = Permission(headers.get("HTTP_COOKIE", ""), topics)
        if await self._loop.run_in_executor(self._checks, may_go_on):
            await self._stream(topics, may_go_on, protocol)
        else:
            protocol.response_empty(404, [])

    async def _stream(
        self, topics: frozenset[str], may_go_on: "Permission", protocol: HTTPProtocol
    ) -> None:
        stream = self._hub.join(topics)
        try:
            transport = protocol.response_stream(200, STREAM_HEADERS)
            await transport.send_str(live.OPENING)
            checked_at = self._loop.time()
            while message := await stream.next_message():
                if self._loop.time() - checked_at > RECHECK_SECONDS:
                    if not await self._loop.run_in_executor(self._checks, may_go_on):
                        break
                    checked_at = self._loop.time()
                await transport.send_str(message)
        finally:
            self._hub.leave(stream)


class Permission:
    """Whether whoever holds this cookie may listen to these topics; asked in a thread."""

    def __init__(self, cookie: str, topics: frozenset[str]) -> None:
        """Keep what each asking needs."""
        self._cookie = cookie
        self._topics = topics

    def __call__(self) -> bool:
        """Look up the session, its user and what the user may hear, as they are now."""
        close_old_connections()
        try:
            return live.permitted(get_user(self._request()), self._topics)
        finally:
            close_old_connections()

    def _request(self) -> HttpRequest:
        request = HttpRequest()
        request.COOKIES = parse_cookie(self._cookie)
        engine = import_module(settings.SESSION_ENGINE).SessionStore
        # A stream cannot set a cookie, so it must not end a session or give it another key.
        untouched = {"cycle_key": lambda self: None, "flush": lambda self: None}
        # Sessions are signed with the name of their class.
        session = type(engine.__qualname__, (engine,), untouched)
        request.session = session(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
        return request


def topics_of(query: str) -> frozenset[str]:
    """Return the topics that a stream asks for; none when there are too many."""
    try:
        return frozenset(parse_qs(query, max_num_fields=live.MOST_TOPICS).get("topic", []))
    except ValueError:
        return frozenset()


application = Application()
