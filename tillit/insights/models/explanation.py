"""What people know of a change that a figure shows."""

from __future__ import annotations

from django.db import models

from tillit.people.models import Agent, Team


class ExplanationQuerySet(models.QuerySet["Explanation"]):
    """Explanations in the words of the domain."""

    def visible_to(self, agent: Agent) -> ExplanationQuerySet:
        """Those for everybody, and those of the agent's teams."""
        return self.filter(models.Q(team=None) | models.Q(team_id__in=agent.team_ids))


class Explanation(models.Model):
    """Why a week of a measure was unlike others; without a team it is meant for all of them.

    `starts_anew`: things are different from this week on, so what is usual is found anew from it.
    """

    measure = models.CharField(max_length=40)
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    week = models.DateField(help_text="its Monday")
    words = models.CharField(max_length=300)
    starts_anew = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["measure", "week"], name="explanation_week")]

    def __str__(self) -> str:
        return f"{self.measure} in the week of {self.week}"
