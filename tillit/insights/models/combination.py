"""Figures of several filters at once."""

from __future__ import annotations

from django.db import models

from tillit.insights.models.summary_field import SummaryField


class Combination(models.Model):
    """What several slices together come to over some days, counted when somebody asks for it.

    Slices of slices are not kept, so the facts themselves are counted, a week at a time:
    `days_done` of them are in `summaries`, which has one summary for each basis. `key` names what
    is counted; `counted_at` is empty as long as it goes on.
    """

    key = models.CharField(max_length=64, unique=True)
    teams = models.JSONField()
    parts = models.JSONField()
    first = models.DateField()
    last = models.DateField()
    days_done = models.PositiveIntegerField(default=0)
    summaries = SummaryField(default=dict)
    asked_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["counted_at", "asked_at"], name="combination_next")]

    def __str__(self) -> str:
        return " · ".join(self.parts)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1
