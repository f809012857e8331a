"""Who pushes: a key of this installation, made when it is first needed and kept (RFC 8292)."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from tillit import clock
from tillit.notices.models import PushDevice, PushIdentity
from tillit.notices.pushing.encoding import words_of
from tillit.notices.pushing.places import Refused
from tillit.notices.pushing.sealing import point_of
from tillit.people.sealing import box_for

PURPOSE = b"tillit.push"
VOUCHED_FOR = timedelta(hours=12)


def public_key() -> str:
    """What a browser is told when it is asked to take in our pushes."""
    return _identity().public_key


def authorization(endpoint: str) -> str:
    """What proves to the maker of a browser that a push is ours.

    Raises:
        Refused: the secret key is another one now, so that ours cannot be opened any more.
    """
    import jwt

    identity, place = _identity(), urlsplit(endpoint)
    claims = {
        "aud": f"{place.scheme}://{place.netloc}",
        "exp": int((clock.now() + VOUCHED_FOR).timestamp()),
        "sub": settings.TILLIT_BASE_URL,
    }
    secret = _opened(identity)
    return f"vapid t={jwt.encode(claims, secret, algorithm='ES256')}, k={identity.public_key}"


def _opened(identity: PushIdentity) -> bytes:
    from cryptography.fernet import InvalidToken

    try:
        return box_for(PURPOSE).decrypt(identity.sealed_key.encode())
    except InvalidToken as error:
        # Browsers belong to one key: they are asked again, with the next.
        with transaction.atomic():
            PushDevice.objects.all().delete()
            identity.delete()
        raise Refused("the key was sealed with another secret key") from error


def _identity() -> PushIdentity:
    # The same number from everybody: whoever comes second takes what the first one made.
    found = PushIdentity.objects.filter(pk=1).first()
    return found or PushIdentity.objects.get_or_create(pk=1, defaults=_made())[0]


def _made() -> dict[str, str]:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    key = ec.generate_private_key(ec.SECP256R1())
    written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    sealed = box_for(PURPOSE).encrypt(written).decode()
    return {"public_key": words_of(point_of(key)), "sealed_key": sealed}
