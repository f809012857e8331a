"""Where customers write to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.hours.models import Calendar
from tillit.people.languages import LANGUAGES
from tillit.people.models import Team


class History(models.TextChoices):
    """What an answer repeats of the conversation."""

    NONE = "none", _("Nothing")
    LAST = "last", _("The customer's last message")


class Formality(models.TextChoices):
    """How customers are spoken to."""

    USUAL = "", _("As usual in the customer's language")
    FORMAL = "formal", _("Formal, with the whole name")
    INFORMAL = "informal", _("Informal, with the first name")


class Inbox(models.Model):
    """One place that customers write to, answered by one team in its opening hours.

    `signature` stands below what agents write who have none of their own.
    """

    name = models.CharField(max_length=80, unique=True)
    company = models.CharField(max_length=120)
    channel = models.CharField(max_length=20)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="inboxes")
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5, choices=LANGUAGES, default="en")
    signature = models.TextField(blank=True)
    history = models.CharField(max_length=10, choices=History, default=History.NONE)

    formality = models.CharField(
        max_length=10, choices=Formality, default=Formality.USUAL, blank=True
    )

    def __str__(self) -> str:
        return self.name
