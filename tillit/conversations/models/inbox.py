"""Where customers write to."""

from django.db import models

from tillit.hours.models import Calendar
from tillit.people.languages import LANGUAGES
from tillit.people.models import Team


class Inbox(models.Model):
    """One place that customers write to, answered by one team in its opening hours."""

    name = models.CharField(max_length=80, unique=True)
    company = models.CharField(max_length=120)
    channel = models.CharField(max_length=20)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="inboxes")
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5, choices=LANGUAGES, default="en")

    def __str__(self) -> str:
        return self.name
