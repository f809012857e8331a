"""A company's sign-in, scripted, on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tillit.testing.web_servers import QuietHandler, serving


@dataclass
class Provider:
    """What it says about whoever signs in, and what it was asked."""

    claims: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    address: str = ""
    refuses: bool = False

    def answer(self, path: str, body: str) -> tuple[int, dict[str, Any]]:
        """What it answers to one request."""
        if path.startswith("/.well-known/"):
            return 200, {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/keys",
            }
        if path == "/token":
            self.asked.append({key: values[0] for key, values in parse_qs(body).items()})
            if self.refuses:
                return 400, {"error": "invalid_grant"}
            return 200, {"access_token": "opens-userinfo", "token_type": "Bearer"}
        return 200, self.claims


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Let it listen on a port of its own."""
    provider = Provider()

    class Handler(QuietHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length).decode()
            status, told = provider.answer(urlsplit(self.path).path, body)
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            self.do_GET()

    with serving(Handler) as provider.address:
        yield provider
