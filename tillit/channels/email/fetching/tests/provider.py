"""A provider of permissions on loopback, which answers as told."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tillit.channels.email.fetching.tests.dovecot import LOOPBACK, TOKEN_INFO
from tillit.testing.web_servers import QuietHandler, serving


class Provider:
    """Exchanges refresh tokens, and tells the mail server whose token it is shown."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.answers: list[tuple[int, Any]] = []
        self.asked: list[dict[str, str]] = []
        self.owners: dict[str, str] = {}

    @property
    def token_url(self) -> str:
        """Where tokens are exchanged."""
        return f"http://{LOOPBACK}:{self.port}/token"

    def gives(self, token: str, owner: str = "", **more: Any) -> None:
        """Answer the next exchange with a token of this owner."""
        if owner:
            self.owners[token] = owner
        self.answers.append((200, {"access_token": token, "expires_in": 3600, **more}))

    def refuses(self, status: int, answer: Any) -> None:
        """Answer the next exchange like this."""
        self.answers.append((status, answer))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Answer, until the block ends."""
        provider = self

        class Handler(QuietHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                form = parse_qs(self.rfile.read(length).decode())
                provider.asked.append({name: values[0] for name, values in form.items()})
                self._say(*provider.answers.pop(0))

            def do_GET(self) -> None:
                assert self.path.startswith(TOKEN_INFO)
                token = parse_qs(urlsplit(self.path).query)["access_token"][0]
                owner = provider.owners.get(token)
                self._say(200 if owner else 401, {"email": owner} if owner else {"error": "no"})

            def _say(self, status: int, answer: Any) -> None:
                body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body)

        with serving(Handler, port=self.port):
            yield
