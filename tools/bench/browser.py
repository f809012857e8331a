"""A browser without a screen: one kept connection, cookies, and a signed-in agent."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlencode

from bench.service import HOST

TIMEOUT = 30
HTMX = {"HX-Request": "true"}
FORM = "application/x-www-form-urlencoded"
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class PageError(Exception):
    """A page could not be had."""


@dataclass(frozen=True)
class Answer:
    """What the server answered, and how long that took."""

    status: int
    headers: HTTPMessage
    body: bytes
    seconds: float


@dataclass
class Browser:
    """Sends requests one after the other over one connection."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The connection is made with the first request."""
        self._connection = HTTPConnection(HOST, self.port, timeout=TIMEOUT)

    def another(self) -> Browser:
        """A second browser of the same person."""
        return Browser(self.port, dict(self.cookies))

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        """Fetch a page."""
        return self._ask("GET", path, None, headers)

    def fetch(self, path: str, *, target: str = "") -> Answer:
        """Fetch a part of a page, as htmx does."""
        headers = HTMX | ({"HX-Target": target} if target else {})
        return self._ask("GET", path, None, headers)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form, as htmx does."""
        headers = HTMX | {"X-CSRFToken": self.cookies.get("csrftoken", ""), "Content-Type": FORM}
        return self._ask("POST", path, urlencode(fields).encode(), headers)

    def sign_in(self, email: str, password: str) -> None:
        """Sign in through the form."""
        page = self.get("/sign-in/")
        token = _TOKEN.search(page.body)
        if token is None:
            raise PageError("the sign-in page has no form")
        fields = {"csrfmiddlewaretoken": token[1].decode(), "login": email, "password": password}
        answer = self._ask(
            "POST", "/sign-in/", urlencode(fields).encode(), {"Content-Type": FORM}, expected=302
        )
        if "sessionid" not in self.cookies:
            raise PageError(f"signing in failed with {answer.status}")

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None,
        headers: dict[str, str],
        *,
        expected: int = 200,
    ) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        began = time.perf_counter()
        self._connection.request(method, path, body, headers | {"Cookie": cookie})
        response = self._connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - began
        self._keep(response.headers)
        if response.status != expected:
            raise PageError(f"{method} {path} answered {response.status}")
        return Answer(response.status, response.headers, content, seconds)

    def _keep(self, headers: HTTPMessage) -> None:
        for line in headers.get_all("Set-Cookie", []):
            name, _equals, value = line.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip()
