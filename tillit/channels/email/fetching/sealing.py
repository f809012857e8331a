"""Words that must not be readable in the database or in a copy of it."""

from __future__ import annotations

from tillit.people.sealing import box_for

PURPOSE = b"tillit.channels.email.fetching"


class SealBroken(Exception):
    """What was sealed cannot be opened any more: the secret key is another one."""


def seal(words: str) -> str:
    """Make words unreadable for everybody who does not have the secret key."""
    return box_for(PURPOSE).encrypt(words.encode()).decode() if words else ""


def unseal(sealed: str) -> str:
    """Open what `seal` made.

    Raises:
        SealBroken: it was sealed with another secret key.
    """
    if not sealed:
        return ""
    from cryptography.fernet import InvalidToken

    try:
        return box_for(PURPOSE).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SealBroken from error
