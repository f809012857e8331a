"""Figures by the day, rolled up from the facts so that every page is quick."""

from django.db import models

from tillit.people.models import Team


class ClosedMonth(models.Model):
    """A month that is over, of which every day has been put together.

    It holds as long as none of its days is stale: whoever rolls such a day up deletes it.
    """

    first = models.DateField(unique=True)

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"


class Month(models.Model):
    """What the days of one basis and one team come to in a closed month; none without facts."""

    closed = models.ForeignKey(ClosedMonth, on_delete=models.CASCADE, related_name="months")
    measure = models.CharField(max_length=40)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    summary = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["closed", "measure", "team"], name="one_month_each")
        ]

    def __str__(self) -> str:
        return f"{self.measure} of team {self.team_id} in {self.closed_id}"


class Day(models.Model):
    """What the measures of one basis come to for one team on one report day.

    `measure` is the basis; for most it is the key of the measure itself.
    `stale` says that a fact of that day has changed since: until it is rolled up again, pages
    compute the day from the facts. A day without a row has no facts.
    """

    measure = models.CharField(max_length=40)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    summary = models.JSONField(default=dict)
    stale = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "team", "day"], name="one_day_each")
        ]
        indexes = [
            models.Index(fields=["stale"], name="day_stale"),
            models.Index(fields=["day"], name="day_day"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} of team {self.team_id} on {self.day}"
