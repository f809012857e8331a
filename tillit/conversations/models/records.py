"""What is kept beside a conversation: answers, ties to others, and how a problem was solved."""

from __future__ import annotations

from django.db import models

from tillit.conversations.models.case import CustomField
from tillit.conversations.models.conversation import Conversation
from tillit.people.models import Agent


class FieldValue(models.Model):
    """What a field of one's own says about one conversation, written as ISO writes it."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="field_values"
    )
    field = models.ForeignKey(CustomField, on_delete=models.CASCADE, related_name="+")
    value = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "field"], name="one_value_of_a_field")
        ]

    def __str__(self) -> str:
        return f"{self.field_id} of {self.conversation_id}"


class Link(models.Model):
    """Two conversations that have to do with each other; the lower number stands first."""

    first = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="linked_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="link_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.first_id} and #{self.second_id}"


class Merge(models.Model):
    """One conversation that went into another, with all that it takes to undo it.

    `messages` are the numbers of those that moved. The fields of both rows `before`, and those of
    the target `after`: what has changed since is left as it is.
    """

    source = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="absorptions")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    messages = models.JSONField()
    source_before = models.JSONField()
    target_before = models.JSONField()
    target_after = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(undone_at=None),
                name="in_one_conversation_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.source_id} in #{self.target_id}"


class ProblemVersion(models.Model):
    """How a problem was solved, as it was written down at one time; the newest one counts."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="problem_versions"
    )
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    agent = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    problem = models.TextField(blank=True)
    options = models.TextField(blank=True)
    solution = models.TextField(blank=True)
    result = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="one_problem_version_of_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.conversation_id}"
