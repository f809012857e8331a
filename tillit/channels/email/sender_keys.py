"""Asking the name system about the domains of senders: quickly, or not at all."""

import time

from django.conf import settings
from dns.exception import DNSException
from dns.resolver import Resolver

PATIENCE = 3.0
"""Seconds for one answer."""
ALTOGETHER = 10.0
"""Seconds for all the questions about one mail."""


class Questions:
    """The questions about one mail, which share their time."""

    def __init__(self) -> None:
        self._ends_at = time.monotonic() + ALTOGETHER

    def text_of(self, name: str) -> bytes:
        """The TXT record of a name; empty when there is none, or no time to ask."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            return b""
        try:
            answer = _resolver().resolve(
                f"{name.rstrip('.')}.", "TXT", lifetime=min(PATIENCE, left), search=False
            )
        except (DNSException, OSError, ValueError):
            return b""
        records: list[bytes] = [b"".join(record.strings) for record in answer]
        return records[0] if len(records) == 1 else b""

    def key(self, name: bytes | str, timeout: float = PATIENCE) -> bytes:
        """The same, as the reader of signatures asks for it."""
        return self.text_of(name.decode("ascii", "replace") if isinstance(name, bytes) else name)


def _resolver() -> Resolver:
    """The server that TILLIT_DNS names, else those of the system."""
    address = settings.TILLIT_DNS
    if not address:
        return Resolver()
    resolver = Resolver(configure=False)
    host, _, port = address.rpartition(":") if address.count(":") == 1 else (address, "", "")
    resolver.nameservers = [host.strip("[]")]
    resolver.port = int(port or 53)
    return resolver
