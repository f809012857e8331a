"""Words of headers that were packed into ASCII (RFC 2047), as programs really write them."""

import binascii
import re

from tillit.channels.email.charsets import text_of
from tillit.channels.email.transfer import from_base64

LONGEST = 64 * 1024
"""Characters of a header that are read."""

_WORD = re.compile(
    r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*?|(?<=[qQ]\?)(?:[^?]|\?(?!=[^?])){1,200}?)\?="
)
_BETWEEN = re.compile(r"(?<=\?=)\s+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s_-]*")


def decoded(value: object) -> str:
    """A header value in readable words; undecodable bytes become replacement characters."""
    text = repaired(str(value or "")[:LONGEST])
    if "=?" in text:
        text = _unpacked(_BETWEEN.sub("", text))
    return text.replace("\x00", "")


def repaired(text: str) -> str:
    """Raw bytes in a header arrive as surrogates; most of them are UTF-8."""
    if text.isascii():
        return text
    return text_of(text.encode("utf-8", "surrogateescape"))


def _unpacked(text: str) -> str:
    """Neighbours in the same charset are one: some programs cut characters in two."""
    pieces: list[str] = []
    waiting, charset, end = b"", "", 0
    for word in _WORD.finditer(text):
        raw = _bytes_of(word)
        named = word.group(1).partition("*")[0].lower()
        if waiting and (word.start() > end or named != charset or raw is None):
            pieces.append(text_of(waiting, charset))
            waiting = b""
        pieces.append(text[end : word.start()])
        end = word.end()
        if raw is None:
            pieces.append(word.group())
        else:
            waiting, charset = waiting + raw, named
    if waiting:
        pieces.append(text_of(waiting, charset))
    return "".join(pieces) + text[end:]


def _bytes_of(word: re.Match[str]) -> bytes | None:
    """The content of an encoded word, nothing when it is none."""
    content = word.group(3)
    if word.group(2) in "qQ":
        return binascii.a2b_qp(content.encode("utf-8"), header=True)
    if not _BASE64.fullmatch(content):
        return None
    return from_base64(content.replace("-", "+").replace("_", "/").encode("ascii"))
