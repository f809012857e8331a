"""Talks with customers: whom we ask in a round, what they allow, what they said, what follows."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent, Contact, Team
from tillit.people.policy import Verb, may


class Segment(models.TextChoices):
    """Of which customers some are wanted in every round."""

    LEFT = "left", _("Customers who left")
    COMPLAINED = "complained", _("Customers who complained")
    PLEASED = "pleased", _("Customers who were pleased")
    CARE = "care", _("Customers looked after with special care")
    OTHERS = "others", _("Everybody else")


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds in the words of the domain."""

    def visible_to(self, agent: Agent) -> RoundQuerySet:
        """Those of the agent's teams; who does not lead sees those in which he or she talks."""
        found = self.filter(team_id__in=agent.team_ids)
        if may(agent, Verb.LOOK_AFTER):
            return found
        return found.filter(self._own(agent))

    def told_to(self, agent: Agent) -> RoundQuerySet:
        """Those and all that are finished: what customers told us, the whole team reads."""
        found = self.filter(team_id__in=agent.team_ids)
        if may(agent, Verb.LOOK_AFTER):
            return found
        return found.filter(self._own(agent) | models.Q(finished_on__isnull=False))

    def _own(self, agent: Agent) -> models.Q:
        talks = Interview.objects.taking_part(agent).filter(round=models.OuterRef("pk"))
        return models.Q(models.Exists(talks))


class Round(models.Model):
    """The talks of one half year in one team.

    `guide` holds the questions by language, one a line; a language without any has those that
    Tillit brings.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    due_on: models.DateField[date, date] = models.DateField()
    guide = models.JSONField(default=dict, blank=True)
    planned_by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    planned_at = models.DateTimeField()
    finished_on = models.DateField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team"],
                condition=models.Q(finished_on=None),
                name="one_round_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"round of team {self.team_id}, due on {self.due_on}"

    @property
    def is_open(self) -> bool:
        """Whether talks still belong to it."""
        return self.finished_on is None


class Quota(models.Model):
    """How many talks with customers of one segment a round wants."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="quotas")
    segment = models.CharField(max_length=12, choices=Segment)
    wanted = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "segment"], name="one_quota_a_segment")
        ]

    def __str__(self) -> str:
        return f"{self.wanted} of {self.segment}"


class Lot(models.Model):
    """One draw: with its seed it can be drawn again from the same customers.

    `left_out` says by reason how many could not be asked, and the numbers of the first of them.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="lots")
    segment = models.CharField(max_length=12, choices=Segment)
    seed = models.PositiveBigIntegerField()
    among = models.PositiveIntegerField()
    left_out = models.JSONField(default=dict)
    drawn_by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"lot {self.pk} of round {self.round_id}"


class Stage(models.TextChoices):
    """How far a talk has come."""

    CHOSEN = "chosen", _("To be asked")
    AGREED = "agreed", pgettext_lazy("a talk with a customer", "Agreed")
    DONE = "done", pgettext_lazy("a talk with a customer", "Done")
    DECLINED = "declined", _("Would rather not")
    MISSED = "missed", _("Did not come about")


class InterviewQuerySet(models.QuerySet["Interview"]):
    """Interviews in the words of the domain."""

    def visible_to(self, agent: Agent) -> InterviewQuerySet:
        """Those of the teams that an agent leads, and those in which he or she takes part."""
        found = self.filter(round__team_id__in=agent.team_ids)
        return found if may(agent, Verb.LOOK_AFTER) else found.taking_part(agent)

    def taking_part(self, agent: Agent) -> InterviewQuerySet:
        """Those that an agent leads through or codes."""
        return self.filter(models.Q(interviewer=agent) | _reads(agent))

    def waiting_for(self, agent: Agent) -> InterviewQuerySet:
        """Those in which an agent is to do something: ask, talk, or find themes."""
        asks = models.Q(interviewer=agent, stage__in=(Stage.CHOSEN, Stage.AGREED))
        noted = models.Q(consent__notes__isnull=False)
        return self.filter(asks | (_reads(agent) & noted & ~models.Q(_codings_by(agent))))

    def listed(self, agent: Agent) -> InterviewQuerySet:
        """With all that a list shows to whoever reads it, in one question."""
        related = self.select_related("contact", "interviewer", "round", "consent")
        noted = Notes.objects.filter(consent__interview=models.OuterRef("pk"))
        return related.annotate(
            has_notes=models.Exists(noted), is_coded_by_reader=_codings_by(agent)
        )


def _reads(agent: Agent) -> models.Q:
    return models.Q(first_coder=agent) | models.Q(second_coder=agent)


def _codings_by(agent: Agent) -> models.Exists:
    those = {"notes__consent__interview": models.OuterRef("pk"), "coder": agent}
    return models.Exists(Coding.objects.filter(**those))


class Interview(models.Model):
    """A talk with one customer, from being chosen on.

    `contact` is None once the customer was erased. `lot` None: chosen by hand. The two coders read
    the notes without each other's themes.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="interviews")
    segment = models.CharField(max_length=12, choices=Segment)
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="interviews"
    )
    lot = models.ForeignKey(
        Lot, null=True, blank=True, on_delete=models.SET_NULL, related_name="interviews"
    )
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.CHOSEN)
    stage_at = models.DateTimeField()
    language = models.CharField(max_length=5, choices=LANGUAGES)
    starts_at = models.DateTimeField(null=True, blank=True)
    interviewer = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    first_coder = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    second_coder = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = InterviewQuerySet.as_manager()

    def __str__(self) -> str:
        return f"interview {self.pk}: {self.stage}"

    @property
    def coders(self) -> list[int]:
        """Whoever codes it."""
        return [one for one in (self.first_coder_id, self.second_coder_id) if one]


class Use(models.TextChoices):
    """What may be told of what a customer said."""

    BY_NAME = "name", _("We may quote, with the name")
    ANONYMOUSLY = "anonymous", _("We may quote, without the name")
    NOT_AT_ALL = "none", _("We may learn from it, and quote nothing")


class Consent(models.Model):
    """What a customer has allowed, when, and by which words it was asked.

    Notes hang on it, so there can be none without it; and it hangs on the customer, so nothing of
    what was said outlives whoever said it.
    """

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, related_name="consent")
    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, related_name="interview_consents"
    )
    use = models.CharField(max_length=10, choices=Use)
    words = models.TextField()
    given_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"consent to interview {self.interview_id}"


class Notes(models.Model):
    """What was said in a talk; `quotes` are the customer's own words."""

    consent = models.OneToOneField(Consent, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    quotes = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"notes under consent {self.consent_id}"


class Theme(models.Model):
    """Something that comes up in talks, as a team calls it; from round to round the same."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "name"], name="one_theme_a_name")]

    def __str__(self) -> str:
        return self.name


class Coding(models.Model):
    """Which themes one coder found in the notes of one talk; none is an answer, too."""

    notes = models.ForeignKey(Notes, on_delete=models.CASCADE, related_name="codings")
    coder = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    themes = models.ManyToManyField(Theme, related_name="codings", blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notes", "coder"], name="one_coding_a_coder")
        ]

    def __str__(self) -> str:
        return f"coding {self.pk} by agent {self.coder_id}"


class NextStep(models.Model):
    """What we do because of a talk, or of a whole round: whose it is, and until when."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="steps")
    interview = models.ForeignKey(
        Interview, null=True, blank=True, on_delete=models.SET_NULL, related_name="steps"
    )
    words = models.CharField(max_length=300)
    owner = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_on: models.DateField[date, date] = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["round", "due_on"], name="next_step_due")]

    def __str__(self) -> str:
        return f"next step {self.pk}"
