"""What is done about what a customer said, and what is understood of the comment."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tillit.conversations.models import Conversation, Message
from tillit.feedback.models.response import Response
from tillit.feedback.models.survey import Survey
from tillit.feedback.questionnaire import in_language
from tillit.feedback.understanding import Confidence, Mood
from tillit.people.models import Agent, Team


class State(models.TextChoices):
    """How far we are with what a customer said."""

    HELD = "held", _("Held back until five have answered")
    QUIET = "quiet", _("Nothing to do")
    NEW = "new", pgettext_lazy("what customers said", "New")
    ASSIGNED = "assigned", _("Somebody looks after it")
    ANSWERED = "answered", _("Answered")
    CHANGED = "changed", _("Something was changed")
    TOLD = "told", _("The customer was told")


class Rating(models.TextChoices):
    """What a score says, whatever its scale."""

    NONE = "", _("No score")
    BAD = "bad", _("Low")
    MIDDLING = "middling", _("Middling")
    GOOD = "good", _("High")


class Improvement(models.Model):
    """You said, we did: what was changed because of what customers said, in a few words.

    An agent proposes it, a lead approves it, and then everybody can read it on the charter until it
    is taken back.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    words = models.JSONField()
    proposed_by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["-approved_at"],
                condition=models.Q(approved_at__isnull=False),
                name="improvement_approved",
            )
        ]

    def __str__(self) -> str:
        return f"improvement {self.pk}"

    def said_in(self, language: str) -> str:
        """Its words in a language, else in English, else in any there is."""
        return in_language(self.words, language)


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """What customers said, in the words of the domain."""

    def visible_to(self, agent: Agent) -> FollowUpQuerySet:
        """What was said of the agent's teams, as far as it does not tell who said it."""
        return self.filter(team_id__in=agent.team_ids).exclude(state=State.HELD)


class FollowUp(models.Model):
    """One response and what is done about it.

    `said_at` of an anonymous answer is the beginning of its week. `conversation` is where it is
    pursued with the customer. Between pressing "tell the customer" and the message, `telling_by`
    is who writes it; `heard_in` is the message by which it was answered or told. `mood` and
    `topics` are those that count: a person's, else the machine's; they stand here, topics as
    `,delivery,speed,`, so that one index answers who speaks of what.
    """

    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="follow_up")
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+", db_index=False)
    language = models.CharField(max_length=5, blank=True)
    anonymous = models.BooleanField(default=False)
    rating = models.CharField(max_length=8, choices=Rating, blank=True)
    said_at = models.DateTimeField()
    month = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    assignee = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.SET_NULL, related_name="follow_ups"
    )
    improvement = models.ForeignKey(
        Improvement, null=True, blank=True, on_delete=models.SET_NULL, related_name="follow_ups"
    )
    telling_by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    heard_in = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    mood = models.CharField(max_length=8, choices=Mood, blank=True)
    topics = models.CharField(max_length=160, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["team", "state", "-said_at", "-id"], name="follow_up_state"),
            models.Index(
                fields=["team", "month", "survey", "topics", "mood", "anonymous", "state"],
                condition=~models.Q(mood=""),
                name="follow_up_topics",
            ),
            models.Index(
                fields=["team", "-said_at", "-id"],
                condition=~models.Q(mood=""),
                name="follow_up_comments",
            ),
        ]

    def __str__(self) -> str:
        return f"what is done about response {self.response_id}"

    @property
    def topic_keys(self) -> list[str]:
        """What it is about."""
        return [key for key in self.topics.split(",") if key]


class Reading(models.Model):
    """What the machine understood of a comment: labels, words that decided, version, confidence.

    Another version of the words and rules, or another comment, makes it anew. Once a person has
    corrected the labels they stay as he or she said, as long as the comment is the same
    (`fingerprint`); the machine's are kept beside them.
    """

    follow_up = models.OneToOneField(FollowUp, on_delete=models.CASCADE, related_name="reading")
    version = models.CharField(max_length=12, db_index=True)
    language = models.CharField(max_length=5, blank=True)
    mood = models.CharField(max_length=8, choices=Mood)
    confidence = models.CharField(max_length=8, choices=Confidence)
    words = models.JSONField()
    topics = models.JSONField()
    fingerprint = models.CharField(max_length=32)
    corrected_by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    corrected_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"reading of {self.follow_up_id} by {self.version}"


class BlindDraw(models.Model):
    """Comments of one month, drawn for people to label without seeing what the machine said."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    seed = models.PositiveBigIntegerField()
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "month"], name="one_draw_a_month")]

    def __str__(self) -> str:
        return f"draw of team {self.team_id} for {self.month}"


class BlindLabel(models.Model):
    """One drawn comment: what the machine had said, and what a person says without knowing it."""

    draw = models.ForeignKey(BlindDraw, on_delete=models.CASCADE, related_name="labels")
    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="+")
    machine_mood = models.CharField(max_length=8, choices=Mood)
    machine_topics = models.CharField(max_length=160, blank=True)
    version = models.CharField(max_length=12)
    mood = models.CharField(max_length=8, choices=Mood, blank=True)
    topics = models.CharField(max_length=160, blank=True)
    by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "follow_up"], name="one_label_a_comment")
        ]

    def __str__(self) -> str:
        return f"label {self.pk} of draw {self.draw_id}"
