"""Telling another program: a signed POST, tried again until it is taken, and written down."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.automation.controls import Control, Settings
from tillit.automation.doing import Action, Scene, register
from tillit.automation.events import WebhookWanted
from tillit.automation.models import Firing
from tillit.conversations.models import Conversation
from tillit.journal import rows
from tillit.journal.models import Event, Lane
from tillit.journal.recording import emit
from tillit.journal.registry import Mode, on
from tillit.journal.worker import TryLater
from tillit.network import connected, numbers_of
from tillit.people.models import Agent
from tillit.people.policy import Verb, may

SECONDS = 10.0
_PORTS = {"http": 80, "https": 443}


def _want(scene: Scene) -> dict[str, Any]:
    conversation = scene.case.conversation
    fact = WebhookWanted(conversation.pk, conversation.team_id, scene.firing.pk, scene.place)
    emit(fact, by=scene.by, at=scene.case.at, carrying=conversation)
    return {"state": "waiting"}


def _for(agent: Agent) -> bool:
    """Whoever names an address lets this machine speak to it."""
    return may(agent, Verb.ADMINISTER)


def _told(said: Settings, what: dict[str, Any]) -> str:
    if "status" in what:
        return _("It answered with %(status)s.") % {"status": what["status"]}
    return _("It is called soon.")


register(
    Action(
        key="webhook",
        label=gettext_lazy("Call a webhook"),
        icon="webhook",
        act=_want,
        words=lambda said: _("call %(host)s") % {"host": urlsplit(said.get("url", "")).netloc},
        controls=(
            Control(
                "url",
                gettext_lazy("Address"),
                kind="url",
                hint=gettext_lazy(
                    "It gets a POST with the numbers of the conversation and of the rule as JSON."
                ),
            ),
            Control(
                "secret",
                gettext_lazy("Secret"),
                kind="text",
                optional=True,
                hint=gettext_lazy(
                    "The header Tillit-Signature is the HMAC-SHA256 of the body under this secret."
                ),
            ),
        ),
        is_for=_for,
        told=_told,
        order=80,
    )
)


@on(WebhookWanted, mode=Mode.OUTSIDE, lane=Lane.SLOW)
def call_webhook(fact: WebhookWanted, event: Event) -> Callable[[], None] | None:
    """Say it to the other program."""
    firing = Firing.objects.select_related("rule").filter(pk=fact.firing).first()
    if firing is None or fact.place >= len(firing.did):
        return None
    said = firing.did[fact.place]["said"]
    body = json.dumps(_told_of(firing), sort_keys=True).encode()
    status = _posted(said["url"], body, _headers(said, body, f"{firing.pk}-{fact.place}"))

    def remember() -> None:
        kept = Firing.objects.select_for_update().get(pk=firing.pk)
        kept.did[fact.place]["what"] = {"state": "called", "status": status}
        rows.update(kept, ("did",))

    return remember


def _told_of(firing: Firing) -> dict[str, Any]:
    """Numbers and states, no words of anybody."""
    conversation = rows.get(Conversation, firing.conversation_id)
    return {
        "rule": firing.rule_id,
        "trigger": firing.rule.trigger,
        "cause": firing.cause,
        "at": firing.at.isoformat(),
        "conversation": {
            "number": conversation.pk,
            "status": conversation.status,
            "priority": conversation.priority,
            "type": conversation.case_type,
            "team": conversation.team_id,
            "assignee": conversation.assignee_id,
        },
    }


def _headers(said: Settings, body: bytes, key: str) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "User-Agent": "Tillit", "Idempotency-Key": key}
    if secret := said.get("secret"):
        signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers["Tillit-Signature"] = f"sha256={signature}"
    return headers


def _posted(address: str, body: bytes, headers: dict[str, str]) -> int:
    """The status of the answer.

    Raises:
        TryLater: nobody took it.
    """
    place = urlsplit(address)
    host, port = place.hostname or "", place.port or _PORTS.get(place.scheme, 443)
    try:
        number = numbers_of(host, port)[0]
        connection = connected(place.scheme, host, number, port, timeout=SECONDS)
        try:
            path = (place.path or "/") + (f"?{place.query}" if place.query else "")
            connection.request("POST", path, body=body, headers=headers)
            status = connection.getresponse().status
        finally:
            connection.close()
    except (OSError, http.client.HTTPException) as problem:
        raise TryLater(f"{host}: {problem}") from problem
    if not 200 <= status < 300:
        raise TryLater(f"{host} answered with {status}")
    return status
