"""What came of conversations, and how many came and went."""

from __future__ import annotations

from django.db import models

from tillit.conversations.models.conversation import Conversation
from tillit.people.models import Team


class Outcome(models.Model):
    """What a resolved conversation took, worked out from its messages and the journal.

    It holds for the `version` of the conversation for which it was worked out, and can be worked
    out again at any time. Durations are seconds, in opening hours and around the clock.
    """

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="outcome"
    )
    version = models.PositiveIntegerField()
    replies = models.PositiveIntegerField(help_text="of people, that arrived")
    reopens = models.PositiveIntegerField()
    thanks = models.PositiveIntegerField(help_text="reopens that were no more than a thank-you")
    transfers = models.PositiveIntegerField(help_text="moves to another team after we took it up")
    became_complaint = models.BooleanField()
    was_held = models.BooleanField(help_text="it waited for somebody else than the customer")
    first_resolution_business = models.PositiveBigIntegerField()
    first_resolution_calendar = models.PositiveBigIntegerField()
    full_resolution_business = models.PositiveBigIntegerField()
    full_resolution_calendar = models.PositiveBigIntegerField()
    requester_wait_business = models.PositiveBigIntegerField()
    requester_wait_calendar = models.PositiveBigIntegerField()
    agent_wait_business = models.PositiveBigIntegerField()
    agent_wait_calendar = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"outcome of {self.conversation_id}"

    @property
    def real_reopens(self) -> int:
        """How often more was still to be done."""
        return self.reopens - self.thanks


class FlowKind(models.TextChoices):
    """How a conversation comes among the open ones of a team, or leaves them."""

    CREATED = "created", "created"
    REOPENED = "reopened", "reopened"
    MOVED_IN = "moved_in", "moved in"
    SOLVED = "solved", "solved"
    MERGED = "merged", "merged"
    SPAM = "spam", "spam"
    MOVED_OUT = "moved_out", "moved out"


class Flow(models.Model):
    """How many conversations of a team came and went on a report day, counted as it happens."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=FlowKind)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "day", "kind"], name="one_flow_each")
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.day} {self.kind}: {self.count}"
