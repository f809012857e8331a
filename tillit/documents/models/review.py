"""What came out when somebody looked again at what falls due for review."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.documents.models.document import Document
from tillit.people.models import Agent


class Outcome(models.TextChoices):
    """What a review decided."""

    KEPT = "kept", _("Kept as it is")
    CHANGED = "changed", _("Changed")
    DROPPED = "dropped", _("Dropped")


class Reviewed(models.Model):
    """One review: when it was due, when and by whom it was done, what came of it, and why."""

    due = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField()

    class Meta:
        abstract = True
        ordering = ["-done_at", "-id"]

    def __str__(self) -> str:
        return f"{self.outcome} on {self.done_at:%Y-%m-%d}"

    @property
    def day(self) -> date:
        """The day at home on which it was done."""
        return today_at_home(self.done_at)


class Review(Reviewed):
    """A review of a document."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="reviews")
