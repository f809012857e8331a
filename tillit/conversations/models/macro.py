"""Several things that are done to a conversation at once, under one name."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models.case import CaseType, Priority, Stage, Tag
from tillit.conversations.models.conversation import Conversation
from tillit.conversations.models.saved_reply import SavedReply
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may


class MacroStatus(models.TextChoices):
    """How a macro leaves a conversation."""

    UNCHANGED = "", _("Leave it as it is")
    OPEN = "open", _("Reopen")
    RESOLVED = "resolved", _("Resolve")
    NO_REPLY = "no_reply", _("Resolve, no reply needed")


class MacroSnooze(models.TextChoices):
    """Until when a macro puts a conversation off."""

    NONE = "", _("Do not snooze")
    REPLY = "reply", _("Until the customer writes")
    HOURS = "hours", _("For three hours")
    TOMORROW = "tomorrow", _("Until tomorrow morning")
    MONDAY = "monday", _("Until Monday morning")
    WEEK = "week", _("For a week")


class MacroAssignment(models.TextChoices):
    """To whom a macro gives a conversation."""

    UNCHANGED = "", _("Leave it as it is")
    ME = "me", _("Whoever uses it")
    NOBODY = "nobody", _("Nobody")
    AGENT = "agent", _("One colleague")


class MacroQuerySet(models.QuerySet["Macro"]):
    """Macros, by who may use or change them."""

    def in_use(self) -> MacroQuerySet:
        """Those that nobody has put away."""
        return self.filter(put_away_at=None)

    def visible_to(self, agent: Agent) -> MacroQuerySet:
        """The agent's own, those of the agent's teams, and those of everybody."""
        shared = Q(owner=None) & (Q(team=None) | Q(team__in=agent.team_ids))
        return self.filter(Q(owner=agent.pk) | shared)

    def managed_by(self, agent: Agent) -> MacroQuerySet:
        """Those that an agent may change: what everybody uses belongs to administrators."""
        if may(agent, Verb.ADMINISTER):
            return self.filter(Q(owner=agent.pk) | Q(owner=None))
        own = Q(owner=agent.pk)
        if may(agent, Verb.LOOK_AFTER):
            own |= Q(owner=None, team__in=agent.team_ids)
        return self.filter(own)


class Macro(models.Model):
    """What is done at once: said, written down, and changed; what is empty is left as it is.

    It belongs to its `owner` alone, to a `team`, or, with neither, to everybody. The reply is the
    text of its own, or that of a saved reply, and waits in the composer unless it `sends` it.
    """

    name = models.CharField(max_length=80)
    owner = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.CASCADE, related_name="macros"
    )
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.CASCADE, related_name="macros"
    )
    put_away_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True
    )
    reply = models.TextField(blank=True)
    saved_reply = models.ForeignKey(
        SavedReply, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sends = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    added_tags = models.ManyToManyField(Tag, blank=True, related_name="+")
    removed_tags = models.ManyToManyField(Tag, blank=True, related_name="+")
    case_type = models.CharField(max_length=10, choices=CaseType, blank=True, default="")
    stage = models.CharField(max_length=10, choices=Stage, blank=True, default="")
    priority = models.CharField(max_length=10, choices=Priority, blank=True, default="")
    assigns = models.CharField(max_length=10, choices=MacroAssignment, blank=True, default="")
    assignee = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    new_team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    status = models.CharField(max_length=10, choices=MacroStatus, blank=True, default="")
    snooze = models.CharField(max_length=10, choices=MacroSnooze, blank=True, default="")
    follows = models.BooleanField(default=False)

    objects = MacroQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def says_something(self) -> bool:
        """Whether there is a reply in it."""
        return bool(self.reply or self.saved_reply_id)


class MacroUse(models.Model):
    """One use of a macro, with all that it takes to undo it.

    `before` and `after` hold values and numbers. `words_before` (text, html, kept, note) stood in
    the composer when the macro put `words_after` there; both are forgotten at the next use.
    """

    macro = models.ForeignKey(Macro, on_delete=models.CASCADE, related_name="uses")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="macro_uses"
    )
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    submission = models.UUIDField(null=True, blank=True, unique=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    words_before = models.JSONField(default=dict, blank=True)
    words_after = models.TextField(blank=True)
    undone_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True
    )

    def __str__(self) -> str:
        return f"{self.macro_id} on {self.conversation_id}"
