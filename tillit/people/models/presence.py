"""Who is at which place just now."""

from datetime import timedelta

from django.db import models

from tillit import clock
from tillit.people.models.agent import Agent

LASTS = timedelta(seconds=100)
"""How long somebody counts as present without a word; pages say so every minute."""


class Doing(models.TextChoices):
    """What somebody does at a place."""

    VIEWING = "viewing"
    TYPING = "typing"
    IDLE = "idle"


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Presences that still hold."""

    def at(self, place: str) -> "PresenceQuerySet":
        """Those at a place who have been heard of lately."""
        return self.filter(place=place, seen_at__gt=clock.now() - LASTS)


class Presence(models.Model):
    """One agent at one place, such as `conversation.12`; a short-lived row.

    The place is a word of the app above that has places; nothing depends on these rows.
    """

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=60)
    doing = models.CharField(max_length=10, choices=Doing)
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "agent"], name="one_presence_at_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.doing} {self.place}"
