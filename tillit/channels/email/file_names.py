"""What a file in a mail is called."""

import mimetypes
import re
from email.message import Message
from urllib.parse import unquote, unquote_to_bytes

from tillit.channels.email.charsets import text_of
from tillit.channels.email.encoded_words import decoded

LONGEST = 200

_BY_TYPE = {
    "message/rfc822": "mail.eml",
    "message/global": "mail.eml",
    "message/partial": "mail-in-pieces.eml",
    "message/external-body": "kept-elsewhere.txt",
    "message/delivery-status": "delivery-status.txt",
    "message/disposition-notification": "disposition-notification.txt",
    "text/rfc822-headers": "headers.txt",
    "text/calendar": "invitation.ics",
    "text/plain": "text.txt",
    "text/html": "text.html",
    "application/pgp-signature": "signature.asc",
    "application/pgp-encrypted": "version.asc",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-signature": "smime.p7s",
    "application/pkcs7-mime": "smime.p7m",
    "application/x-pkcs7-mime": "smime.p7m",
    "application/ms-tnef": "winmail.dat",
}
_MEANT_TYPES = {
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "image/x-png": "image/png",
    "image/x-ms-bmp": "image/bmp",
    "audio/wav": "audio/x-wav",
    "audio/mp3": "audio/mpeg",
    "application/x-pdf": "application/pdf",
    "application/x-zip-compressed": "application/zip",
    "text/x-vcard": "text/vcard",
    "text/directory": "text/vcard",
}
"""What programs call types that have another name."""
_BARE = re.compile(r"filename\*=\"?([^\s\"';]{1,600})\"?\s*(?:;|$)", re.IGNORECASE)
"""An extended name whose program forgot to say in which charset it is."""
_PATH = re.compile(r"^.*[/\\]")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def file_name_of(part: Message) -> str:
    """The name that a part gives its file, empty when it gives none."""
    try:
        name = _extended(part) or part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        name = ""
    name = name or _parameter_as_written(part)
    name = name[1:] if name.count('"') == 1 and name.startswith('"') else name
    return safe_name(decoded(_meant(name or _description(part))))


def _extended(part: Message) -> str:
    """The name in its own charset (RFC 2231), which comes beside a plain one in many mails."""
    written = str(part.get("Content-Disposition", ""))
    if "*=" not in written and "*0" not in written:
        return ""
    for key, value in part.get_params([], header="Content-Disposition"):
        if key.lower() == "filename" and isinstance(value, tuple):
            return text_of(value[2].encode("latin-1", "replace"), value[0] or "")
    found = _BARE.search(written)
    return unquote(found.group(1)) if found and "%" in found.group(1) else ""


def _meant(name: str) -> str:
    """A name whose percent signs nobody decoded, since its charset is unknown or missing."""
    if "%" not in name or "''" not in name:
        return name
    charset, _, rest = name.partition("''")
    return text_of(unquote_to_bytes(rest), charset) if len(charset) < 20 else name


def _parameter_as_written(part: Message) -> str:
    header = str(part.get("Content-Disposition", "")) + ";" + str(part.get("Content-Type", ""))
    found = re.search(r"(?:^|[;\s])(?:file)?name\*?(?:0\*?)?=\"?([^\";]{1,200})", header, re.I)
    return found.group(1) if found else ""


def _description(part: Message) -> str:
    """Some programs put the name into the description only."""
    described = str(part.get("Content-Description", ""))
    return described if re.fullmatch(r"[^\s/\\]{1,80}\.[a-z0-9]{2,4}", described, re.I) else ""


def safe_name(name: str) -> str:
    """The name without folders, control characters or turned writing directions."""
    plain = _UNPRINTABLE.sub("", " ".join(name.split()))
    last = _PATH.sub("", plain).strip() if "/" in plain or "\\" in plain else plain
    return "" if last in (".", "..") else last[-LONGEST:]


def unnamed(content_type: str) -> str:
    """A name for a file without one."""
    known = _BY_TYPE.get(content_type)
    if known:
        return known
    maintype, _, subtype = content_type.partition("/")
    meant = _MEANT_TYPES.get(content_type, content_type)
    ending = mimetypes.guess_extension(meant) or ".bin"
    stem = maintype if maintype.isalnum() else "file"
    return f"{stem}{ending}" if subtype else "file.bin"


def content_type_of(part: Message) -> str:
    """The content type in small letters, as far as it is one."""
    main, _, sub = part.get_content_type().partition("/")
    written = f"{main.strip()}/{(sub.split() or ['octet-stream'])[0]}"
    return written if written.isascii() else text_of(written.encode("utf-8", "replace"))
