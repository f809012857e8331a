"""Who is at which place just now."""

from datetime import timedelta

from django.db import models

from tillit.people.models.agent import Agent

LASTS = timedelta(seconds=100)
"""How long somebody counts as present without a word; pages say so every minute."""


class Doing(models.TextChoices):
    """What somebody does at a place, the liveliest first."""

    TYPING = "typing"
    VIEWING = "viewing"
    IDLE = "idle"
    GONE = "gone"


class Presence(models.Model):
    """One open page of an agent at one place, such as `conversation.12`; a short-lived row.

    The place is a word of the app above that has places; nothing depends on these rows. `step`
    is the number of the last word that the page has said. Who has gone leaves a row behind, so
    that an earlier word which arrives later is known to be an earlier one.
    """

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=60)
    page = models.CharField(max_length=40, blank=True, default="")
    step = models.BigIntegerField(default=0)
    doing = models.CharField(max_length=10, choices=Doing)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "agent", "page"], name="one_presence_of_each_page"
            )
        ]
        indexes = [models.Index(fields=["seen_at"], name="presence_seen")]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.doing} {self.place}"
