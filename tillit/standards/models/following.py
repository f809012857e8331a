"""Running promises that follow a new version on purpose, and how far that has come."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from tillit.people.models import Agent
from tillit.standards.models.standard import StandardVersion


class Following(models.Model):
    """Somebody lets what runs by older versions follow this one, where it is due earlier by it.

    `reach` is the last promise that was looked at: the next piece begins after it. `whole`: how
    many there were to look at when it began; `moved`: those that follow.
    """

    version = models.ForeignKey(StandardVersion, on_delete=models.CASCADE, related_name="+")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    whole = models.PositiveIntegerField()
    looked = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    reach = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField()
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=models.Q(ended_at=None),
                name="one_following_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.looked} of {self.whole} looked at"
