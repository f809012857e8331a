"""Events and the reactions that still wait for them."""

from django.db import models

from tillit.journal.facts import Fact, class_of


class Event(models.Model):
    """One fact as it was recorded: what, who, when, from which cause. Never changed."""

    kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=60, blank=True)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()
    cause = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    depth = models.PositiveSmallIntegerField(default=0)
    quiet = models.BooleanField(default=False)
    data = models.JSONField()

    attempt: int = 1
    """Which try of a later reaction this is (1 for the first); not stored."""
    carried: object = None
    """What the emitter holds in its hands (a locked row, say), for inline reactions; not stored."""

    class Meta:
        indexes = [models.Index(fields=["subject", "id"], name="event_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def fact(self) -> Fact:
        """The fact itself."""
        return class_of(self.kind)(**self.data)


class Lane(models.TextChoices):
    """Which kind of work a reaction is: one that waits for the world must not hold up the rest."""

    QUICK = "quick", "quick"
    SLOW = "slow", "slow"


class Reaction(models.Model):
    """A reaction still to be carried out; the row goes when it is done.

    `ready_at` is both the time of the next try and the lease of the present one: claiming moves it
    into the future, so the row of a killed worker comes back by itself. `tries` is the fencing
    count: only the worker that claimed last may finish. `error` tells why the last try failed;
    claiming empties it, so after the first try it is empty exactly while a worker is at it.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="reactions")
    handler = models.CharField(max_length=120)
    lane = models.CharField(max_length=8, choices=Lane, default=Lane.QUICK)
    ready_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    parked = models.BooleanField(default=False)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["parked", "lane", "ready_at"], name="reaction_ready")]

    def __str__(self) -> str:
        return f"{self.handler} for event {self.event_id}"
