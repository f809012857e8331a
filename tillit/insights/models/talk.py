"""What a person and the lead have talked about, and what they agreed."""

from __future__ import annotations

from django.db import models

from tillit.people.models import Agent


class TalkQuerySet(models.QuerySet["Talk"]):
    """Notes of talks in the words of the domain."""

    def visible_to(self, agent: Agent) -> TalkQuerySet:
        """Those between the agent and somebody else; nobody reads another's."""
        return self.filter(models.Q(agent=agent) | models.Q(lead=agent))


class Talk(models.Model):
    """A note that a person and one lead share; `by` is which of the two has written it."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    lead = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    words = models.TextField()
    by = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects = TalkQuerySet.as_manager()

    class Meta:
        ordering = ("-day", "-id")

    def __str__(self) -> str:
        return f"talk {self.pk}"


class TalkStep(models.Model):
    """What one of the two does next, and by when."""

    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="steps")
    words = models.CharField(max_length=300)
    owner = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"step {self.pk} of talk {self.talk_id}"
