"""Mails that a mailbox sends to itself, to see whether mail comes in."""

from __future__ import annotations

from django.db import models

from tillit import clock


class TrialMail(models.Model):
    """One mail from a mailbox to itself; `mark` stands in its subject and is used once."""

    mailbox = models.ForeignKey(
        "email.Mailbox", on_delete=models.CASCADE, related_name="trial_mails"
    )
    mark = models.CharField(max_length=40, unique=True)
    sent_at = models.DateTimeField(default=clock.now)
    arrived_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"trial mail {self.pk} of {self.mailbox}"
