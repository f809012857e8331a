"""What somebody has begun to write."""

from django.db import models

from tillit.conversations.models.conversation import Conversation
from tillit.people.models import Agent


class KeptDraft(models.Model):
    """An agent's unsent words in a conversation; the last that were saved, from any machine.

    `html` is what the editor made of them, empty without it; `kept` are the files that wait to go
    along, as `KeptFile` names them.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="drafts")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    html = models.TextField(blank=True, default="")
    kept = models.JSONField(default=list, blank=True)
    note = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "conversation"], name="one_draft_of_each")
        ]

    def __str__(self) -> str:
        return f"#{self.conversation_id}"
