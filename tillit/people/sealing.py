"""Boxes for words that must not be readable in the database or in a copy of it."""

from __future__ import annotations

import base64
import hmac
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.encoding import force_bytes

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet


def box_for(purpose: bytes) -> MultiFernet:
    """What seals and opens for one purpose; other purposes cannot open it."""
    # Loaded when it is needed: most processes never open a seal, and the library is large.
    from cryptography.fernet import Fernet, MultiFernet

    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key, purpose)) for key in keys])


def _derived(secret_key: str | bytes, purpose: bytes) -> bytes:
    derived = hmac.digest(force_bytes(secret_key), purpose, "sha256")
    return base64.urlsafe_b64encode(derived)
