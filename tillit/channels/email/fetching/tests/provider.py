"""A provider of permissions on loopback, which answers as told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tillit.channels.email.fetching.tests.dovecot import LOOPBACK, TOKEN_INFO


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

        class Handler(BaseHTTPRequestHandler):
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

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer((LOOPBACK, self.port), Handler)
        thread = threading.Thread(target=server.serve_forever, args=[0.02])
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
