"""Which server the mail of a mailbox leaves by, and as whom Tillit signs in there."""

from dataclasses import replace

from django.conf import settings

from tillit.channels.email.fetching.models import ImapSource, SignIn
from tillit.channels.email.fetching.tokens import access_token
from tillit.channels.email.models import Mailbox
from tillit.channels.email.outgoing import SendingServer


class NoServer(Exception):
    """Neither the mailbox nor the installation names a sending server."""


def server_of(mailbox: Mailbox) -> SendingServer:
    """The sending server of a mailbox: its own, else that of the installation.

    Raises:
        NoServer: there is none.
        SealBroken: the stored password cannot be opened any more.
        Trouble: the permission to send has ended, or its provider cannot be reached.
        ImapSource.DoesNotExist: it shall sign in as the fetching does, and nothing is fetched.
    """
    if not mailbox.outgoing_url:
        if not settings.TILLIT_SMTP_URL:
            raise NoServer
        return SendingServer.from_url(settings.TILLIT_SMTP_URL)
    server = SendingServer.from_url(mailbox.outgoing_url)
    if mailbox.sends_like_it_fetches:
        return _like_fetching(server, mailbox.imap_source)
    if mailbox.sealed_outgoing_password:
        return replace(server, password=mailbox.outgoing_password)
    return server


def _like_fetching(server: SendingServer, source: ImapSource) -> SendingServer:
    if source.auth == SignIn.OAUTH2:
        return replace(server, user=source.user, token=access_token(source))
    return replace(server, user=source.user, password=source.password)
