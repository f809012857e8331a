"""What can be in the way of fetching, each in one sentence for people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

if TYPE_CHECKING:
    from tillit.channels.email.fetching.models import ImapSource


class Kind(models.TextChoices):
    """The kinds of trouble, each a sentence with places to fill in."""

    HOST = "host", _("There is no server called {host}: is the name written correctly?")
    PORT = "port", _("{host} cannot be reached on port {port}: is the port right?")
    SILENCE = (
        "silence",
        _("{host} does not answer on port {port}: is the port right, and does it expect TLS?"),
    )
    TLS = "tls", _("{host} does not speak TLS on port {port}: is it STARTTLS, or another port?")
    STARTTLS = "starttls", _("{host} does not offer STARTTLS on port {port}: is it TLS there?")
    CERTIFICATE = "certificate", _("The certificate of {host} is not trusted.")
    PLAIN = "plain", _("{host} lets nobody sign in without encryption: choose TLS or STARTTLS.")
    LOGIN = "login", _("{host} does not accept the name {user} with this password.")
    TOKEN_REFUSED = (
        "token_refused",
        _("{host} does not accept the permission of {user}: connect the account anew."),
    )
    PERMISSION = (
        "permission",
        _("The permission to read the mail of {user} has ended: connect the account anew."),
    )
    PROVIDER = (
        "provider",
        _("The provider that signs {user} in cannot be reached; Tillit will try again."),
    )
    FOLDER = "folder", _("There is no folder called {folder} in the mailbox of {user}.")
    FULL = (
        "full",
        _("The mailbox of {user} is full: no mail can arrive until something in it is deleted."),
    )
    MOVE = "move", _("Mail is fetched, but it cannot be moved to the folder {move_to}.")
    MARK = "mark", _("Mail is fetched, but it cannot be marked as read.")
    QUOTA = "quota", _("{host} lets {user} fetch no more for now; Tillit will try again.")
    CUT = "cut", _("The connection to {host} broke off; Tillit will try again.")
    ANSWER = "answer", _("{host} answered something unexpected; Tillit will try again.")
    SEAL = (
        "seal",
        _("The stored password of {user} cannot be opened any more: please enter it again."),
    )
    OURSELVES = "ourselves", _("Tillit stumbled over the mail of {user}; it will try again.")


class Trouble(Exception):
    """Fetching does not work; `detail` is what the other side said, in its own words."""

    def __init__(self, kind: Kind, detail: object = "") -> None:
        self.kind = kind
        self.detail = _readable(detail)
        super().__init__(f"{kind.value}: {self.detail}")


_LIMITED = re.compile(
    r"quota|\[limit\]|bandwidth|too many (?:simultaneous|connections)|rate.?limit|throttl",
    re.IGNORECASE,
)
_NO_ENCRYPTION = re.compile(r"privacyrequired|logindisabled|plaintext auth", re.IGNORECASE)


def is_limit(words: object) -> bool:
    """Whether a server says that this was enough for now."""
    return bool(_LIMITED.search(_readable(words)))


def wants_encryption(words: object) -> bool:
    """Whether a server says that passwords must not travel in the open."""
    return bool(_NO_ENCRYPTION.search(_readable(words)))


@contextmanager
def in_words() -> Iterator[None]:
    """Within the block, what goes wrong with a connection is trouble."""
    try:
        yield
    except (OSError, IMAPClientAbortError) as error:
        raise Trouble(Kind.CUT, error) from error
    except IMAPClientError as error:
        raise Trouble(Kind.QUOTA if is_limit(error) else Kind.ANSWER, error) from error


def sentence(kind: str, source: ImapSource) -> str:
    """The trouble in words, in the language of who reads it."""
    if kind not in Kind:
        return ""
    return worded(
        Kind(kind),
        host=source.host,
        port=source.port,
        user=source.user,
        folder=source.folder,
        move_to=source.move_to,
    )


def worded(kind: models.TextChoices, **places: object) -> str:
    """A sentence with its places filled in, in the language of who reads it."""
    return str(kind.label).format(**places)


def _readable(detail: object) -> str:
    words = detail.decode("utf-8", "replace") if isinstance(detail, bytes) else str(detail)
    return " ".join(words.replace("\x00", "").split())[:500]
