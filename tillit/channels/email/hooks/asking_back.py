"""Providers that only tell that a mail has come: the mail itself is asked for, with a key."""

import json
import time
from collections.abc import Mapping
from email.utils import parseaddr
from typing import Any
from urllib.parse import quote

import requests
from anymail.inbound import AnymailInboundMessage
from anymail.webhooks.base import AnymailBaseWebhookView
from anymail.webhooks.brevo import BrevoInboundWebhookView
from django.http import HttpRequest

from tillit.channels.email.hooks.arrivals import Arrival, addressed_in
from tillit.channels.email.intake import LARGEST_MAIL

PATIENCE = (5.0, 10.0)
"""Seconds for a connection to begin, and for each wait on it."""
ALTOGETHER = 25.0
"""Seconds for one answer: a provider itself waits for ours no longer than about half a minute."""
_PIECE = 64 * 1024
_TRIED_OUT = {None, 1}
"""Inboxes that Mailtrap names when somebody presses "test" there."""


class TooMuch(Exception):
    """An answer that is larger, or takes longer, than any mail may."""


def resend(view: AnymailBaseWebhookView, request: HttpRequest) -> list[Arrival]:
    """Resend names the mail, and gives an address for it when it is asked."""
    said = json.loads(request.body)
    if said["type"] != "email.received":
        raise ValueError(f"it tells of {said['type']}, not of a mail that came")
    data = said["data"]
    key = {"Authorization": f"Bearer {view.api_key}"}
    email = f"{view.api_url}emails/receiving/{quote(str(data['email_id']), safe='')}"
    raw, _head = _had(_told(email, key)["raw"]["download_url"])
    named = [one for kind in ("received_for", "to", "cc", "bcc") for one in data.get(kind) or ()]
    return [Arrival(raw, "", tuple(parseaddr(str(one))[1] for one in named))]


def mailtrap(view: AnymailBaseWebhookView, request: HttpRequest) -> list[Arrival]:
    """Mailtrap tells of several at once, and never to whom they were delivered."""
    events = [event for event in json.loads(request.body)["events"] if event]
    return [_in_mailtrap(view, one) for one in events if one.get("inbox_id") not in _TRIED_OUT]


def _in_mailtrap(view: AnymailBaseWebhookView, event: dict[str, Any]) -> Arrival:
    if not event["event"].startswith("inbound"):
        raise ValueError(f"it tells of {event['event']}, not of a mail that came")
    inbox, message = (quote(str(event[name]), safe="") for name in ("inbox_id", "message_id"))
    key = {"Authorization": f"Bearer {view.api_token}"}
    told = _told(f"{view.api_url}inbound/inboxes/{inbox}/messages/{message}", key)
    raw, _head = _had(told["raw_message_url"])
    return Arrival(raw, "", addressed_in(AnymailInboundMessage.parse_raw_mime_bytes(raw)))


class Brevo(BrevoInboundWebhookView):
    """Anymail's, which would wait for an attachment as long as it takes."""

    def _fetch_attachment(self, attachment: dict[str, Any]) -> AnymailInboundMessage:
        token = quote(attachment["DownloadToken"], safe="")
        content, head = _had(
            f"{self.api_url}inbound/attachments/{token}", {"api-key": str(self.api_key)}
        )
        return AnymailInboundMessage.construct_attachment(
            content_type=head.get("Content-Type") or attachment["ContentType"],
            content=content,
            filename=attachment.get("Name"),
            content_id=attachment.get("ContentID"),
        )


def _told(url: str, key: dict[str, str]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(_had(url, key)[0])
    return answer


def _had(url: str, key: dict[str, str] | None = None) -> tuple[bytes, Mapping[str, str]]:
    """What is at an address, and its headers; a key is shown there and nowhere else."""
    ends, content = time.monotonic() + ALTOGETHER, bytearray()
    elsewhere_too = key is None
    with requests.get(
        url, headers=key, timeout=PATIENCE, stream=True, allow_redirects=elsewhere_too
    ) as answer:
        answer.raise_for_status()
        if answer.is_redirect:
            raise ValueError("it leads elsewhere")
        for piece in answer.iter_content(_PIECE):
            content += piece
            if len(content) > LARGEST_MAIL or time.monotonic() > ends:
                raise TooMuch(f"{len(content)} bytes so far")
    return bytes(content), answer.headers
