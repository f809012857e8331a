"""Sealing a message for one browser (RFC 8291 and 8188): whoever carries it cannot read it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

RECORD = 4096
"""One record is enough: browsers need not take more."""
LAST_RECORD = b"\x02"


def sealed(
    message: bytes,
    *,
    public_key: bytes,
    secret: bytes,
    own: EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The body of a push; `own` and `salt` are made anew for each but in tests.

    Raises:
        ValueError: the key of the browser is none.
    """
    # Loaded when it is needed: most processes push nothing, and the library is large.
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    own = own or ec.generate_private_key(ec.SECP256R1())
    salt = salt or os.urandom(16)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public_key)
    ours = point_of(own)
    shared = own.exchange(ec.ECDH(), theirs)
    key = _derived(shared, secret, b"WebPush: info\0" + public_key + ours, 32)
    content_key = _derived(key, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(key, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4) + bytes([len(ours)]) + ours
    return head + AESGCM(content_key).encrypt(nonce, message + LAST_RECORD, None)


def point_of(key: EllipticCurvePrivateKey) -> bytes:
    """The public half of a key, as the standards write it."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derived(key: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(key)
