"""One thing that is done to many conversations, and how far it has come with each."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from tillit.conversations.models.conversation import Conversation
from tillit.people.models import Agent


class BulkState(models.TextChoices):
    """How far a job has come."""

    RUNNING = "running", "running"
    STOPPED = "stopped", "stopped"
    DONE = "done", "done"


class StepState(models.TextChoices):
    """What came of it for one conversation; `SAME` needed nothing, `KEPT` was not taken back."""

    WAITING = "waiting", "waiting"
    DONE = "done", "done"
    SAME = "same", "same"
    REFUSED = "refused", "refused"
    UNDONE = "undone", "undone"
    KEPT = "kept", "kept"


class BulkJob(models.Model):
    """What an agent does to many conversations at once; with `undoing` it is being taken back."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    act = models.CharField(max_length=20)
    value = models.JSONField()
    state = models.CharField(max_length=10, choices=BulkState, default=BulkState.RUNNING)
    undoing = models.BooleanField(default=False)
    at = models.DateTimeField()
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True
    )

    class Meta:
        indexes = [models.Index(fields=["agent", "at"], name="bulk_job_agent")]

    def __str__(self) -> str:
        return f"{self.act} #{self.pk}"


class BulkStep(models.Model):
    """One conversation of a job: what came of it, what was there `before`, and why not."""

    job = models.ForeignKey(BulkJob, on_delete=models.CASCADE, related_name="steps", db_index=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=StepState, default=StepState.WAITING)
    before = models.JSONField(null=True, blank=True)
    why = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "conversation"], name="one_step_of_each")
        ]
        indexes = [models.Index(fields=["job", "state", "id"], name="bulk_step_state")]

    def __str__(self) -> str:
        return f"#{self.conversation_id}: {self.state}"
