"""Handing mails to a sending server, and telling what may pass from what never will."""

import base64
import smtplib
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message as Mail
from urllib.parse import quote, unquote, urlsplit

from tillit.conversations.channels import PermanentFailure, TemporaryFailure

TIMEOUT = 20
"""Seconds to wait for a sending server."""


@dataclass(frozen=True)
class SendingServer:
    """Where mail leaves by: `smtp://`, `smtp+tls://` (STARTTLS demanded) or `smtps://`.

    A `token` signs in instead of a password (OAuth 2).
    """

    host: str
    port: int
    user: str
    password: str
    security: str
    token: str = ""

    @classmethod
    def from_url(cls, url: str) -> "SendingServer":
        """Read a URL like `smtp+tls://user:password@mail.example.com:587`.

        Raises:
            ValueError: it is not such a URL.
        """
        parts = urlsplit(url)
        ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
        if parts.scheme not in ports or not parts.hostname:
            raise ValueError(
                "the address of the sending server must look like smtp+tls://user:password@host:587"
            )
        return cls(
            host=parts.hostname,
            port=parts.port or ports[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            security=parts.scheme,
        )

    @property
    def url(self) -> str:
        """The URL that it can be read from, without what is secret."""
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.security}://{user}{host}:{self.port}"

    def connect(self, patience: float = TIMEOUT) -> smtplib.SMTP:
        """A session, encrypted and signed in as the URL demands."""
        context = ssl.create_default_context()
        if self.security == "smtps":
            session: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=patience, context=context
            )
        else:
            session = smtplib.SMTP(self.host, self.port, timeout=patience)
        try:
            if self.security == "smtp+tls":
                session.starttls(context=context)
            self._sign_in(session)
        except Exception:
            session.close()
            raise
        return session

    def _sign_in(self, session: smtplib.SMTP) -> None:
        if self.token:
            session.ehlo_or_helo_if_needed()
            session.auth("XOAUTH2", self._permission)
        elif self.user and f"{self.user}{self.password}".isascii():
            session.login(self.user, self.password)
        elif self.user:
            self._sign_in_plainly(session)

    def _permission(self, challenge: bytes | None = None) -> str:
        # After a refusal the server says why, and waits for an empty line before it says so again.
        return "" if challenge else f"user={self.user}\x01auth=Bearer {self.token}\x01\x01"

    def _sign_in_plainly(self, session: smtplib.SMTP) -> None:
        """With letters beyond ASCII, which smtplib cannot send (RFC 4616 wants UTF-8)."""
        session.ehlo_or_helo_if_needed()
        proof = base64.b64encode(f"\0{self.user}\0{self.password}".encode()).decode()
        code, words = session.docmd("AUTH", f"PLAIN {proof}")
        if code not in (235, 503):
            raise smtplib.SMTPAuthenticationError(code, words)


@contextmanager
def connected(server: SendingServer, patience: float) -> Iterator[smtplib.SMTP]:
    """A session for a short visit; how the server says goodbye does not matter."""
    session = server.connect(patience)
    try:
        yield session
        with suppress(OSError):
            session.quit()
    finally:
        session.close()


def without_password(url: str) -> tuple[str, str]:
    """A URL without its password, and the password."""
    names, at, place = url.rpartition("@")
    user, colon, password = names.partition("://")[2].partition(":")
    if not at or not colon:
        return url, ""
    scheme = names.partition("://")[0]
    return f"{scheme}://{user}@{place}", unquote(password)


_ABOUT_US = {530, 534, 535, 538}
"""Answers to any command that only say that we did not sign in as the server wants it."""

_kept = threading.local()


def hand_over(mail: Mail, *, sender: str, recipient: str, server: SendingServer) -> None:
    """Give a mail to the sending server; returns once it was accepted.

    Raises:
        TemporaryFailure: the server is away or says "later".
        PermanentFailure: the server refuses this mail for good.
    """
    try:
        _session(server).sendmail(sender, [recipient], mail.as_bytes())
    except smtplib.SMTPRecipientsRefused as error:
        code, words = error.recipients[recipient]
        _raise_for(code, words, error)
    except (
        smtplib.SMTPConnectError,
        smtplib.SMTPHeloError,
        smtplib.SMTPAuthenticationError,
    ) as error:
        _forget()
        # A password that is wrong today, or a server that knows nobody, says nothing about a mail.
        raise TemporaryFailure(f"{error.smtp_code} {_words(error.smtp_error)}") from error
    except smtplib.SMTPResponseException as error:
        _forget()
        _raise_for(error.smtp_code, error.smtp_error, error)
    except (OSError, smtplib.SMTPException) as error:
        _forget()
        raise TemporaryFailure(f"{server.host}:{server.port}: {error}") from error


def _session(server: SendingServer) -> smtplib.SMTP:
    """The session kept open from the last mail of this thread, if it is still alive."""
    kept: smtplib.SMTP | None = getattr(_kept, "session", None)
    if kept is not None and getattr(_kept, "server", None) == server:
        try:
            if kept.noop()[0] == 250:
                return kept
        except (OSError, smtplib.SMTPException):
            pass
    _forget()
    _kept.session, _kept.server = server.connect(), server
    return _kept.session


def _forget() -> None:
    kept: smtplib.SMTP | None = getattr(_kept, "session", None)
    if kept is not None:
        kept.close()
    _kept.session = None


def _raise_for(code: int, words: bytes | str, error: Exception) -> None:
    failure = PermanentFailure if code >= 500 and code not in _ABOUT_US else TemporaryFailure
    raise failure(f"{code} {_words(words)}") from error


def _words(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
