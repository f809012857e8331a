"""Where a team or a person wants to be, and whether a month got there."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.insights.people.scope import people_led
from tillit.people.models import Agent, Team


class Standing(models.TextChoices):
    """How a figure stands to a target."""

    REACHED = "reached", _("reached")
    MISSED = "missed", _("not reached")
    TOO_FEW = "too few", _("too few cases to say")


class TargetQuerySet(models.QuerySet["Target"]):
    """Targets in the words of the domain."""

    def visible_to(self, agent: Agent) -> TargetQuerySet:
        """Those of the teams that the agent sees, the own ones, and those of people led."""
        known = models.Q(team_id__in=agent.team_ids) | models.Q(agent=agent)
        return self.filter(known | models.Q(agent__in=people_led(agent).values("pk")))

    def standing(self) -> TargetQuerySet:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at=None)

    def in_force(self, first: date, last: date | None = None) -> TargetQuerySet:
        """Those that hold on a day, or all through some days."""
        open_end = models.Q(until=None) | models.Q(until__gte=last or first)
        return self.standing().filter(open_end, since__lte=first)


class Target(models.Model):
    """What a measure is to come to, for one team or one person; set by a lead, with the reason.

    `value` is in the unit of the measure: a part of one for shares, seconds for times. Nothing is
    overwritten: another target ends this one.
    """

    measure = models.CharField(max_length=40)
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    agent = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    value = models.FloatField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=300)
    set_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(team=None, agent__isnull=False)
                | models.Q(team__isnull=False, agent=None),
                name="target_of_team_or_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.value}"


class TargetMonth(models.Model):
    """How a calendar month stood to a target that held all through it; judged once."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="months")
    month = models.DateField(help_text="its first day")
    standing = models.CharField(max_length=8, choices=Standing)
    value = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    n = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("-month",)
        constraints = [
            models.UniqueConstraint(fields=["target", "month"], name="one_judgement_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.month}: {self.standing}"


class TeamMonth(models.Model):
    """A calendar month in which a team reached every goal that it had; see `recognising`."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    month = models.DateField(help_text="its first day")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "month"], name="one_recognition_a_month")
        ]

    def __str__(self) -> str:
        return f"team {self.team_id}: {self.month}"
