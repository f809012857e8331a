"""Who stays: counted from the facts every night, for each team."""

from __future__ import annotations

from django.db import models

from tillit.insights.models.summary_field import SummaryField
from tillit.people.models import Contact, Team


class StayCount(models.Model):
    """What the customers of a team come to, up to and with a day; see `staying.counting.Tally`.

    `stale`: somebody has noted since that a customer left.
    """

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="+")
    through = models.DateField()
    counted_at = models.DateTimeField()
    stale = models.BooleanField(default=False)
    summary = SummaryField()

    def __str__(self) -> str:
        return f"customers of team {self.team_id} through {self.through}"


class Troubled(models.Model):
    """A customer of a team who has had so many bad contacts lately, and is still a customer."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    bad = models.PositiveIntegerField()
    last_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["team", "-last_on", "-id"], name="troubled_latest")]

    def __str__(self) -> str:
        return f"contact {self.contact_id}: {self.bad} bad contacts"


class BestBuyer(models.Model):
    """A customer of a team who buys lately, often and for much: 4 or 5 of 5 in each."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    recency = models.PositiveSmallIntegerField()
    frequency = models.PositiveSmallIntegerField()
    monetary = models.PositiveSmallIntegerField()
    orders = models.PositiveIntegerField()
    last_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)

    class Meta:
        indexes = [models.Index(fields=["team", "-last_on", "-id"], name="best_buyer_latest")]

    def __str__(self) -> str:
        return f"contact {self.contact_id}: {self.recency}{self.frequency}{self.monetary}"
