"""Handing mails to a sending server, and telling what may pass from what never will."""

import smtplib
import ssl
import threading
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from tillit.conversations.channels import PermanentFailure, TemporaryFailure

TIMEOUT = 20
"""Seconds to wait for a sending server."""


@dataclass(frozen=True)
class SendingServer:
    """Where mail leaves by: `smtp://`, `smtp+tls://` (STARTTLS demanded) or `smtps://`."""

    host: str
    port: int
    user: str
    password: str
    security: str

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

    def connect(self) -> smtplib.SMTP:
        """A session, encrypted and signed in as the URL demands."""
        context = ssl.create_default_context()
        if self.security == "smtps":
            session: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT, context=context
            )
        else:
            session = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
            if self.security == "smtp+tls":
                session.starttls(context=context)
        if self.user:
            session.login(self.user, self.password)
        return session


_kept = threading.local()


def hand_over(mail: EmailMessage, *, sender: str, recipient: str, server: SendingServer) -> None:
    """Give a mail to the sending server; returns once it was accepted.

    Raises:
        TemporaryFailure: the server is away or says "later".
        PermanentFailure: the server refuses this mail for good.
    """
    try:
        _session(server).send_message(mail, from_addr=sender, to_addrs=[recipient])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = error.recipients[recipient]
        _raise_for(code, words, error)
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
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    failure = PermanentFailure if code >= 500 else TemporaryFailure
    raise failure(f"{code} {text}") from error
