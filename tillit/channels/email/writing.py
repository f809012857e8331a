"""The bytes of outgoing mails: headers as they are given, words, and files."""

import base64
import binascii
from collections.abc import Sequence
from email.header import Header
from email.message import Message as Mail
from email.policy import Compat32
from email.utils import quote

from tillit.conversations import files
from tillit.conversations.models import Attachment

_WHOLE = ("In-Reply-To", "References", "List-Unsubscribe")
_LONGEST = 76
_SPECIAL = frozenset('()<>@,:;."[]\\')


class AsGiven(Compat32):
    """Writes headers as they are given, where the newer policies read each back into a tree first.

    Only long ones are folded, and never Message-IDs and links: threads would be torn apart.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """The lines of a header as they are sent."""
        line = f"{name}: {value}{self.linesep}"
        if name in _WHOLE or len(line) <= _LONGEST:
            return line.encode("ascii")
        return super().fold_binary(name, value)


POLICY = AsGiven(linesep="\r\n", mangle_from_=False)


def named(name: str, address: str) -> str:
    """`Name <address>`, encoded where need be.

    Raises:
        ValueError: the address would not survive in a header.
    """
    local, at, domain = address.rpartition("@")
    unfit = not local.isascii() or any(sign.isspace() or sign in "<>" for sign in address)
    if not (local and at and domain) or unfit:
        raise ValueError(f"{address!r} is no address that mail can be sent to")
    address = f"{local}@{domain if domain.isascii() else domain.encode('idna').decode()}"
    name = " ".join(name.split())
    if not name:
        return address
    shown = name if not set(name) & _SPECIAL else f'"{quote(name)}"'
    return f"{shown if name.isascii() else as_header(name)} <{address}>"


def as_header(words: str) -> str:
    """Words as they stand in a header, encoded where need be."""
    parts = words.split()
    words = " ".join(parts)
    fits = words.isascii() and all(len(part) < _LONGEST for part in parts)
    return words if fits else Header(words, "utf-8", maxlinelen=60).encode()


def words_part(kind: str, text: str) -> Mail:
    """A text, plain or HTML."""
    part = Mail(policy=POLICY)
    part["Content-Type"] = f'text/{kind}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part.set_payload(binascii.b2a_qp(text.encode()).decode("ascii"))
    return part


def file_part(attachment: Attachment, *, inline: bool = False) -> Mail:
    """A file; with `inline` the page shows it where it names its Content-ID."""
    maintype, _, subtype = attachment.content_type.partition("/")
    if not subtype or maintype in ("message", "multipart"):  # These may not be encoded.
        maintype, subtype = "application", "octet-stream"
    part, name = Mail(policy=POLICY), attachment.name
    part["Content-Type"] = f"{maintype}/{subtype}"
    part["Content-Transfer-Encoding"] = "base64"
    part.add_header(
        "Content-Disposition",
        "inline" if inline else "attachment",
        filename=name if name.isascii() else ("utf-8", "", name),
    )
    content = files.path_of(attachment.sha256).read_bytes()
    part.set_payload(base64.encodebytes(content).decode("ascii"))
    return part


def fill(mail: Mail, kind: str, parts: Sequence[Mail]) -> Mail:
    """Put parts into a mail or a part: `alternative`, `related` or `mixed`."""
    mail["Content-Type"] = f"multipart/{kind}"
    for part in parts:
        mail.attach(part)
    return mail
