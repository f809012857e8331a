"""A survey and its versions: what is asked, whom, and how often anybody at most."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.feedback.questionnaire import Questionnaire
from tillit.people.models import Agent, Team

QUARANTINE_DAYS = 30
"""So long nobody is asked again, whatever the survey; a survey of the relationship asks later."""
CLOSES_AFTER_DAYS = 30


class Occasion(models.TextChoices):
    """What sets the question going."""

    CONTACT = "contact", _("After a contact: a rule asks")
    PERIODIC = "periodic", _("At regular times, a random share of the customers")
    LINK = "link", _("By a link or a QR code, whoever follows it")


class Survey(models.Model):
    """One thing that customers are asked about, over all its versions.

    `purpose` names those that every installation has; they have a name in every language unless
    they were given one. `share` of a hundred customers are asked, drawn at random; `next_at`
    is when, every so many months. `link` opens it for everybody, and `team` is whose answers those
    are then. `opens_conversation`: whoever is dissatisfied gets an answer, with a promise.
    """

    purpose = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=120, blank=True)
    occasion = models.CharField(max_length=10, choices=Occasion, default=Occasion.CONTACT)
    anonymous = models.BooleanField(default=False)
    share = models.PositiveSmallIntegerField(default=100)
    quarantine_days = models.PositiveSmallIntegerField(default=QUARANTINE_DAYS)
    closes_after_days = models.PositiveSmallIntegerField(default=CLOSES_AFTER_DAYS)
    every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    link = models.CharField(max_length=64, blank=True)
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    opens_conversation = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose"], condition=~models.Q(purpose=""), name="one_of_each_purpose"
            ),
            models.UniqueConstraint(
                fields=["link"], condition=~models.Q(link=""), name="one_survey_for_a_link"
            ),
            models.CheckConstraint(
                condition=models.Q(share__gte=1, share__lte=100), name="share_of_a_hundred"
            ),
        ]

    def __str__(self) -> str:
        return f"survey {self.pk}"


class SurveyVersion(models.Model):
    """What a survey asks, from an instant on; it never changes, answers refer to it."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="one_version_of_a_number")
        ]

    def __str__(self) -> str:
        return f"survey {self.survey_id}, version {self.number}"

    @property
    def questionnaire(self) -> Questionnaire:
        """The questions."""
        return Questionnaire.read(self.content)


class Draw(models.Model):
    """One time at which a share of the customers is asked: who, follows from the `seed` alone.

    `reached` is the last customer that was looked at; who is killed in the middle goes on there.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="draws")
    seed = models.CharField(max_length=32)
    share = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()
    reached = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"draw {self.pk} of survey {self.survey_id}"
