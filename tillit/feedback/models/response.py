"""What customers say when they are asked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.feedback.models.invitation import Invitation
from tillit.feedback.questionnaire import LABELS, Kind
from tillit.people.models import Contact


class Score(models.IntegerChoices):
    """Satisfaction on five worded steps."""

    VERY_BAD = 1, _("Very bad")
    BAD = 2, _("Bad")
    SO_SO = 3, _("So-so")
    GOOD = 4, _("Good")
    VERY_GOOD = 5, _("Very good")


class Response(models.Model):
    """What the customer answered; coming back changes it, and what was said before is kept.

    `score` is that of the main question, on the scale of its `kind`; None when that was left open.
    `counts_at` is when it counts in figures; None as long as an anonymous one waits for others.
    """

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="response")
    kind = models.CharField(
        max_length=10, choices=[(kind.value, label) for kind, label in LABELS.items()]
    )
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.TextField(blank=True)
    first_at = models.DateTimeField()
    at = models.DateTimeField()
    counts_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["counts_at"], name="response_counts_at")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__gte=0, score__lte=10),
                name="response_score_in_range",
            )
        ]

    def __str__(self) -> str:
        return f"response {self.pk}: {self.score}"


class Answer(models.Model):
    """What was said to one question, or of one aspect; an aspect may be not applicable."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40)
    part = models.CharField(max_length=40, blank=True)
    kind = models.CharField(
        max_length=10, choices=[(kind.value, label) for kind, label in LABELS.items()]
    )
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    not_applicable = models.BooleanField(default=False)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "question", "part"], name="one_answer_each")
        ]

    def __str__(self) -> str:
        return f"answer {self.pk} to {self.question}"

    @property
    def is_scored(self) -> bool:
        """Whether it counts in a figure."""
        return self.score is not None and Kind(self.kind) is not Kind.CHOICE


class EarlierResponse(models.Model):
    """What the same customer had answered before it was changed."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="earlier")
    said = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"what response {self.response_id} was at {self.at}"


class Refusal(models.Model):
    """Somebody who does not want to be asked any more."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="survey_refusal")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"refusal of contact {self.contact_id}"
