"""Who has read what."""

from __future__ import annotations

from django.db import models

from tillit import clock
from tillit.documents.models.document import DocumentVersion
from tillit.people.models import Agent


class Reading(models.Model):
    """An agent says to have read a version."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="readings")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "agent"], name="one_reading_for_each")
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} has read {self.version_id}"
