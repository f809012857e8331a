"""Asking customers how we did, and what they say."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models import Conversation
from tillit.people.models import Agent, Contact


class Score(models.IntegerChoices):
    """Satisfaction on five worded steps."""

    VERY_BAD = 1, _("Very bad")
    BAD = 2, _("Bad")
    SO_SO = 3, _("So-so")
    GOOD = 4, _("Good")
    VERY_GOOD = 5, _("Very good")


class SurveyInvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations in the words of the domain."""

    def visible_to(self, agent: Agent) -> SurveyInvitationQuerySet:
        """Those about conversations that the agent may see."""
        return self.filter(conversation__team_id__in=agent.team_ids)


class Invitation(models.Model):
    """One question to one customer about one conversation; its link is the only key needed."""

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="invitation"
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="invitations")
    agent = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    token = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=5)
    sent_at = models.DateTimeField()

    objects = SurveyInvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Response(models.Model):
    """What the customer answered; coming back changes it, the journal keeps earlier scores."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="response")
    score = models.PositiveSmallIntegerField(choices=Score)
    comment = models.TextField(blank=True)
    first_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="response_at")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__gte=1, score__lte=5), name="response_score_in_range"
            )
        ]

    def __str__(self) -> str:
        return f"response {self.pk}: {self.score}"


class Refusal(models.Model):
    """Somebody who does not want to be asked any more."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="survey_refusal")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"refusal of contact {self.contact_id}"
