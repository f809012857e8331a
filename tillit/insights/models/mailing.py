"""Pages of figures that come by mail."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.people.models import Agent


class Rhythm(models.TextChoices):
    """How often a page comes, and so which days it tells of: those that have just ended."""

    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every quarter")


class PageMail(models.Model):
    """A page that is mailed; `query` holds its team, clock and filter, and how it is told apart.

    Each of its readers gets what he or she may see. `due_at` is when it leaves next.
    """

    page = models.CharField(max_length=40)
    query = models.CharField(max_length=700)
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    made_by = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("page", "id")
        indexes = [
            models.Index(
                fields=["due_at"],
                name="page_mail_due",
                condition=models.Q(stopped_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"mail {self.pk} of the page {self.page}"


class Problem(models.TextChoices):
    """Why the last mail did not reach a reader."""

    REFUSED = "refused", _("the mail server refused it")
    UNSEEN = "unseen", _("may no longer see these figures")


class PageMailReader(models.Model):
    """Somebody who gets it, and what became of the last one."""

    mail = models.ForeignKey(PageMail, on_delete=models.CASCADE, related_name="readers")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=10, choices=Problem, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["mail", "agent"], name="one_page_mail_for_each_reader")
        ]

    def __str__(self) -> str:
        return f"reader {self.agent_id} of {self.mail_id}"
