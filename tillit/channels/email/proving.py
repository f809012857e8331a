"""Whether a mail is provably from the address that it names."""

import hashlib
from email.message import Message

from tillit.channels.email.authentication import speaks_for
from tillit.channels.email.headers import people_in, raw_header
from tillit.channels.email.parsing import parse
from tillit.channels.email.signature_check import is_signed_by

ONCE = ("From", "To", "Date")
"""Headers that must stand there once: of two, a signature covers one and we read the other."""


def proof_of(raw: bytes, address: str, *, trusted_authserv: str) -> str:
    """A name for what this address has provably written; empty when nothing is proven.

    The same words sent again have the same name, whatever others change on the way. What our own
    server found out decides; where it is silent we look at the signatures ourselves.
    """
    mail, _plan = parse(raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n\n")
    domain = _domain_of(address)
    if not domain or not _names_only(mail, address):
        return ""
    trusted = [trusted_authserv] if trusted_authserv else []
    verdict = speaks_for(mail, trusted, domain)
    proven = is_signed_by(raw, domain) if verdict is None else verdict
    return _name_of(mail, raw) if proven else ""


def _domain_of(address: str) -> str:
    try:
        return address.lower().rpartition("@")[2].encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _names_only(mail: Message, address: str) -> bool:
    """Whether this one address, and no other, stands in From."""
    if any(len(mail.get_all(name, [])) != 1 for name in ONCE):
        return False
    senders = [one.address.lower() for one in people_in(mail, "From")]
    return senders == [address.lower()]


def _name_of(mail: Message, raw: bytes) -> str:
    """White space is left out: a signature may allow it to change."""
    body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
    date = "".join(raw_header(mail, "Date").split())
    digest = hashlib.sha256(date.encode() + b"\x00")
    for word in body.split():
        digest.update(word)
    return digest.hexdigest()
