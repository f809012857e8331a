"""Words that must not be readable in the database or in a copy of it."""

from __future__ import annotations

import base64
import hmac
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.encoding import force_bytes

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

# The library is loaded when it is needed: most processes never open a seal, and it is large.
PURPOSE = b"tillit.channels.email.fetching"


class SealBroken(Exception):
    """What was sealed cannot be opened any more: the secret key is another one."""


def seal(words: str) -> str:
    """Make words unreadable for everybody who does not have the secret key."""
    return _box().encrypt(words.encode()).decode() if words else ""


def unseal(sealed: str) -> str:
    """Open what `seal` made.

    Raises:
        SealBroken: it was sealed with another secret key.
    """
    if not sealed:
        return ""
    from cryptography.fernet import InvalidToken

    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SealBroken from error


def _box() -> MultiFernet:
    from cryptography.fernet import Fernet, MultiFernet

    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(secret_key: str | bytes) -> bytes:
    derived = hmac.digest(force_bytes(secret_key), PURPOSE, "sha256")
    return base64.urlsafe_b64encode(derived)
