"""Mail addresses of inboxes."""

from typing import Any

from django.db import models

from tillit.channels.email.fetching.models import ImapProgress, ImapSource, UnfetchedMail, sealed
from tillit.channels.email.outgoing import without_password
from tillit.channels.email.setup.models import TrialMail
from tillit.conversations.models import Inbox

__all__ = ["ImapProgress", "ImapSource", "Mailbox", "TrialMail", "UnfetchedMail"]


class Mailbox(models.Model):
    """The mail address of an inbox, and the server that its mail leaves by.

    `outgoing_url` is a URL like `smtp+tls://user@host:587`; empty means that of the whole
    installation (`TILLIT_SMTP_URL`). The password is kept sealed beside it: `save()` moves one that
    stands in the URL. With `sends_like_it_fetches`, user and password are those of the fetching.

    `trusted_authserv` is the name under which the server that takes in its mail says what it found
    out about senders (`mx.example.com`); it has to remove what others write under that name.
    """

    inbox = models.OneToOneField(Inbox, on_delete=models.CASCADE, related_name="mailbox")
    address = models.EmailField(unique=True)
    outgoing_url = models.CharField(max_length=1000, blank=True)
    sealed_outgoing_password = models.TextField(blank=True)
    sends_like_it_fetches = models.BooleanField(default=False)
    trusted_authserv = models.CharField(max_length=255, blank=True)

    outgoing_password = sealed("sealed_outgoing_password")

    class Meta:
        verbose_name_plural = "mailboxes"

    def __str__(self) -> str:
        return self.address

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it, with no password in clear."""
        self.outgoing_url, password = without_password(self.outgoing_url)
        if password:
            self.outgoing_password = password
        super().save(*args, **kwargs)
