"""Whether a mail was signed or encrypted; what it holds stays as it came."""

from tillit.channels.email.bodies import file_name_of, kind_of
from tillit.channels.email.parsing import Part

_ENCRYPTED = ("multipart/encrypted", "application/pgp-encrypted")
_PKCS7 = ("application/pkcs7-mime", "application/x-pkcs7-mime")


def is_signed(mail: Part, parts: list[Part], text: str) -> bool:
    """Whether somebody put his name under it, or a program for him."""
    if mail.get_content_type() == "multipart/signed" or "-----BEGIN PGP SIGNED MESSAGE" in text:
        return True
    if any(kind_of(part).endswith(("pgp-signature", "pkcs7-signature")) for part in parts):
        return True
    return any(_pkcs7(part) == "signed-data" for part in parts)


def is_encrypted(mail: Part, parts: list[Part], text: str) -> bool:
    """Whether its words cannot be read without a key."""
    if mail.get_content_type() in _ENCRYPTED or "-----BEGIN PGP MESSAGE-----" in text:
        return True
    if any(kind_of(part) == "application/pgp-encrypted" for part in parts):
        return True
    return any(_pkcs7(part) == "enveloped-data" for part in parts)


def _pkcs7(part: Part) -> str:
    if kind_of(part) not in _PKCS7 and file_name_of(part).lower() != "smime.p7m":
        return ""
    kind = part.get_param("smime-type", "enveloped-data")
    return kind.lower() if isinstance(kind, str) else ""
