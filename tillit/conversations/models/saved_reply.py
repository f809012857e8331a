"""What is written once and said often."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may


class SavedReplyQuerySet(models.QuerySet["SavedReply"]):
    """Saved replies, by who may use or change them."""

    def in_use(self) -> SavedReplyQuerySet:
        """Those that nobody has put away."""
        return self.filter(put_away_at=None)

    def visible_to(self, agent: Agent) -> SavedReplyQuerySet:
        """Those of everybody and of the agent's teams."""
        return self.filter(models.Q(team=None) | models.Q(team__in=agent.team_ids))

    def managed_by(self, agent: Agent) -> SavedReplyQuerySet:
        """Those that an agent may change: what everybody uses belongs to administrators."""
        if may(agent, Verb.ADMINISTER):
            return self.all()
        if not may(agent, Verb.LOOK_AFTER):
            return self.none()
        return self.filter(team__in=agent.team_ids)


class SavedReply(models.Model):
    """An answer that is kept in several languages, for one team or for all.

    `standard` names the one that Tillit brought along; what is put away stays known by it, so that
    it does not come back by itself.
    """

    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.CASCADE, related_name="saved_replies"
    )
    shortcut = models.CharField(max_length=40, blank=True)
    standard = models.CharField(max_length=40, blank=True)
    put_away_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True
    )

    objects = SavedReplyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["standard"],
                condition=~models.Q(standard=""),
                name="one_reply_of_each_standard",
            )
        ]

    def __str__(self) -> str:
        return self.shortcut or f"#{self.pk}"


class SavedReplyText(models.Model):
    """A saved reply in one language."""

    reply = models.ForeignKey(SavedReply, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5, choices=LANGUAGES)
    name = models.CharField(max_length=120)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reply", "language"], name="one_text_in_a_language")
        ]

    def __str__(self) -> str:
        return self.name


class SavedReplyFile(models.Model):
    """A file that goes along with a saved reply; it is stored like every attachment."""

    reply = models.ForeignKey(SavedReply, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=250)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name
