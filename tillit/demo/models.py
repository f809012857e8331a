"""What the demo world remembers of itself."""

from __future__ import annotations

from django.db import models


class World(models.Model):
    """The one demo world of an installation, and where its servers listen.

    It is `complete` when all has been loaded; one that is not is taken away and begun anew.
    """

    loaded_at = models.DateTimeField()
    complete = models.BooleanField(default=False)
    intake_host = models.CharField(max_length=60, default="127.0.0.1")
    intake_port = models.PositiveIntegerField(default=2525)

    def __str__(self) -> str:
        return f"demo world of {self.loaded_at:%Y-%m-%d}"


class Belonging(models.Model):
    """A row that the demo world brought along, so that removing it takes nothing else."""

    label = models.CharField(max_length=60)
    row = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["label", "row"], name="belongs_once")]

    def __str__(self) -> str:
        return f"{self.label} {self.row}"


class Mail(models.Model):
    """One mail in the mailbox of a customer of the demo world."""

    owner = models.CharField(max_length=320)
    sent = models.BooleanField(default=False)
    at = models.DateTimeField()
    raw = models.BinaryField()
    subject = models.CharField(max_length=250)
    preview = models.CharField(max_length=140, blank=True)
    correspondent = models.CharField(max_length=160)
    read = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["owner", "-at"], name="mail_of_owner")]

    def __str__(self) -> str:
        return f"{self.owner}: {self.subject}"
