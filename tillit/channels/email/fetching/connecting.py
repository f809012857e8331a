"""Connecting to a mailbox: reach the server, encrypt, sign in, open the folder."""

import imaplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import (
    CapabilityError,
    IMAPClientError,
    IMAPClientReadOnlyError,
    LoginError,
)

from tillit.channels.email.fetching.models import Afterwards, ImapSource, Security, SignIn
from tillit.channels.email.fetching.sealing import SealBroken
from tillit.channels.email.fetching.tokens import access_token
from tillit.channels.email.fetching.trouble import Kind, Trouble, is_limit, wants_encryption

REACHING = 10.0
"""Seconds to reach a server and hear its greeting."""
ANSWERING = 60.0
"""Seconds for anything that it sends later."""


@dataclass(frozen=True)
class Folder:
    """An open folder: its numbering, the number that comes next, and how many mails it holds."""

    validity: int
    next_uid: int
    mails: int


@contextmanager
def signed_in(source: ImapSource, answering: float = ANSWERING) -> Iterator[IMAPClient]:
    """A connection that is signed in; the server has `answering` seconds for each answer.

    Raises:
        Trouble: what is in the way.
    """
    client = _reached(source, answering)
    try:
        _encrypt(client, source)
        _sign_in(client, source)
        yield client
    finally:
        _leave(client)


def _reached(source: ImapSource, answering: float) -> IMAPClient:
    at_once = source.security == Security.TLS
    try:
        client = IMAPClient(
            source.host,
            source.port,
            ssl=at_once,
            ssl_context=ssl.create_default_context() if at_once else None,
            timeout=SocketTimeout(connect=REACHING, read=answering),
        )
    except (OSError, UnicodeError, IMAPClientError) as error:
        raise _out_of_reach(error) from error
    client.normalise_times = False
    return client


def _out_of_reach(error: Exception) -> Trouble:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Trouble(Kind.CERTIFICATE, error.verify_message)
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return Trouble(Kind.HOST, error)
    if isinstance(error, ssl.SSLError):
        return Trouble(Kind.TLS, error.reason or error)
    if isinstance(error, IMAPClientError):
        return Trouble(Kind.QUOTA if is_limit(error) else Kind.ANSWER, error)
    return Trouble(Kind.SILENCE if isinstance(error, TimeoutError) else Kind.PORT, error)


def _encrypt(client: IMAPClient, source: ImapSource) -> None:
    if source.security != Security.STARTTLS:
        return
    try:
        client.starttls(ssl.create_default_context())
    except CapabilityError as error:
        raise Trouble(Kind.STARTTLS, error) from error
    except (OSError, IMAPClientError) as error:
        raise _out_of_reach(error) from error


def _sign_in(client: IMAPClient, source: ImapSource) -> None:
    try:
        if source.auth == SignIn.OAUTH2:
            _with_permission(client, source)
        else:
            _with_password(client, source)
    except SealBroken as error:
        raise Trouble(Kind.SEAL) from error
    except LoginError as error:
        raise _not_let_in(error, source) from error
    except (OSError, imaplib.IMAP4.abort) as error:
        raise Trouble(Kind.CUT, error) from error


def _not_let_in(error: LoginError, source: ImapSource) -> Trouble:
    if is_limit(error):
        return Trouble(Kind.QUOTA, error)
    if isinstance(error.__context__, imaplib.IMAP4.abort):
        return Trouble(Kind.CUT, error)
    permission = source.auth == SignIn.OAUTH2
    return Trouble(Kind.TOKEN_REFUSED if permission else Kind.LOGIN, error)


def _with_password(client: IMAPClient, source: ImapSource) -> None:
    if client.has_capability("LOGINDISABLED"):
        raise Trouble(Kind.PLAIN)
    try:
        # LOGIN knows no letters beyond ASCII; AUTHENTICATE PLAIN does.
        if client.has_capability("AUTH=PLAIN"):
            client.plain_login(source.user, source.password)
        else:
            client.login(source.user, source.password)
    except LoginError as error:
        if wants_encryption(error):
            raise Trouble(Kind.PLAIN, error) from error
        raise
    except UnicodeError as error:
        raise Trouble(Kind.LOGIN, error) from error


def _with_permission(client: IMAPClient, source: ImapSource) -> None:
    try:
        client.oauth2_login(source.user, access_token(source))
    except LoginError as error:
        if is_limit(error) or isinstance(error.__context__, imaplib.IMAP4.abort):
            raise
        # It may have been withdrawn before its time; a new one tells for certain.
        client.oauth2_login(source.user, access_token(source, anew=True))


def open_folder(client: IMAPClient, source: ImapSource) -> Folder:
    """Open the folder that mail is fetched from, without touching it if nothing is to change.

    Raises:
        Trouble: there is no such folder, or the connection broke off.
    """
    try:
        told = _selected(client, source)
    except (OSError, imaplib.IMAP4.abort) as error:
        raise Trouble(Kind.CUT, error) from error
    except IMAPClientError as error:
        raise Trouble(Kind.QUOTA if is_limit(error) else Kind.FOLDER, error) from error
    if b"UIDVALIDITY" not in told:
        raise Trouble(Kind.ANSWER, "the server numbers its mails anew each time")
    next_uid = told.get(b"UIDNEXT") or max(client.search("ALL"), default=0) + 1
    return Folder(told[b"UIDVALIDITY"], next_uid, told.get(b"EXISTS", 0))


def _selected(client: IMAPClient, source: ImapSource) -> dict[bytes, Any]:
    try:
        return client.select_folder(source.folder, readonly=source.afterwards == Afterwards.LEAVE)
    except IMAPClientReadOnlyError:
        return client.select_folder(source.folder, readonly=True)


def _leave(client: IMAPClient) -> None:
    try:
        client.logout()
    except (OSError, IMAPClientError):
        try:
            client.shutdown()
        except OSError:
            return
