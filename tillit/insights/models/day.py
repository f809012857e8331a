"""Figures by the day, rolled up from the facts so that every page is quick."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.insights.models.summary_field import SummaryField
from tillit.people.models import Team


class Grain(models.TextChoices):
    """Which stretches of days are put together."""

    WEEK = "week", _("Week")
    MONTH = "month", _("Month")
    SO_FAR = "sofar", _("Month so far")
    YEAR = "year", _("Twelve months")


class Day(models.Model):
    """What the measures of one basis come to for one team on one report day.

    `measure` is the basis; for most it is the key of the measure itself.
    `stale` says that a fact of that day has changed since: until it is rolled up again, pages
    compute the day from the facts. A day without a row has no facts.
    """

    measure = models.CharField(max_length=40)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    summary = SummaryField(default=dict)
    stale = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "team", "day"], name="one_day_each")
        ]
        indexes = [
            models.Index(
                # All that is asked of it, so that it is taken whatever statistics say.
                fields=["day", "measure", "team", "stale"],
                condition=models.Q(stale=True),
                name="day_stale",
            ),
            models.Index(fields=["day"], name="day_day"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} of team {self.team_id} on {self.day}"


class DaySlice(models.Model):
    """The part of a day that has one value in one dimension."""

    day = models.ForeignKey(Day, on_delete=models.CASCADE, related_name="slices", db_index=False)
    dimension = models.CharField(max_length=12)
    value = models.CharField(max_length=40, blank=True)
    summary = SummaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "dimension", "value"], name="one_day_slice_each")
        ]

    def __str__(self) -> str:
        return f"{self.dimension} {self.value} of day {self.day_id}"


class Span(models.Model):
    """What the days of one basis and one team come to from the `first` to the `last`.

    It holds as long as none of its days is stale: whoever rolls such a day up deletes it. Its
    summary is empty when there were no facts; a week begins on Monday. A year is twelve months that
    begin with any of them, and only the last one is kept. So is the month so far: its days that
    are over.
    """

    grain = models.CharField(max_length=5, choices=Grain)
    first = models.DateField()
    last = models.DateField()
    measure = models.CharField(max_length=40)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    summary = SummaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["grain", "measure", "team", "first"], name="one_span_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} of team {self.team_id}: the {self.grain} from {self.first}"


class SpanSlice(models.Model):
    """The part of a week, month or year that has one value in one dimension."""

    span = models.ForeignKey(Span, on_delete=models.CASCADE, related_name="slices", db_index=False)
    dimension = models.CharField(max_length=12)
    value = models.CharField(max_length=40, blank=True)
    summary = SummaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["span", "dimension", "value"], name="one_span_slice_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dimension} {self.value} of span {self.span_id}"
