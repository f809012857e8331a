"""The browsers that an agent wants to be told on."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tillit.notices.kinds import every
from tillit.notices.models import Choice, PushDevice
from tillit.notices.pushing.encoding import bytes_of
from tillit.notices.pushing.places import Refused, checked
from tillit.people.devices import icon_of, name_of
from tillit.people.models import Agent

MOST = 20
"""More than anybody uses; the oldest makes room."""


@dataclass(frozen=True)
class Subscription:
    """What a browser gives so that it can be reached."""

    endpoint: str
    public_key: str
    secret: str

    @property
    def holds(self) -> bool:
        """Whether it can be what a browser gave."""
        try:
            checked(self.endpoint)
            point, secret = bytes_of(self.public_key), bytes_of(self.secret)
        except (Refused, ValueError):
            return False
        return len(point) == 65 and point[0] == 4 and len(secret) == 16


@transaction.atomic
def add(*, agent: Agent, given: Subscription, user_agent: str) -> PushDevice:
    """Tell the agent on this browser from now on, and nobody else: one person uses it at a time.

    With the first one all kinds of notices are chosen for it; each can be left out again.
    """
    first = not PushDevice.objects.filter(agent=agent).exists()
    device, _created = PushDevice.objects.update_or_create(
        endpoint=given.endpoint,
        defaults={
            "agent": agent,
            "public_key": given.public_key,
            "secret": given.secret,
            "name": name_of(user_agent)[:80],
            "icon": icon_of(user_agent),
        },
    )
    if first and not Choice.objects.filter(agent=agent, in_push=True).exists():
        for kind in every():
            Choice.objects.update_or_create(agent=agent, kind=kind.key, defaults={"in_push": True})
    newest = of(agent)[:MOST]
    PushDevice.objects.filter(agent=agent).exclude(pk__in=[one.pk for one in newest]).delete()
    return device


@transaction.atomic
def forget(*, agent: Agent, number: int) -> bool:
    """Tell the agent there no longer; False when it is not the agent's."""
    return bool(PushDevice.objects.filter(agent=agent, pk=number).delete()[0])


def of(agent: Agent) -> list[PushDevice]:
    """An agent's own, newest first."""
    return list(PushDevice.objects.filter(agent=agent).order_by("-created_at", "-pk"))
