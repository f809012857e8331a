"""Providers that pass whole mails on inside of JSON.

They are read here and not by anymail, which gives up at a mail that is not in UTF-8.
"""

import json

from anymail.webhooks.base import AnymailBaseWebhookView
from django.http import HttpRequest

from tillit.channels.email.hooks.arrivals import Arrival, decoded


def sparkpost(_view: AnymailBaseWebhookView, request: HttpRequest) -> list[Arrival]:
    """The mails of a relay webhook; an event with nothing in it asks whether we are there."""
    said = [event["msys"] for event in json.loads(request.body)]
    return [_relayed(event["relay_message"]) for event in said if event]


def _relayed(message: dict) -> Arrival:
    content = message["content"]
    raw = decoded(content["email_rfc822"], base64=bool(content.get("email_rfc822_is_base64")))
    return Arrival(raw, message.get("msg_from") or "", (message["rcpt_to"],))


def postal(_view: AnymailBaseWebhookView, request: HttpRequest) -> list[Arrival]:
    """The mail of a route that delivers raw messages."""
    said = json.loads(request.body)
    raw = decoded(said["message"], base64=said.get("base64") is True)
    return [Arrival(raw, said.get("mail_from") or "", (said["rcpt_to"],))]


def mailersend(_view: AnymailBaseWebhookView, request: HttpRequest) -> list[Arrival]:
    """The mail of an inbound route, for everybody whom it was delivered to."""
    said = json.loads(request.body)
    if said["type"] != "inbound.message":
        raise ValueError(f"it tells of {said['type']}, not of a mail")
    data = said["data"]
    recipients = tuple(one["email"] for one in data["recipients"]["rcptTo"])
    sender = data.get("sender") or {}
    return [Arrival(decoded(data["raw"], base64=False), sender.get("email") or "", recipients)]
