"""Mails that are signed as a sender's own server would."""

import base64
from functools import cache

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

HEADERS = [b"from", b"to", b"subject", b"date", b"message-id"]


@cache
def _key(owner: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)


def record(owner: str) -> str:
    """What the name system says of the key of an owner."""
    public = _key(owner).public_key()
    encoded = public.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return f"v=DKIM1; k=rsa; p={base64.b64encode(encoded).decode()}"


def signed(
    raw: bytes,
    domain: str,
    *,
    owner: str = "",
    headers: list[bytes] = HEADERS,
    length: bool = False,
) -> bytes:
    """The mail with a signature of this domain, made with the key of its owner."""
    private = _key(owner or domain).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    signature: bytes = dkim.sign(
        raw,
        b"mail",
        domain.encode(),
        private,
        include_headers=headers,
        canonicalize=(b"relaxed", b"relaxed"),
        length=length,
    )
    return signature + raw
