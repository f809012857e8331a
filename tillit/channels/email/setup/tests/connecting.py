"""Connecting a mailbox in few words, as a person does on the page."""

import re
from dataclasses import dataclass
from typing import Any

from django.test import Client

from tillit.channels.email.fetching.models import ImapSource
from tillit.channels.email.fetching.tests.dovecot import LOOPBACK, PASSWORD
from tillit.channels.email.fetching.tests.post_office import PostOffice
from tillit.channels.email.models import Mailbox
from tillit.conversations.models import Inbox

Page = Any
"""What the test browser shows: a response together with its context."""

_TAGS = re.compile(r"<[^>]+>|\s+")


@dataclass
class Connector:
    """Somebody in front of the page of one inbox."""

    browser: Client
    inbox: Inbox
    office: PostOffice
    sending_port: int

    @property
    def page(self) -> str:
        """The address of the page."""
        return f"/settings/mail/{self.inbox.pk}/"

    @property
    def mailbox(self) -> Mailbox:
        """The mailbox as it is stored."""
        return Mailbox.objects.get(inbox=self.inbox)

    @property
    def source(self) -> ImapSource:
        """Where its mail is fetched from, as it is stored."""
        return ImapSource.objects.get(mailbox__inbox=self.inbox)

    def filled(self, **values: Any) -> dict[str, Any]:
        """The form, filled in with what works, or with these values."""
        return {
            "address": "support@desk.example",
            "provider": "other",
            "auth": "password",
            "host": LOOPBACK,
            "port": self.office.server.port,
            "security": "none",
            "user": self.office.user,
            "password": PASSWORD,
            "folder": "INBOX",
            "sending_host": LOOPBACK,
            "sending_port": self.sending_port,
            "sending_security": "smtp",
            **values,
        }

    def fills_in(self, **values: Any) -> Page:
        """Press "Save and test"; the page that follows."""
        return self.browser.post(self.page, self.filled(**values), follow=True)

    def presses(self, act: str, **values: Any) -> Page:
        """Press another button; the page that follows."""
        return self.browser.post(f"{self.page}{act}/", values, follow=True)

    def looks(self, **asked: Any) -> Page:
        """Open the page."""
        return self.browser.get(self.page, asked)


def words_on(page: Page) -> str:
    """What can be read on a page, in one line."""
    return _TAGS.sub(" ", page.content.decode()).replace("  ", " ")
