"""Bytes as Web Push writes them in words."""

import base64
import binascii


def words_of(content: bytes) -> str:
    """URL-safe and without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def bytes_of(words: str) -> bytes:
    """The bytes again.

    Raises:
        ValueError: it is something else.
    """
    try:
        padded = words.encode("ascii") + b"=" * (-len(words) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise ValueError("not written in URL-safe base64") from error
