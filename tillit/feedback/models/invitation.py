"""Who was asked what, and who was not, and why."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models import Conversation
from tillit.feedback.models.survey import Draw, Survey, SurveyVersion
from tillit.people.models import Agent, Contact, Team


def new_token() -> str:
    """What nobody can guess: 192 bits."""
    return secrets.token_urlsafe(24)


class SurveyInvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations in the words of the domain."""

    def visible_to(self, agent: Agent) -> SurveyInvitationQuerySet:
        """Those of the agent's teams."""
        return self.filter(team_id__in=agent.team_ids)


class Invitation(models.Model):
    """One survey for one customer; its link is the only key needed.

    Once an anonymous survey is answered, neither `contact` nor `conversation` is known any more;
    a customer who was erased is not known either, but what was said stays. `returned_at` is when
    its mail came back: it was never delivered.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="invitations")
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="+")
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    agent = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    draw = models.ForeignKey(
        Draw, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    token = models.CharField(max_length=64, unique=True, default=new_token)
    language = models.CharField(max_length=5)
    sent_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)

    objects = SurveyInvitationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sent_at"], name="invitation_sent_at")]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "conversation"],
                condition=models.Q(conversation__isnull=False, draw=None),
                name="one_invitation_each",
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def is_closed(self, now: datetime) -> bool:
        """Whether it is too late to answer, or to answer otherwise."""
        return self.closes_at is not None and now >= self.closes_at


class Outcome(models.TextChoices):
    """What came of wanting to ask somebody."""

    ASKED = "asked", _("Asked")
    ALREADY = "already", _("Asked about this conversation before")
    NO_ANSWER = "no_answer", _("No person had answered")
    REFUSED = "refused", _("Does not want to be asked")
    QUARANTINE = "quarantine", _("Asked about something a short while ago")
    NOT_DRAWN = "not_drawn", _("Not drawn")
    ROBOT = "robot", _("Too many automatic messages, or none may be sent")


class Asking(models.Model):
    """A customer was asked, or was to be asked and was not; kept also of anonymous surveys.

    It names no invitation, so that it tells nothing of who said what.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="askings")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["contact", "-at"], name="asking_of_contact"),
            models.Index(fields=["survey", "-at"], name="asking_of_survey"),
        ]

    def __str__(self) -> str:
        return f"asking {self.pk}: {self.outcome}"
