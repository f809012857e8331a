"""A mailbox elsewhere and the fetching from it, in few words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tillit.channels.email.fetching.connecting import open_folder, signed_in
from tillit.channels.email.fetching.models import ImapProgress, ImapSource, Security
from tillit.channels.email.fetching.progressing import meet
from tillit.channels.email.fetching.tests.dovecot import LOOPBACK, PASSWORD, Dovecot
from tillit.channels.email.fetching.threads import fetch_once
from tillit.channels.email.tests.letters import letter
from tillit.conversations.models import Inbox


def mail(number: int | str, body: str = "Hello, the lid is cracked.\n", **headers: str) -> bytes:
    """A mail that is told from others by its number."""
    return letter(body, Message_ID=f"<{number}@customer.example>", **headers)


@dataclass(frozen=True)
class PostOffice:
    """A mailbox on a real server."""

    server: Dovecot
    user: str

    def source(self, inbox: Inbox, **values: Any) -> ImapSource:
        """Set the mailbox up as a source."""
        source = self.unsaved(mailbox=inbox.mailbox, **values)
        source.save()
        return source

    def unsaved(self, **values: Any) -> ImapSource:
        """The mailbox as people would set it up."""
        chosen = {
            "host": LOOPBACK,
            "port": self.server.port,
            "security": Security.NONE,
            "user": self.user,
            "password": PASSWORD,
            **values,
        }
        return ImapSource(**chosen)

    def receives(self, *mails: bytes, folder: str = "INBOX", at: datetime | None = None) -> None:
        """Mails arrive in the mailbox."""
        self.server.deliver(self.user, *mails, folder=folder, at=at)


def fetch(source: ImapSource) -> int:
    """Connect and fetch once, as after each start; how many mails there were."""
    source = ImapSource.objects.select_related("mailbox__inbox").get(pk=source.pk)
    with signed_in(source) as client:
        folder = open_folder(client, source)
        meet(source, folder)
        return fetch_once(client, source, folder)


def progress(source: ImapSource) -> ImapProgress:
    """How far it has come."""
    return ImapProgress.objects.get(source=source)
