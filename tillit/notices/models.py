"""Notices, and how each agent wants to have them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.people.models import Agent


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices in the words of the domain."""

    def visible_to(self, agent: Agent) -> NoticeQuerySet:
        """The agent's own, as far as they are wanted in the app."""
        return self.filter(agent=agent, in_app=True)

    def unread(self) -> NoticeQuerySet:
        """Those not looked at yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """Something that an agent is told; its words are made when it is shown, by who registered it.

    `subject` is what it is about, such as `conversation:12`; `actor` who did it. While it is unread
    the same happening again is counted, not told again.
    """

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=60)
    actor = models.CharField(max_length=60)
    event = models.BigIntegerField()
    count = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    in_app = models.BooleanField(default=True)
    in_digest = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["agent", "-at", "-id"], name="notice_newest"),
            models.Index(
                fields=["agent", "subject"],
                condition=models.Q(read_at=None),
                name="notice_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} for {self.agent_id}"


class Choice(models.Model):
    """How an agent wants to have one kind of notice."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    in_app = models.BooleanField(default=True)
    in_digest = models.BooleanField(default=False)
    in_push = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "kind"], name="one_choice_for_each_kind")
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.kind}"


class Rhythm(models.TextChoices):
    """How often notices are gathered in a mail."""

    HOURLY = "hourly", _("Every hour")
    DAILY = "daily", _("Every morning")


class Habit(models.Model):
    """When an agent wants to be told, and when not.

    From `quiet_from` until `quiet_until`, by the clock at home, nothing rings and no mail leaves.
    `digest_due_at` is when the next mail leaves, while one is to leave.
    """

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, related_name="+")
    rhythm = models.CharField(max_length=10, choices=Rhythm, default=Rhythm.DAILY)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    digest_due_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.agent_id} {self.rhythm}"


class PushDevice(models.Model):
    """A browser of an agent that shows notices while Tillit is not open.

    `endpoint` is where its maker takes them in; what is sent there is sealed with the two keys, so
    that only this browser can read it.
    """

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    endpoint = models.CharField(max_length=1000, unique=True)
    public_key = models.CharField(max_length=100)
    secret = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    icon = models.CharField(max_length=20)
    created_at = models.DateTimeField(default=clock.now)
    reached_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} of {self.agent_id}"


class PushIdentity(models.Model):
    """By which key the makers of browsers know this installation; there is one row."""

    public_key = models.CharField(max_length=100)
    sealed_key = models.TextField()

    def __str__(self) -> str:
        return self.public_key
