"""The words and the files inside a mail."""

from collections.abc import Iterator
from email.message import Message
from itertools import islice
from typing import Any

from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig

from tillit.channels.email.headers import decoded
from tillit.conversations.channels import Unreadable
from tillit.conversations.envelope import Enclosure

_CONFIG = ParserConfig(css=CSS_PROFILES["relaxed"])
MOST_PARTS = 300


def parts_of(mail: Message) -> list[Message]:
    """The parts that are not containers; a mail inside of the mail is one part.

    Raises:
        Unreadable: there are too many to be a letter.
    """
    parts = list(islice(_leaves(mail), MOST_PARTS + 1))
    if len(parts) > MOST_PARTS:
        raise Unreadable(f"the mail has more than {MOST_PARTS} parts")
    return parts


def _leaves(part: Message) -> Iterator[Message]:
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        for inner in _inside(part):
            yield from _leaves(inner)
    else:
        yield part


def _inside(container: Message) -> list[Message]:
    inside: Any = container.get_payload()
    return inside


def content(part: Message) -> bytes:
    """The decoded bytes of a part; an attached mail as it stands."""
    if part.is_multipart():
        return b"\n".join(inner.as_bytes() for inner in _inside(part))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def text_in(part: Message) -> str:
    """The words of a text part in its charset, or in the one it most likely meant."""
    raw = content(part)
    charset = (part.get_content_charset() or "utf-8").strip("'\" ")
    for candidate in (charset, "utf-8", "cp1252"):
        try:
            return raw.decode(candidate).replace("\x00", "")
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return raw.decode("latin-1").replace("\x00", "")


def is_attached(part: Message) -> bool:
    """Whether a part is a file rather than words."""
    if part.get_content_disposition() == "attachment" or part.get_filename():
        return True
    return kind_of(part) not in ("text/plain", "text/html")


def kind_of(part: Message) -> str:
    """The content type; a container whose parts cannot be found is taken for plain text."""
    return "text/plain" if part.get_content_maintype() == "multipart" else part.get_content_type()


def words_of(parts: list[Message]) -> str:
    """The plain text of a mail, made from the HTML part when there is no other."""
    texts = [part for part in parts if not is_attached(part)]
    plain = [text_in(part) for part in texts if kind_of(part) == "text/plain"]
    if any(text.strip() for text in plain):
        return "\n".join(plain)
    pages = [text_in(part) for part in texts if kind_of(part) == "text/html"]
    return "\n".join(text_of_html(page) for page in pages if page.strip())


def text_of_html(html: str) -> str:
    """The words of a page as a person would have typed them."""
    lines = [line.rstrip() for line in get_text(html, _CONFIG).split("\n")]
    text = "\n".join(lines).strip("\n")
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text


def enclosures_of(parts: list[Message]) -> tuple[Enclosure, ...]:
    """The files of a mail, in order."""
    return tuple(
        Enclosure(
            name=decoded(part.get_filename() or "") or _unnamed(part),
            content_type=decoded(part.get_content_type()),
            content=content(part),
        )
        for part in parts
        if is_attached(part)
    )


def _unnamed(part: Message) -> str:
    if part.get_content_type() == "message/rfc822":
        return "mail.eml"
    subtype = part.get_content_subtype()
    return f"{part.get_content_maintype()}.{subtype if subtype.isalnum() else 'bin'}"
