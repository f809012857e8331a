"""Screens on walls: what they show, and the secret that opens them."""

from __future__ import annotations

from django.db import models

from tillit import clock
from tillit.people.models import Agent, Team


class Screen(models.Model):
    """What a screen without a seat of its own shows, under a secret address.

    It shows what `made_by` may see, and nothing once that person has left or it was withdrawn;
    `team` None: all of his or her teams. `tiles` names figures of now and measures, in order;
    `days` is how far back measures look.
    """

    title = models.CharField(max_length=80)
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    tiles = models.JSONField()
    days = models.PositiveSmallIntegerField()
    token = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("title", "id")

    def __str__(self) -> str:
        return f"screen {self.title}"
