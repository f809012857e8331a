"""Makes the e-mail channel known to the core, and its settings to those who look after them."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.channels.email.channel import EmailChannel
from tillit.conversations.channels import register
from tillit.conversations.request import agent_of
from tillit.ui import settings_pages

register(EmailChannel())


@settings_pages.register("channels", order=20)
def mailboxes(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """For those who connect mailboxes."""
    if agent_of(request).looks_after_settings:
        yield settings_pages.Page(
            label=_("Mailboxes"),
            text=_("Where mail is fetched from and sent through; the test mail."),
            icon="mails",
            url=reverse("mail_setup:mailboxes"),
            words=_("mail server IMAP SMTP Gmail Outlook password"),
        )
