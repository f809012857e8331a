"""The mails in a request of a provider: as they came, or put together again from their pieces."""

import hashlib
from base64 import b64decode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from anymail.inbound import AnymailInboundMessage
from anymail.signals import AnymailInboundEvent
from anymail.webhooks.base import AnymailBaseWebhookView
from django.http import HttpRequest


@dataclass(frozen=True)
class Arrival:
    """A mail, from whom, and whom it was delivered to."""

    raw: bytes
    sender: str
    recipients: tuple[str, ...]


Reader = Callable[[AnymailBaseWebhookView, HttpRequest], list[Arrival]]
"""Finds the mails in a request that has been checked."""
Recipients = Callable[[HttpRequest, dict[str, Any]], Iterable[str]]


def as_it_came(
    raw_of: Callable[[HttpRequest, dict[str, Any]], str],
    recipients_of: Recipients = lambda request, said: (),
) -> Reader:
    """As anymail reads it, with the mail itself where the provider hands it over.

    Mails that a provider takes apart are put together again, which is second best.
    """

    def read(view: AnymailBaseWebhookView, request: HttpRequest) -> list[Arrival]:
        arrivals = []
        for event in view.parse_events(request):
            said = event.esp_event if isinstance(event.esp_event, dict) else {}
            raw = raw_of(request, said).encode("utf-8", "surrogateescape")
            arrivals.append(_arrival(event, raw, tuple(recipients_of(request, said))))
        return arrivals

    return read


in_pieces = as_it_came(lambda request, said: "")
"""From a provider that never hands over the mail as it came."""


def _arrival(event: AnymailInboundEvent, raw: bytes, recipients: tuple[str, ...]) -> Arrival:
    message = event.message
    return Arrival(
        raw or put_together(message),
        message.envelope_sender or "",
        recipients or _recipients(message),
    )


def _recipients(message: AnymailInboundMessage) -> tuple[str, ...]:
    """Whom the provider names; else those in the headers."""
    if message.envelope_recipient:
        return tuple(one.strip() for one in message.envelope_recipient.split(","))
    return addressed_in(message)


def addressed_in(message: AnymailInboundMessage) -> tuple[str, ...]:
    """The addresses of To and Cc."""
    return tuple(one.addr_spec for one in (*message.to, *message.cc))


def put_together(message: AnymailInboundMessage) -> bytes:
    """A mail of pieces as bytes, the same each time, so that it is known again.

    By itself it would have other edges between its parts each time.
    """
    # It told how the whole was encoded; the parts say so themselves now.
    del message["Content-Transfer-Encoding"]
    parts = list(message.walk())
    digest = hashlib.sha256(str(message["Message-ID"]).encode("utf-8", "replace"))
    for part in parts:
        if not part.is_multipart():
            digest.update(part.as_bytes())
    for number, part in enumerate(parts):
        if part.get_content_maintype() == "multipart" and not part.get_boundary():
            part.set_boundary(f"{digest.hexdigest()[:40]}.{number}")
    return message.as_bytes()


def decoded(words: str, *, base64: bool) -> bytes:
    """The bytes that a provider hands over inside of JSON."""
    return b64decode(words) if base64 else words.encode("utf-8", "surrogateescape")
