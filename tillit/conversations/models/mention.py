"""Who was called by name."""

from django.db import models

from tillit.conversations.models.message import Message
from tillit.people.models import Agent


class Mention(models.Model):
    """A colleague whom a note calls."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentioned")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "message"], name="one_mention_of_each")
        ]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.agent_id}"
