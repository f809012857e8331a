"""Addresses of files that only work for one viewer, and only for some hours.

An address holds no secret of the session; it is a seal over what is shown, to whom and when. It
stays the same for a while, so that a page made anew differs from the one before in nothing.
"""

from django.utils.crypto import constant_time_compare, salted_hmac

from tillit import clock
from tillit.people.models import Agent

SECONDS = 4 * 3600
"""How long an address stays the same; it works for as long again after that."""
_SALT = "tillit.conversations.seals"


def seal(kind: str, number: int, viewer: Agent) -> str:
    """The last part of the address at which this viewer finds it."""
    return _sealed(kind, number, viewer, _period())


def is_genuine(given: str, kind: str, number: int, viewer: Agent) -> bool:
    """Whether we gave this address to this viewer, not too long ago."""
    now = _period()
    return any(
        constant_time_compare(given, _sealed(kind, number, viewer, period))
        for period in (now, now - 1)
    )


def _period() -> int:
    return int(clock.now().timestamp()) // SECONDS


def _sealed(kind: str, number: int, viewer: Agent, period: int) -> str:
    words = f"{kind}:{number}:{viewer.pk}:{period}"
    return salted_hmac(_SALT, words, algorithm="sha256").hexdigest()[:32]
