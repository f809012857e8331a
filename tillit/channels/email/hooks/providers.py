"""The providers that we know: how a request proves itself, and where the mail is in it."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from anymail.exceptions import AnymailNotSupportedWarning
from anymail.inbound import AnymailInboundMessage
from anymail.signals import AnymailInboundEvent
from anymail.webhooks.base import AnymailBaseWebhookView
from anymail.webhooks.mailgun import MailgunInboundWebhookView
from anymail.webhooks.postmark import PostmarkInboundWebhookView
from anymail.webhooks.sendgrid import SendGridInboundWebhookView
from django.http import HttpRequest


@dataclass(frozen=True)
class Arrival:
    """A mail, from whom, and whom it was delivered to."""

    raw: bytes
    sender: str
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class Provider:
    """One provider. `view` is anymail's, made with the secret; `raw_of` finds the mail as it came.

    Mails that a provider takes apart are put together again, which is second best.
    """

    view: Callable[[str], AnymailBaseWebhookView]
    raw_of: Callable[[HttpRequest], str]
    recipients_of: Callable[[HttpRequest], Iterable[str]] = lambda request: ()

    def check(self, request: HttpRequest, secret: str) -> None:
        """Whether the request is from the provider.

        Raises:
            AnymailWebhookValidationFailure: it is not.
        """
        self.view(secret).run_validators(request)

    def arrivals(self, request: HttpRequest, secret: str) -> list[Arrival]:
        """The mails in a request that has been checked."""
        events = self.view(secret).parse_events(request)
        return [self._arrival(request, event) for event in events]

    def _arrival(self, request: HttpRequest, event: AnymailInboundEvent) -> Arrival:
        message = event.message
        raw = self.raw_of(request).encode("utf-8", "surrogateescape") or message.as_bytes()
        recipients = tuple(self.recipients_of(request)) or _recipients(message)
        return Arrival(raw, message.envelope_sender or "", recipients)


def _recipients(message: AnymailInboundMessage) -> tuple[str, ...]:
    """Whom the provider names; else those in the headers."""
    if message.envelope_recipient:
        return tuple(one.strip() for one in message.envelope_recipient.split(","))
    return tuple(one.addr_spec for one in (*message.to, *message.cc))


def _sendgrid(secret: str) -> AnymailBaseWebhookView:
    with warnings.catch_warnings():
        # Anymail cannot try it against the provider any more; our tests try what we need of it.
        warnings.simplefilter("ignore", AnymailNotSupportedWarning)
        return SendGridInboundWebhookView(webhook_secret=secret)


def _sendgrid_recipients(request: HttpRequest) -> Iterable[str]:
    """Everybody whom the mail was delivered to; anymail names the first only."""
    envelope = json.loads(request.POST.get("envelope", "{}"))
    return [str(one) for one in envelope.get("to", [])]


PROVIDERS = {
    "mailgun": Provider(
        lambda secret: MailgunInboundWebhookView(webhook_signing_key=secret, webhook_secret=[]),
        lambda request: request.POST.get("body-mime", ""),
    ),
    "postmark": Provider(
        lambda secret: PostmarkInboundWebhookView(webhook_secret=secret),
        lambda request: json.loads(request.body).get("RawEmail", ""),
    ),
    "sendgrid": Provider(
        _sendgrid, lambda request: request.POST.get("email", ""), _sendgrid_recipients
    ),
}
