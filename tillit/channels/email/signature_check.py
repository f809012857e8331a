"""Whether a mail bears a signature of the domain that it claims to come from (DKIM, RFC 6376).

The domain of the signature has to be that of From or one above it, which is stricter than DMARC, so
that no list of public suffixes is needed: whoever holds a domain holds those below it.
"""

import logging
import re

import dkim
from dkim.util import InvalidTagValueList, parse_tag_value

from tillit.channels.email.sender_keys import Questions

MOST_SIGNATURES = 5
"""Signatures of one mail that are looked at."""
SIGNED = {b"from", b"to", b"date"}
"""Headers that a signature has to cover; what it does not cover anybody could have changed."""

_ALGORITHMS = (b"rsa-sha256", b"ed25519-sha256")
_LINE_END = re.compile(rb"\r?\n")
_STRICT = re.compile(rb"(?:^|;)\s*adkim\s*=\s*s\s*(?:;|$)", re.IGNORECASE)
_silent = logging.getLogger(f"{__name__}.dkim")
_silent.addHandler(logging.NullHandler())
_silent.propagate = False


def is_signed_by(raw: bytes, domain: str) -> bool:
    """Whether one of the signatures is good and of this domain; never raises."""
    try:
        return _is_signed_by(_LINE_END.sub(b"\r\n", raw), domain, Questions())
    except Exception:
        # Whatever a stranger puts there proves nothing.
        _silent.debug("a signature could not be read", exc_info=True)
        return False


def _is_signed_by(raw: bytes, domain: str, questions: Questions) -> bool:
    mail = dkim.DKIM(raw, logger=_silent, minkey=1024)
    written = [value for name, value in mail.headers if name.lower() == b"dkim-signature"]
    for number, value in enumerate(written[:MOST_SIGNATURES]):
        if _may_count(value, domain, questions) and _is_good(mail, number, questions):
            return True
    return False


def _is_good(mail: dkim.DKIM, number: int, questions: Questions) -> bool:
    try:
        return bool(mail.verify(idx=number, dnsfunc=questions.key))
    except dkim.DKIMException:
        return False


def _may_count(written: bytes, domain: str, questions: Questions) -> bool:
    """Whether a signature, if it is good, says that the whole mail is from this domain."""
    try:
        tags = parse_tag_value(written)
    except InvalidTagValueList:
        return False
    # A signature of the first so many bytes would let anybody write on below.
    whole = b"l" not in tags and tags.get(b"a", b"").lower() in _ALGORITHMS
    covered = {name.strip().lower() for name in tags.get(b"h", b"").split(b":")}
    return whole and covered >= SIGNED and _is_aligned(tags.get(b"d", b""), domain, questions)


def _is_aligned(signer: bytes, domain: str, questions: Questions) -> bool:
    name = signer.decode("ascii", "replace").strip().strip(".").lower()
    if name == domain:
        return True
    if "." not in name or not domain.endswith(f".{name}"):
        return False
    policies = (questions.text_of(f"_dmarc.{one}") for one in (domain, name))
    return not any(_STRICT.search(policy) for policy in policies)
