"""The service standard: a chain of immutable versions."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models import CaseType, Conversation, Inbox, Priority
from tillit.journal import rows
from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent


class Clock(models.TextChoices):
    """What a promise waits for."""

    FIRST_RESPONSE = "first_response", _("First reply")
    NEXT_RESPONSE = "next_response", _("Next reply")


class HoursKind(models.TextChoices):
    """In which time a target is counted."""

    BUSINESS = "business", _("opening hours")
    CALENDAR = "calendar", _("around the clock")


class ServiceStandard(models.Model):
    """One promise that the company makes, through all its versions."""

    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class StandardVersion(models.Model):
    """What was promised from one instant until another; never changed once it is in force.

    `inbox`, `priority`, `case_type`, `language` and `vip` say for whom; what is empty says nothing.
    """

    standard = models.ForeignKey(ServiceStandard, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    wording = models.JSONField(help_text="the promise in the customer's words, by language")
    clock = models.CharField(max_length=20, choices=Clock)
    target_seconds = models.PositiveIntegerField()
    hours_kind = models.CharField(max_length=10, choices=HoursKind, default=HoursKind.BUSINESS)
    inbox = models.ForeignKey(
        Inbox, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    priority = models.CharField(max_length=10, choices=Priority, blank=True, default="")
    case_type = models.CharField(max_length=10, choices=CaseType, blank=True, default="")
    language = models.CharField(max_length=5, choices=LANGUAGES, blank=True, default="")
    vip = models.BooleanField(default=False)
    owner = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(blank=True)
    review_date = models.DateField(null=True, blank=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["standard", "number"], name="standard_version_number")
        ]

    def __str__(self) -> str:
        return f"{self.standard_id} v{self.number}"

    @property
    def target(self) -> timedelta:
        """How much time the promise allows."""
        return timedelta(seconds=self.target_seconds)

    def words(self, language: str | None = None) -> str:
        """The promise in a language (the active one when none is named), else in English."""
        language = language or translation.get_language() or "en"
        return self.wording.get(language) or self.wording.get("en") or self.standard.name

    def applies_to(self, conversation: Conversation) -> bool:
        """Whether everything that it asks of a conversation is so; the inbox was asked before."""
        asked = {name: getattr(self, name) for name in _ASKED if getattr(self, name)}
        if any(getattr(conversation, name) != value for name, value in asked.items()):
            return False
        return not self.vip or conversation.contact.is_vip

    @property
    def precision(self) -> int:
        """How much it asks: what says more precisely for whom it is goes first."""
        asked = (self.inbox_id, self.priority, self.case_type, self.language, self.vip)
        return sum(bool(one) for one in asked)


_ASKED = ("priority", "case_type", "language")

_IN_FORCE = """
    clock = %s AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)
    AND (inbox_id IS NULL OR inbox_id = %s)
    ORDER BY valid_from DESC, id DESC
"""


def version_for(conversation: Conversation, clock: Clock, at: datetime) -> StandardVersion | None:
    """What is promised in a conversation at an instant; validity is half-open, [from, to).

    Of those that apply the most precise one counts, then the shortest, then the newest.
    """
    instant = rows.stored(at)
    values = [clock.value, instant, instant, conversation.inbox_id]
    found = rows.select(StandardVersion, _IN_FORCE, values)
    apply = [version for version in found if version.applies_to(conversation)]
    return min(apply, key=lambda one: (-one.precision, one.target_seconds), default=None)
