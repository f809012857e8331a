"""Published figures of others, as somebody entered them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.people.models import Agent


class ScaleName(models.TextChoices):
    """What a published figure is a number of."""

    SHARE = "share", _("A share of all cases or answers, in percent")
    POINTS = "points", _("Points from −100 to 100 (NPS)")
    INDEX = "index", _("An index from 0 to 100")
    OF_FIVE = "of_five", _("A mean score from 1 to 5")
    OF_SEVEN = "of_seven", _("A mean score from 1 to 7")


class Published(models.Model):
    """A figure that somebody published: where, of which year and of whom, so it can be looked up.

    Only what is on the scale of its measure is entered at all.
    """

    measure = models.CharField(max_length=40)
    scale = models.CharField(max_length=10, choices=ScaleName)
    value = models.FloatField()
    source = models.CharField(max_length=160)
    link = models.URLField(max_length=500, blank=True, default="")
    year = models.PositiveSmallIntegerField()
    population = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("-year", "source", "id")
        indexes = [models.Index(fields=["measure"], name="published_measure")]

    def __str__(self) -> str:
        return f"{self.measure}: {self.value} by {self.source}, {self.year}"
