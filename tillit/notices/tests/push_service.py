"""What the maker of a browser runs, and a browser that can read what comes: on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tillit.notices.pushing.devices import Subscription
from tillit.notices.pushing.encoding import words_of
from tillit.notices.pushing.sealing import point_of
from tillit.testing.web_servers import QuietHandler, serving


@dataclass(frozen=True)
class Arrived:
    """One push as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class PushService:
    """Takes pushes in and answers as it is told to."""

    address: str = ""
    answers: list[int] = field(default_factory=list)
    arrived: list[Arrived] = field(default_factory=list)


@contextmanager
def push_service() -> Iterator[PushService]:
    """A service that runs until the end of the test."""
    service = PushService()

    class Handler(QuietHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.arrived.append(Arrived(self.path, dict(self.headers), body))
            self.send_response(service.answers.pop(0) if service.answers else 201)
            self.send_header("Content-Length", "0")
            self.end_headers()

    with serving(Handler) as service.address:
        yield service


class Device:
    """A browser with keys of its own."""

    def __init__(self, service: PushService, name: str = "one") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._secret = name.ljust(16, ".").encode()[:16]
        self.subscription = Subscription(
            endpoint=f"{service.address}/{name}",
            public_key=words_of(point_of(self._key)),
            secret=words_of(self._secret),
        )

    def reads(self, body: bytes) -> dict[str, str]:
        """What a push says to this browser."""
        salt, size = body[:16], body[20]
        sender, content = body[21 : 21 + size], body[21 + size :]
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        info = b"WebPush: info\0" + point_of(self._key) + sender
        key = _derived(self._key.exchange(ec.ECDH(), theirs), self._secret, info, 32)
        content_key = _derived(key, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derived(key, salt, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(content_key).decrypt(nonce, content, None)
        assert plain.endswith(b"\x02")
        told: dict[str, str] = json.loads(plain[:-1])
        return told


def _derived(key: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(key)
