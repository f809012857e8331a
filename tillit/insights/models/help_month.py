"""What a company's own help pages counted in a month, as somebody entered it."""

from __future__ import annotations

from django.db import models

from tillit.people.models import Agent, Team


class HelpMonth(models.Model):
    """What the help pages for one team's customers counted in a calendar month.

    `people`: different visitors. `visits`, and those in which an answer was `read`; after how many
    of each somebody asked us within 24 hours. `shown`: how often it was asked whether an answer
    helped, with so many `yes` and `no`. What is not known is None.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    month = models.DateField(help_text="its first day")
    source = models.CharField(max_length=160)
    people = models.PositiveIntegerField()
    visits = models.PositiveIntegerField()
    asked_after = models.PositiveIntegerField(null=True, blank=True)
    read = models.PositiveIntegerField(null=True, blank=True)
    read_asked_after = models.PositiveIntegerField(null=True, blank=True)
    shown = models.PositiveIntegerField(null=True, blank=True)
    yes = models.PositiveIntegerField(null=True, blank=True)
    no = models.PositiveIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "month"], name="one_help_month_of_a_team")
        ]

    def __str__(self) -> str:
        return f"help pages of team {self.team_id}, {self.month}"
