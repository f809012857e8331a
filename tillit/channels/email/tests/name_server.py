"""A name server on loopback that says what a test has written for it, or nothing at all."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


@dataclass
class NameServer:
    """TXT records by name; `silent` ones are never answered."""

    records: dict[str, str] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    address: str = ""

    @contextmanager
    def listening(self) -> Iterator[str]:
        """Its address while it listens."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as here:
            here.bind(("127.0.0.1", 0))
            host, port = here.getsockname()
            self.address = f"{host}:{port}"
            thread = threading.Thread(target=self._answer, args=(here,), daemon=True)
            thread.start()
            try:
                yield self.address
            finally:
                here.sendto(b"", here.getsockname())
                thread.join(5)

    def _answer(self, here: socket.socket) -> None:
        while True:
            wire, peer = here.recvfrom(4096)
            if not wire:
                return
            reply = self._reply(wire)
            if reply is not None:
                here.sendto(reply, peer)

    def _reply(self, wire: bytes) -> bytes | None:
        query = dns.message.from_wire(wire)
        question = query.question[0]
        name = question.name.to_text().rstrip(".").lower()
        self.asked.append(name)
        if name in self.silent:
            return None
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        text = self.records.get(name)
        if text is None:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        else:
            pieces = " ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text) or 1, 200))
            reply.answer.append(dns.rrset.from_text(question.name, 60, "IN", "TXT", pieces))
        return reply.to_wire()
