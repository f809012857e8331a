"""What arrived, exactly as it arrived."""

from __future__ import annotations

import zlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models.inbox import Inbox
from tillit.conversations.models.message import Message
from tillit.journal import rows
from tillit.people.models import Agent


class ParcelState(models.TextChoices):
    """Where a parcel is; it is in exactly one of these, and they add up to what was received."""

    WAITING = "waiting", _("Waiting to be read")
    CONVERSATION = "conversation", _("New conversation")
    REPLY = "reply", _("Reply")
    AUTO_REPLY = "auto_reply", _("Automatic reply")
    BOUNCE = "bounce", _("Bounce")
    LOOP = "loop", _("Our own, come back")
    TRIAL = "trial", _("Test mail")
    DUPLICATE = "duplicate", _("Duplicate")
    HELD = "held", _("Held")
    DELETED = "deleted", _("Deleted by a person")
    BLOCKED = "blocked", _("From a blocked sender")


class ParcelQuerySet(models.QuerySet["Parcel"]):
    """Parcels in the words of the domain."""

    def visible_to(self, agent: Agent) -> ParcelQuerySet:
        """Those that came to inboxes of the agent's teams."""
        return self.filter(inbox__team_id__in=agent.team_ids)

    def held(self) -> ParcelQuerySet:
        """Those that a person has to look at."""
        return self.filter(state=ParcelState.HELD).order_by("-received_at", "-id")


def held_for(agent: Agent) -> int:
    """How many parcels wait for a person who may see them: what every page of an agent asks."""
    teams = rows.marks(agent.team_ids)
    inboxes = f"SELECT id FROM conversations_inbox WHERE team_id IN ({teams})"  # noqa: S608
    waiting = f"state = %s AND inbox_id IN ({inboxes})"
    return rows.count(Parcel, waiting, [ParcelState.HELD.value, *agent.team_ids])


class Parcel(models.Model):
    """The raw arrival, stored before anything is parsed, and only then acknowledged.

    `key` tells the same arrival again: the second one is kept as a duplicate without its bytes.
    `quiet` is history that was brought in: nothing is promised, acknowledged or asked.
    """

    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=20)
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="parcels")
    received_at = models.DateTimeField()
    sender = models.CharField(max_length=320, blank=True)
    size = models.PositiveIntegerField()
    packed = models.BinaryField()
    quiet = models.BooleanField(default=False)
    state = models.CharField(max_length=15, choices=ParcelState, default=ParcelState.WAITING)
    cause = models.TextField(blank=True)
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="parcels"
    )

    objects = ParcelQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "-received_at"], name="parcel_state")]

    def __str__(self) -> str:
        return f"parcel {self.pk} ({self.state})"

    @property
    def raw(self) -> bytes:
        """The bytes as they arrived."""
        return zlib.decompress(self.packed)
