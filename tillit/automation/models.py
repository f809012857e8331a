"""Rules, what became of them, and what routing knows of each colleague."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models import Conversation
from tillit.people.actor import Actor
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may

ACTOR = "rule"


class RuleQuerySet(models.QuerySet["Rule"]):
    """Rules, by who may change them."""

    def in_use(self) -> RuleQuerySet:
        """Those that nobody has put away, in their order."""
        return self.filter(put_away_at=None).order_by("position", "id")

    def managed_by(self, agent: Agent) -> RuleQuerySet:
        """A lead's are those of his or her teams; an administrator's are all."""
        if may(agent, Verb.ADMINISTER):
            return self.all()
        if may(agent, Verb.LOOK_AFTER):
            return self.filter(team__in=agent.team_ids)
        return self.none()


class Rule(models.Model):
    """When something happens, and these conditions hold, these steps are taken.

    `trigger` and the `do` of each step are keys of registries; `settings` are those of the trigger.
    `purpose` names a rule that every installation has, whose name is that of the registry until
    somebody gives it another. `since` is when it was switched on: what happened before sets nothing
    going. `looked_until` is how far a rule that goes by the clock has looked. With `stops`, later
    rules are not asked about what this one has dealt with.
    """

    name = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=40, blank=True)
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    position = models.PositiveIntegerField(default=0)
    trigger = models.CharField(max_length=40)
    settings: models.JSONField[Any, Any] = models.JSONField(default=dict)
    conditions: models.JSONField[Any, Any] = models.JSONField(default=dict)
    steps: models.JSONField[Any, Any] = models.JSONField(default=list)
    stops = models.BooleanField(default=False)
    active = models.BooleanField(default=False)
    since: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True
    )
    looked_until: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1)
    put_away_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True
    )

    objects = RuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose"], condition=~Q(purpose=""), name="one_rule_each_purpose"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.purpose

    @property
    def actor(self) -> Actor:
        """Who does what the rule does."""
        return Actor(ACTOR, str(self.pk))


class Outcome(models.TextChoices):
    """What came of a rule that was asked."""

    DONE = "done", _("Done")
    PASSED = "passed", _("The conditions did not hold")
    LOOP = "loop", _("Ended, since it would go round in a circle")
    PARKED = "parked", _("Could not be done")


class Firing(models.Model):
    """One rule about one cause: what it saw, and what it did.

    `saw` holds each condition with whether it was true, `did` each step with what came of it, as
    values and numbers. A cause is looked at once: `event:812`, `promise:7:2026-11-20T15:00:00`.
    """

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="firings")
    rule_version = models.PositiveIntegerField()
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="rule_firings"
    )
    cause = models.CharField(max_length=80)
    message = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.DONE)
    saw: models.JSONField[Any, Any] = models.JSONField(default=list)
    did: models.JSONField[Any, Any] = models.JSONField(default=list)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "cause"], name="one_firing_each")]
        indexes = [models.Index(fields=["rule", "outcome", "-id"], name="firing_rule")]

    def __str__(self) -> str:
        return f"{self.rule_id} on {self.conversation_id}: {self.outcome}"


class Workplace(models.Model):
    """What routing knows of a colleague: languages, skills, and how much at once.

    `most` is how many conversations that wait for us somebody may have at once, `most_by_channel`
    the same for single channels; `given_at` is when routing last gave one.
    """

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, related_name="workplace")
    languages: models.JSONField[Any, Any] = models.JSONField(default=list)
    skills: models.JSONField[Any, Any] = models.JSONField(default=list)
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    most_by_channel: models.JSONField[Any, Any] = models.JSONField(default=dict)
    given_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True
    )

    def __str__(self) -> str:
        return f"workplace of {self.agent_id}"


class Waiting(models.Model):
    """A conversation for which routing found nobody yet; it is tried again."""

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="waits_for_routing"
    )
    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="+")
    wish: models.JSONField[Any, Any] = models.JSONField(default=dict)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.conversation_id} waits for somebody"
