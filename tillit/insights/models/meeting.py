"""What a team talks about when it meets, and what it decides."""

from __future__ import annotations

from django.db import models

from tillit.conversations.models import Conversation
from tillit.people.models import Agent, Team


class Meeting(models.Model):
    """A meeting that was held, and of which days it looked at the figures."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    held_on = models.DateField()
    first = models.DateField()
    last = models.DateField()
    closed_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField()

    class Meta:
        ordering = ("-held_on", "-id")

    def __str__(self) -> str:
        return f"meeting of team {self.team_id} on {self.held_on}"


class AgendaCase(models.Model):
    """A conversation to talk about; without a meeting it waits for the next one."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="cases"
    )
    why = models.CharField(max_length=200)
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["team", "conversation"],
                condition=models.Q(meeting=None),
                name="once_on_the_next_agenda",
            )
        ]

    def __str__(self) -> str:
        return f"conversation {self.conversation_id} for team {self.team_id}"


class Decision(models.Model):
    """What the team does from now on; without a meeting it belongs to the one being held."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="decisions"
    )
    words = models.CharField(max_length=300)
    owner = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    done_by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(fields=["team"], condition=models.Q(done_at=None), name="decision_open")
        ]

    def __str__(self) -> str:
        return f"decision {self.pk} of team {self.team_id}"
