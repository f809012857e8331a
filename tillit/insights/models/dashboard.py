"""The figures that a person keeps together."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.people.models import Agent


class Look(models.TextChoices):
    """How a measure is shown."""

    CARD = "card", _("Card")
    CHART = "chart", _("Chart by the week")


class DashboardCard(models.Model):
    """One measure on a person's dashboard; `query` holds the days, team and filter it is about.

    Without a title it has that of the measure.
    """

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    measure = models.CharField(max_length=40)
    look = models.CharField(max_length=5, choices=Look)
    query = models.CharField(max_length=700)
    title = models.CharField(max_length=80, blank=True)
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("place", "id")
        indexes = [models.Index(fields=["agent", "place"], name="dashboard_card_place")]

    def __str__(self) -> str:
        return f"{self.measure} on the dashboard of {self.agent_id}"
