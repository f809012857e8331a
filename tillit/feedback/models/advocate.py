"""Customers who recommend us: where they did so, whom they brought, and what we may show of it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tillit.people.models import Agent, Contact


class AdvocacyKind(models.TextChoices):
    """In which way somebody recommends us."""

    REVIEW = "review", _("Public review")
    SOCIAL = "social", _("Post in social media")
    TESTIMONIAL = "testimonial", _("Words for us to show")
    REFERENCE = "reference", _("Reference customer")
    REFERRAL = "referral", _("Brought another customer")


class AdvocacyQuerySet(models.QuerySet["Advocacy"]):
    """Recommendations in the words of the domain."""

    def standing(self) -> AdvocacyQuerySet:
        """Those that were not taken back."""
        return self.filter(taken_back_at=None)

    def usable(self, today: date) -> AdvocacyQuerySet:
        """Those that may be shown in public today."""
        running = models.Q(usable_until=None) | models.Q(usable_until__gte=today)
        return self.filter(running, may_be_used=True)


class Advocacy(models.Model):
    """One time that a customer recommended us.

    `referred` is the customer whom a referral brought: None for the other kinds, and once that
    customer was erased. `usable_until` None: for as long as the customer does not say otherwise.
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="advocacies")
    kind = models.CharField(max_length=12, choices=AdvocacyKind)
    day: models.DateField[date, date] = models.DateField()
    referred = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="referrals"
    )
    address = models.URLField(max_length=500, blank=True)
    words = models.TextField(blank=True)
    source = models.CharField(max_length=160, blank=True)
    may_be_used = models.BooleanField(default=False)
    usable_until = models.DateField(null=True, blank=True)
    noted_by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    noted_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = AdvocacyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-day", "-id"], name="advocacy_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of contact {self.contact_id}"


class Reply(models.TextChoices):
    """What came of asking somebody to be a reference."""

    WAITING = "waiting", _("Asked, no answer yet")
    YES = "yes", pgettext_lazy("being a reference", "Yes, gladly")
    NO = "no", pgettext_lazy("being a reference", "Rather not")


class ReferenceRequest(models.Model):
    """A customer was asked to be a reference; nobody is asked twice."""

    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, related_name="reference_requests"
    )
    asked_by = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    reply = models.CharField(max_length=8, choices=Reply, default=Reply.WAITING)

    def __str__(self) -> str:
        return f"reference request {self.pk} to contact {self.contact_id}"
