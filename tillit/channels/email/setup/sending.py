"""Trying a sending server out: reach it, encrypt, sign in, and name sender and recipient."""

import re
import smtplib
import socket
import ssl

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.channels.email.fetching.trouble import Kind, Trouble, is_limit, worded
from tillit.channels.email.fetching.trying_out import Outcome
from tillit.channels.email.outgoing import SendingServer, connected

Words = bytes | str

_FULL = re.compile(r"\b[45]\.2\.2\b|over ?quota|mailbox (?:is )?full|quota exceeded", re.IGNORECASE)
_LIMIT = re.compile(r"\b[45]\.4\.5\b|sending limit|too many (?:messages|mails)", re.IGNORECASE)
_ENCRYPT_FIRST = {530, 538}
"""Answers to a sign-in that has to be encrypted (RFC 4954)."""


class SendingKind(models.TextChoices):
    """What only a sending server can have against us, each a sentence with places to fill in."""

    NO_SIGN_IN = "no_sign_in", gettext_lazy("{host} offers no way to sign in as {user}.")
    SENDER = "sender", gettext_lazy("{host} does not let {user} send as {address}.")
    RECIPIENT = (
        "recipient",
        gettext_lazy("{host} takes no mail for {address}: is the address written correctly?"),
    )
    FULL = (
        "full",
        gettext_lazy(
            "The mailbox {address} is full: no mail can arrive until something in it is deleted."
        ),
    )
    LIMIT = "limit", gettext_lazy("{host} lets {user} send no more for now.")
    LATER = "later", gettext_lazy("{host} takes no mail right now.")
    CUT = "cut", gettext_lazy("The connection to {host} broke off.")
    ANSWER = "answer", gettext_lazy("{host} answered something unexpected: is it a mail server?")


def try_sending(server: SendingServer, address: str, patience: float) -> Outcome:
    """Everything but the mail itself: `address` as sender and as recipient, then no content."""
    kind, detail = _obstacle(server, address, patience)
    if kind is None:
        return Outcome(True, _("It works: {host} takes mail.").format(host=server.host))
    user = server.user or _("somebody who has not signed in")
    words = worded(kind, host=server.host, port=server.port, user=user, address=address)
    return Outcome(False, words, detail=Trouble(Kind.ANSWER, detail).detail)


Obstacle = tuple[Kind | SendingKind | None, object]


def _obstacle(server: SendingServer, address: str, patience: float) -> Obstacle:
    reached = False
    try:
        with connected(server, patience) as session:
            reached = True
            return _at_the_counter(session, address)
    except (OSError, UnicodeError) as error:
        return (SendingKind.CUT, error) if reached else _unreached(error, server)


def _unreached(error: OSError | UnicodeError, server: SendingServer) -> Obstacle:
    """Why no session came about; smtplib's errors are OSErrors too, so they come first."""
    if isinstance(error, smtplib.SMTPException):
        return _not_let_in(error, server)
    if isinstance(error, ssl.SSLCertVerificationError):
        return Kind.CERTIFICATE, error.verify_message
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return Kind.HOST, error
    if isinstance(error, ssl.SSLError):
        return Kind.TLS, error.reason or error
    return (Kind.SILENCE if isinstance(error, TimeoutError) else Kind.PORT), error


def _not_let_in(error: smtplib.SMTPException, server: SendingServer) -> Obstacle:
    if isinstance(error, smtplib.SMTPNotSupportedError):
        if "STARTTLS" in str(error):
            return Kind.STARTTLS, error
        return (Kind.PLAIN if server.security == "smtp" else SendingKind.NO_SIGN_IN), error
    if isinstance(error, smtplib.SMTPServerDisconnected):
        silent = isinstance(error.__context__, TimeoutError)
        return (Kind.SILENCE if silent else SendingKind.CUT), error
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _not_signed_in(error.smtp_code, error.smtp_error, server)
    if isinstance(error, smtplib.SMTPResponseException):
        later = 400 <= error.smtp_code < 500
        return (SendingKind.LATER if later else SendingKind.ANSWER), error.smtp_error
    return SendingKind.ANSWER, error


def _not_signed_in(code: int, words: Words, server: SendingServer) -> Obstacle:
    if code in _ENCRYPT_FIRST and server.security == "smtp":
        return Kind.PLAIN, words
    if 400 <= code < 500:
        return SendingKind.LATER, words
    if code in (500, 502, 503, 504):
        return SendingKind.NO_SIGN_IN, words
    return (Kind.TOKEN_REFUSED if server.token else Kind.LOGIN), words


def _at_the_counter(session: smtplib.SMTP, address: str) -> Obstacle:
    """Name sender and recipient, and leave without handing anything over."""
    session.ehlo_or_helo_if_needed()
    for kind, answer in (
        (SendingKind.SENDER, session.mail(address)),
        (SendingKind.RECIPIENT, session.rcpt(address)),
    ):
        code, words = answer
        if code >= 400:
            return _refused(kind, code, words.decode("utf-8", "replace")), words
    session.rset()
    return None, ""


def _refused(kind: SendingKind, code: int, words: str) -> SendingKind:
    if _FULL.search(words):
        return SendingKind.FULL
    if _LIMIT.search(words) or is_limit(words):
        return SendingKind.LIMIT
    return SendingKind.LATER if code < 500 else kind
