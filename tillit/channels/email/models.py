"""Mail addresses of inboxes."""

from django.db import models

from tillit.channels.email.fetching.models import ImapProgress, ImapSource
from tillit.conversations.models import Inbox

__all__ = ["ImapProgress", "ImapSource", "Mailbox"]


class Mailbox(models.Model):
    """The mail address of an inbox, and the server that its mail leaves by.

    `outgoing_url` is a URL like `smtp://user:password@host:587`; empty means that of the whole
    installation (`TILLIT_SMTP_URL`).
    """

    inbox = models.OneToOneField(Inbox, on_delete=models.CASCADE, related_name="mailbox")
    address = models.EmailField(unique=True)
    outgoing_url = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "mailboxes"

    def __str__(self) -> str:
        return self.address
