"""The service standard: a chain of immutable versions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models import CaseType, Conversation, Inbox, Priority, Status
from tillit.hours.home import home_zone
from tillit.hours.opening_hours import Hours
from tillit.journal import rows
from tillit.measures.statistics import local_day
from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent, Team


class Clock(models.TextChoices):
    """What a promise waits for."""

    FIRST_RESPONSE = "first_response", _("First reply")
    NEXT_RESPONSE = "next_response", _("Next reply")
    PERIODIC_UPDATE = "periodic_update", _("News in between")
    RESOLUTION = "resolution", _("Solution")
    AGENT_WORK = "agent_work", _("Our own work on it")


RESPONSES = frozenset({Clock.FIRST_RESPONSE, Clock.NEXT_RESPONSE})
"""The customer has asked, and waits for an answer."""
MET_BY_REPLY = RESPONSES | {Clock.PERIODIC_UPDATE}
MET_BY_RESOLVING = frozenset({Clock.RESOLUTION, Clock.AGENT_WORK})
"""They run from the beginning of a case until it is solved."""


class PauseRule(models.TextChoices):
    """While whom we wait for a clock stands still."""

    NEVER = "never", _("It never stands still")
    CUSTOMER = "customer", _("While we wait for the customer")
    ANYBODY = "anybody", _("While we wait for the customer or for somebody else")

    @property
    def statuses(self) -> frozenset[str]:
        """The statuses of a conversation in which the clock stands still."""
        waiting = {
            PauseRule.NEVER: (),
            PauseRule.CUSTOMER: (Status.WAITING,),
            PauseRule.ANYBODY: (Status.WAITING, Status.ON_HOLD),
        }
        return frozenset(str(status.value) for status in waiting[self])


USUAL_PAUSES = {Clock.RESOLUTION: PauseRule.CUSTOMER, Clock.AGENT_WORK: PauseRule.ANYBODY}
"""When the clocks stand still unless somebody says otherwise; the others never do."""


class HoursKind(models.TextChoices):
    """In which time a target is counted."""

    BUSINESS = "business", _("opening hours")
    CALENDAR = "calendar", _("around the clock")
    WORKING_DAYS = "workdays", _("working days")

    def counted(self, hours: Hours) -> Hours:
        """The time that counts, of somebody's opening hours; a working day counts 24 hours."""
        if self == HoursKind.WORKING_DAYS:
            return hours.working_days()
        return hours if self == HoursKind.BUSINESS else Hours.always(hours.zone)


class ServiceStandard(models.Model):
    """One promise that the company makes, through all its versions."""

    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class StandardVersion(models.Model):
    """What was promised from one instant until another; never changed once it is in force.

    In each case: a `clock` and the time that it allows. Over a period instead: a `measure` by its
    key, and the goal that it keeps to: a share (0 to 1), or a time in seconds (median or mean) that
    is counted in `hours_kind`; such a version makes no promise itself.
    `evidence` says why this target, `source` where the idea comes from.
    `inbox`, `team`, `channel`, `priority`, `case_type`, `language` and `vip` say for whom; what is
    empty says nothing.
    The day of the next review is no part of what is promised, and moves with each review;
    `reminded_for` is the one that the owner was reminded of.
    """

    standard = models.ForeignKey(ServiceStandard, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    wording = models.JSONField(help_text="the promise in the customer's words, by language")
    clock = models.CharField(max_length=20, choices=Clock, blank=True, default="")
    target_seconds = models.PositiveIntegerField(default=0)
    measure = models.CharField(max_length=40, blank=True, default="")
    goal = models.FloatField(null=True, blank=True)
    hours_kind = models.CharField(max_length=10, choices=HoursKind, default=HoursKind.BUSINESS)
    pause_rule = models.CharField(max_length=10, choices=PauseRule, default=PauseRule.NEVER)
    inbox = models.ForeignKey(
        Inbox, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    channel = models.CharField(max_length=20, blank=True, default="")
    priority = models.CharField(max_length=10, choices=Priority, blank=True, default="")
    case_type = models.CharField(max_length=10, choices=CaseType, blank=True, default="")
    language = models.CharField(max_length=5, choices=LANGUAGES, blank=True, default="")
    vip = models.BooleanField(default=False)
    public = models.BooleanField(default=True, help_text="customers are told and can read it")
    owner = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    review_date = models.DateField(null=True, blank=True)
    reminded_for = models.DateField(null=True, blank=True)
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
        """Whether all that it asks of a conversation is so; inbox and team were asked before."""
        asked = {name: getattr(self, name) for name in _ASKED if getattr(self, name)}
        if any(getattr(conversation, name) != value for name, value in asked.items()):
            return False
        return not self.vip or conversation.contact.is_vip

    def is_review_overdue(self, now: datetime) -> bool:
        """Whether the day on which to look at it again is over where the company is."""
        day = self.review_date
        return day is not None and local_day(now, home_zone()) > day

    @property
    def precision(self) -> int:
        """How much it asks: what says more precisely for whom it is goes first."""
        asked = (
            self.inbox_id, self.team_id, self.channel, self.priority, self.case_type, self.language,
            self.vip,
        )  # fmt: skip
        return sum(bool(one) for one in asked)


_ASKED = ("channel", "priority", "case_type", "language")

_IN_FORCE = """
    clock IN ({clocks}) AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)
    AND (inbox_id IS NULL OR inbox_id = %s) AND (team_id IS NULL OR team_id = %s)
    ORDER BY valid_from DESC, id DESC
"""


def versions_for(
    conversation: Conversation, clocks: Collection[Clock], at: datetime
) -> dict[Clock, StandardVersion]:
    """What is promised in a conversation at an instant; validity is half-open, [from, to).

    Of those of a clock that apply the most precise one counts, then the shortest, then the newest.
    """
    instant, named = rows.stored(at), [clock.value for clock in clocks]
    values = [*named, instant, instant, conversation.inbox_id, conversation.team_id]
    found = rows.select(StandardVersion, _IN_FORCE.format(clocks=rows.marks(named)), values)
    best: dict[Clock, StandardVersion] = {}
    for version in found:
        clock = Clock(version.clock)
        if version.applies_to(conversation) and _goes_before(version, best.get(clock)):
            best[clock] = version
    return best


def version_for(conversation: Conversation, clock: Clock, at: datetime) -> StandardVersion | None:
    """What is promised of one clock, if anything."""
    return versions_for(conversation, (clock,), at).get(clock)


def _goes_before(version: StandardVersion, other: StandardVersion | None) -> bool:
    if other is None:
        return True
    return (-version.precision, version.target_seconds) < (-other.precision, other.target_seconds)
