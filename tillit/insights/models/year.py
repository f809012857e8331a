"""The measurement calendar: what is measured when, by whom, and what came of it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.measures import methods
from tillit.measures.methods import ALL_THE_TIME, Frequency, ReadyMade, Rhythm
from tillit.people.models import Agent, Team


class MethodQuerySet(models.QuerySet["Method"]):
    """Methods in the words of the domain."""

    def visible_to(self, agent: Agent) -> MethodQuerySet:
        """Those of everybody and of the agent's teams."""
        return self.filter(models.Q(team=None) | models.Q(team__in=agent.team_ids))

    def running(self) -> MethodQuerySet:
        """Those that were not put away."""
        return self.filter(put_away_at=None)


class Told(models.IntegerChoices):
    """How far the telling of one due day has come."""

    NOTHING = 0
    SOON = 1
    DUE = 2
    LATE = 3


class Method(models.Model):
    """One way to measure, or one other thing that belongs into the year; `team` None: everybody's.

    `key` names the ready-made one that it was laid out from. Title and purpose stay empty as long
    as they are those of that one, so each reader finds them in his or her language.
    `anchor` is the day from which all others are counted, `due_on` the next one of them; what runs
    by itself has one too: the day to see whether it still does.
    `told` says what was told of the day `told_for`.
    """

    key = models.CharField(max_length=40, blank=True, default="")
    title = models.CharField(max_length=120, blank=True, default="")
    purpose = models.TextField(blank=True, default="")
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    every = models.PositiveSmallIntegerField(default=1)
    owner = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    anchor = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    told = models.PositiveSmallIntegerField(choices=Told, default=Told.NOTHING)
    told_for = models.DateField(null=True, blank=True)
    put_away_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=clock.now)

    objects = MethodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=~models.Q(key=""), name="laid_out_once"
            )
        ]
        indexes = [models.Index(fields=["due_on"], name="method_due")]

    def __str__(self) -> str:
        return self.title or self.key

    @property
    def ready_made(self) -> ReadyMade | None:
        """The one that it was laid out from."""
        return methods.named(self.key) if self.key else None

    @property
    def name(self) -> str:
        """What it is called, as the reader reads it."""
        known = self.ready_made
        return self.title or (str(known.title) if known else self.key)

    @property
    def meaning(self) -> str:
        """What it is for, as the reader reads it."""
        known = self.ready_made
        return self.purpose or (str(known.purpose) if known else "")

    @property
    def frequency(self) -> Frequency:
        """How often it is done."""
        return Frequency(Rhythm(self.rhythm), self.every)

    @property
    def runs_by_itself(self) -> bool:
        """Whether only its yearly look has a day."""
        return self.rhythm in ALL_THE_TIME

    def was_told(self, stage: Told) -> bool:
        """Whether this much was told of the day on which it is due now."""
        return self.told_for == self.due_on and self.told >= stage


class Outcome(models.TextChoices):
    """What became of an occasion."""

    DONE = "done", _("Done")
    SKIPPED = "skipped", _("Skipped")


class Occasion(models.Model):
    """One time that a method was done, or left out: when it was due, by whom, and what came of it.

    `words` are the result, or the reason; `link` leads to what shows it.
    """

    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="occasions")
    due_on = models.DateField()
    day: models.DateField[date, date] = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    words = models.TextField()
    link = models.URLField(max_length=500, blank=True, default="")
    by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-day", "-id"]
        indexes = [models.Index(fields=["day"], name="occasion_day")]

    def __str__(self) -> str:
        return f"{self.outcome} on {self.day}"


class Subscription(models.Model):
    """The secret part of the address under which an agent's own calendar reads the year."""

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"calendar of agent {self.agent_id}"
