"""What a conversation is about: its kind, its stage, how urgent it is, and words of one's own."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CaseType(models.TextChoices):
    """What the customer wants of us."""

    UNKNOWN = "", _("Not said")
    REQUEST = "request", _("Request")
    QUESTION = "question", _("Question")
    COMPLAINT = "complaint", _("Complaint")
    FEEDBACK = "feedback", _("Feedback")


class Stage(models.TextChoices):
    """Where in the purchase the customer is."""

    UNKNOWN = "", _("Not said")
    BEFORE = "before", _("Before the purchase")
    DURING = "during", _("During the purchase")
    AFTER = "after", _("After the purchase")


class Priority(models.TextChoices):
    """How much it matters that it is done soon."""

    LOW = "low", pgettext_lazy("priority", "Low")
    NORMAL = "normal", pgettext_lazy("priority", "Normal")
    HIGH = "high", pgettext_lazy("priority", "High")
    URGENT = "urgent", pgettext_lazy("priority", "Urgent")


class Tag(models.Model):
    """A word that colleagues put on conversations; the same word in other letters is the same."""

    name = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="one_tag_of_a_name")]

    def __str__(self) -> str:
        return self.name


class FieldKind(models.TextChoices):
    """What a field of one's own holds."""

    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    CHOICE = "choice", _("Choice")
    DATE = "date", _("Date")
    CHECKBOX = "checkbox", _("Checkbox")


class CustomField(models.Model):
    """A question that the company wants answered about its conversations.

    `choices` holds one answer a line. With a `case_type` it is asked for conversations of that kind
    only. One that is no longer `in_use` keeps what was answered.
    """

    name = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=FieldKind, default=FieldKind.TEXT)
    choices = models.TextField(blank=True)
    case_type = models.CharField(max_length=10, choices=CaseType, blank=True, default="")
    required_to_resolve = models.BooleanField(default=False)
    in_use = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name

    @property
    def answers(self) -> list[str]:
        """What may be chosen."""
        return [line.strip() for line in self.choices.splitlines() if line.strip()]
