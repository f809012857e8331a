"""One standard applied to one conversation."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models import (
    Conversation,
    Delivery,
    DeliveryRole,
    DeliveryState,
    MessageKind,
)
from tillit.hours.business_time import Line, due, elapsed, explain
from tillit.hours.models import CalendarVersion
from tillit.hours.opening_hours import Hours
from tillit.people.models import Agent
from tillit.standards.models.standard import (
    MET_BY_REPLY,
    Clock,
    HoursKind,
    PauseRule,
    StandardVersion,
)

WARN_SHARE = 0.25
WARN_LEAST = timedelta(minutes=15)


class PromiseState(models.TextChoices):
    """How a promise stands. Equality is kept: answered exactly when due is in time."""

    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Late")
    CANCELLED = "cancelled", _("Cancelled")


class Cause(models.TextChoices):
    """Why a promise is not simply kept or late."""

    NONE = "", ""
    NO_REPLY_NEEDED = "no_reply_needed", _("Resolved without a reply")
    UNDELIVERED = "undelivered", _("The answer could not be delivered")
    SPAM = "spam", _("Marked as spam")
    MOVED = "moved", _("Another conversation has it now")
    RETARGET = "retarget", _("Another standard came to apply, and its time was over")


class PromiseQuerySet(models.QuerySet["Promise"]):
    """Promises in the words of the domain."""

    def unsettled(self) -> PromiseQuerySet:
        """Those for which the customer still waits, in time or late."""
        return self.filter(settled_at=None)

    def overdue(self, now: datetime) -> PromiseQuerySet:
        """Running ones whose time is up, unless an answer given in time is just being sent."""
        on_its_way = Delivery.objects.filter(
            state=DeliveryState.QUEUED,
            role=DeliveryRole.TO,
            message__conversation=OuterRef("conversation"),
            message__kind=MessageKind.OUTGOING,
            message__automatic=False,
            message__at__gte=OuterRef("started_at"),
            message__at__lte=OuterRef("due_at"),
        )
        late = self.filter(state=PromiseState.RUNNING, due_at__lt=now)
        return late.exclude(Q(clock__in=MET_BY_REPLY) & Exists(on_its_way)).order_by("due_at")


class Promise(models.Model):
    """A promise to one customer: it freezes version, target and calendar when its clock starts.

    `decided_at` is the instant of the answer, or the due instant when that was missed; the period
    of a figure is that of the decision. `met_at` is when we answered, in time or not. `settled_at`
    is empty as long as the customer waits. `inherited_from`: a message came from another
    conversation, and the promise of that one ended as `MOVED`, so that it counts once.
    `first_version`: what was promised at first, kept once another standard came to apply. While it
    is paused, `due_at` is when it would be due without that pause. `told_until` is a later time
    that the customer was told since; nothing is judged by it.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="promises"
    )
    version = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, related_name="promises")
    first_version = models.ForeignKey(
        StandardVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    calendar_version = models.ForeignKey(
        CalendarVersion, on_delete=models.PROTECT, related_name="+"
    )
    clock = models.CharField(max_length=20, choices=Clock)
    hours_kind = models.CharField(max_length=10, choices=HoursKind)
    pause_rule = models.CharField(max_length=10, choices=PauseRule, default=PauseRule.NEVER)
    target_seconds = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=PromiseState, default=PromiseState.RUNNING)
    cause = models.CharField(max_length=20, choices=Cause, default=Cause.NONE, blank=True)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    told_until: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True
    )
    answered_by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    inherited_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = PromiseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_at"], name="promise_due"),
            models.Index(fields=["decided_at"], name="promise_decided"),
        ]

    def __str__(self) -> str:
        return f"promise {self.pk} ({self.state})"

    @property
    def target(self) -> timedelta:
        """How much time was promised."""
        return timedelta(seconds=self.target_seconds)

    @property
    def hours(self) -> Hours:
        """The time that the promise is counted in, as frozen."""
        return HoursKind(self.hours_kind).counted(self.calendar_version.hours)

    @property
    def warn_at(self) -> datetime:
        """From when on it is "soon due": a quarter of the time left, at least 15 minutes."""
        total = self.due_at - self.started_at
        return max(self.started_at, self.due_at - max(total * WARN_SHARE, WARN_LEAST))

    @property
    def taken(self) -> timedelta | None:
        """How long the answer took, in the time that the promise is counted in."""
        if self.met_at is None:
            return None
        pauses = self.pauses_until(self.met_at)
        return elapsed(self.hours, self.started_at, self.met_at, pauses)

    def pauses_until(self, now: datetime) -> list[tuple[datetime, datetime]]:
        """When its clock stood still; one that still does, up to now."""
        if self.pause_rule == PauseRule.NEVER:
            return []
        began = [one for one in self.pauses.all() if one.began_at < now]
        return [(one.began_at, min(one.ended_at or now, now)) for one in began]

    def pauses_in(self, status: str) -> bool:
        """Whether its clock stands still while the conversation has this status."""
        return status in PauseRule(self.pause_rule).statuses

    def due_with(self, pauses: list[tuple[datetime, datetime]]) -> datetime:
        """When it is due if its clock stood still then."""
        return due(self.hours, self.started_at, self.target, pauses)

    def lines(self, now: datetime) -> list[Line]:
        """Why it is due when it is, recomputed from what was frozen; adds up to the target."""
        return explain(self.hours, self.started_at, self.target, self.pauses_until(now))

    @classmethod
    def begin(
        cls,
        conversation: Conversation,
        version: StandardVersion,
        calendar_version: CalendarVersion,
        at: datetime,
    ) -> Promise:
        """A promise, not yet saved, whose clock starts at `at`."""
        promise = cls(
            conversation=conversation,
            version=version,
            calendar_version=calendar_version,
            clock=version.clock,
            hours_kind=version.hours_kind,
            pause_rule=version.pause_rule,
            target_seconds=version.target_seconds,
            started_at=at,
        )
        promise.due_at = due(promise.hours, at, promise.target)
        return promise

    def under(self, version: StandardVersion, now: datetime) -> datetime:
        """When it would be due under another version; start, calendar and pauses stay."""
        hours = HoursKind(version.hours_kind).counted(self.calendar_version.hours)
        return due(hours, self.started_at, version.target, self.pauses_until(now))


class PromisePause(models.Model):
    """A stretch in which the clock of a promise stood still: why, and by whose doing.

    `status` is what the conversation had become; `began_by` and `ended_by` are actors as the
    journal names them.
    """

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="pauses")
    status = models.CharField(max_length=10)
    began_at = models.DateTimeField()
    began_by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["began_at", "id"]
        indexes = [models.Index(fields=["began_at"], name="promise_pause_began")]

    def __str__(self) -> str:
        return f"pause of promise {self.promise_id}"
