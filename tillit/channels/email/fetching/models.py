"""Mailboxes that mail is fetched from: what people set, and how far the fetching has come."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.channels.email.fetching.sealing import seal, unseal
from tillit.channels.email.fetching.trouble import sentence

OVERDUE = timedelta(minutes=15)
"""A source that nothing was fetched from for so long needs a person."""


class Security(models.TextChoices):
    """How the connection is encrypted."""

    TLS = "tls", "TLS"
    STARTTLS = "starttls", "STARTTLS"
    NONE = "none", _("No encryption")


class SignIn(models.TextChoices):
    """How Tillit signs in."""

    PASSWORD = "password", _("With a password")
    OAUTH2 = "oauth2", _("With a permission (OAuth 2)")


class Provider(models.TextChoices):
    """Who gives permissions."""

    GOOGLE = "google", "Google"
    MICROSOFT = "microsoft", "Microsoft"


class Beginning(models.TextChoices):
    """What becomes of the mail that is in the mailbox already."""

    NEW = "new", _("From now on")
    HISTORY = "history", _("Bring in everything before, quietly")


class Afterwards(models.TextChoices):
    """What becomes of a mail in its mailbox once it is stored here."""

    LEAVE = "leave", _("Leave it as it is")
    SEEN = "seen", _("Mark it as read")
    MOVE = "move", _("Move it to a folder")


class State(models.TextChoices):
    """How the fetching goes."""

    NEW = "new", _("Not yet connected")
    WORKING = "working", _("Working")
    TROUBLE = "trouble", _("In trouble")


def sealed(field: str) -> property:
    """A property that gives in clear, and takes in clear, what `field` keeps sealed."""

    def read(self: models.Model) -> str:
        return unseal(getattr(self, field))

    def write(self: models.Model, words: str) -> None:
        setattr(self, field, seal(words))

    return property(read, write)


class ImapSourceQuerySet(models.QuerySet["ImapSource"]):
    """Sources in the words of the domain."""

    def fetched(self) -> ImapSourceQuerySet:
        """Those that are to be fetched from: nothing is before it is known where to begin."""
        return self.filter(paused=False).exclude(begin_with="")

    def ailing(self) -> ImapSourceQuerySet:
        """Those in trouble, or that nothing was fetched from for too long."""
        since = clock.now() - OVERDUE
        trouble = models.Q(progress__state=State.TROUBLE)
        late = models.Q(progress__last_fetch_at__lt=since)
        never = models.Q(progress__last_fetch_at=None, edited_at__lt=since)
        return self.fetched().filter(trouble | late | never).select_related("progress", "mailbox")


class ImapSource(models.Model):
    """A mailbox on another server, as people set it up.

    Passwords and tokens are kept sealed; `password`, `client_secret` and `refresh_token` are the
    words in clear. Every `save()` lets the fetching begin anew with what is set then. As long as
    `begin_with` is empty, nobody has said yet where to begin.
    """

    mailbox = models.OneToOneField(
        "email.Mailbox", on_delete=models.CASCADE, related_name="imap_source"
    )
    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField(default=993)
    security = models.CharField(max_length=10, choices=Security, default=Security.TLS)
    user = models.CharField(max_length=320)
    auth = models.CharField(max_length=10, choices=SignIn, default=SignIn.PASSWORD)
    sealed_password = models.TextField(blank=True)
    provider = models.CharField(max_length=20, choices=Provider, blank=True)
    token_url = models.URLField(max_length=500, blank=True)
    client_id = models.CharField(max_length=300, blank=True)
    sealed_client_secret = models.TextField(blank=True)
    sealed_refresh_token = models.TextField(blank=True)
    folder = models.CharField(max_length=255, default="INBOX")
    begin_with = models.CharField(
        max_length=10, choices=Beginning, default=Beginning.NEW, blank=True
    )
    afterwards = models.CharField(max_length=10, choices=Afterwards, default=Afterwards.LEAVE)
    move_to = models.CharField(max_length=255, blank=True)
    paused = models.BooleanField(default=False)
    edited_at = models.DateTimeField(auto_now=True)

    objects = ImapSourceQuerySet.as_manager()

    password = sealed("sealed_password")
    client_secret = sealed("sealed_client_secret")
    refresh_token = sealed("sealed_refresh_token")

    def __str__(self) -> str:
        return f"{self.user} at {self.host}"

    @property
    def place(self) -> str:
        """Which mailbox this is; its numbers mean nothing in another one."""
        return f"{self.user}@{self.host}/{self.folder}"[:900]

    @property
    def state(self) -> str:
        """How the fetching goes."""
        return self._progress().state

    @property
    def trouble(self) -> str:
        """What is in the way, in one sentence; empty when nothing is."""
        return sentence(self._progress().trouble, self)

    @property
    def has_begun(self) -> bool:
        """Whether Tillit has opened the folder and knows where it began."""
        return self._progress().began_at is not None

    @property
    def last_fetch_at(self) -> datetime | None:
        """When Tillit last looked for mail and could see all of it."""
        return self._progress().last_fetch_at

    def _progress(self) -> ImapProgress:
        try:
            return self.progress
        except ImapProgress.DoesNotExist:
            return ImapProgress(source=self)


class ImapProgress(models.Model):
    """How far the fetching of one source has come; only the fetching writes it.

    `last_uid` is the cursor: every mail up to it is stored, held, or was left out on purpose. It
    counts within `uid_validity` of `place`. Mails below `known_below` may have been fetched before
    the counting began anew; those below `quiet_below` were there before Tillit was.
    """

    source = models.OneToOneField(ImapSource, on_delete=models.CASCADE, related_name="progress")
    place = models.CharField(max_length=900, blank=True)
    uid_validity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    tidied_uid = models.BigIntegerField(default=0)
    known_below = models.BigIntegerField(default=0)
    quiet_below = models.BigIntegerField(default=0)
    began_at = models.DateTimeField(null=True)
    last_fetch_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    trouble = models.CharField(max_length=20, blank=True)
    last_error = models.TextField(blank=True, help_text="what the other side said")
    stumbles = models.PositiveIntegerField(default=0)
    known_again = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    sealed_access_token = models.TextField(blank=True)
    access_token_until = models.DateTimeField(null=True)

    access_token = sealed("sealed_access_token")

    class Meta:
        verbose_name_plural = "IMAP progress"

    def __str__(self) -> str:
        return f"{self.place}: {self.state}, up to {self.last_uid}"


class UnfetchedMail(models.Model):
    """Where a mail is that its server listed and did not give: its parcel is held, without bytes.

    `uid` counts within `uid_validity` of `place`. `asked_at` is set as long as a person waits for
    it to be fetched once more; `stumbles` are the connections that broke off at it since.
    """

    parcel = models.OneToOneField(
        "conversations.Parcel", on_delete=models.CASCADE, related_name="unfetched"
    )
    source = models.ForeignKey(ImapSource, on_delete=models.CASCADE, related_name="unfetched")
    place = models.CharField(max_length=900)
    uid_validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    asked_at = models.DateTimeField(null=True, blank=True)
    stumbles = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.place}: {self.uid}"
