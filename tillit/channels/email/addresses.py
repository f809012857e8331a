"""The people that a header names, however it is written, in one pass."""

import re

from tillit.channels.email.encoded_words import decoded
from tillit.channels.email.letter import Address

MOST = 1000
"""People of one header that are read."""
MOST_SIGNS = 20
LONGEST_HALF = 260
"""Characters on each side of an at sign that can be an address."""

_TOKENS = re.compile(
    r'"(?P<quoted>(?:[^"\\]|\\.)*)(?:"|\\?\Z)'
    r"|(?P<comment>\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)"
    r"|\((?:[^()\\]|\\.)*(?:(?=\()|\\?\Z))|<(?P<angle>[^<>]*)>"
    r"|(?P<stop>[,;])|(?P<group>:)|(?P<word>[^\s\"(<,;:]+|[\"(<])|(?P<space>\s+)"
)
_PLAIN = re.compile(
    r"[^\s<>\"'(),:;\[\]\\](?:[^\s<>\"(),:;\[\]\\]{0,250}[^\s<>\"'(),:;\[\]\\])?"
    r"@(?:[^\s<>\"'(),:;\[\]\\@]{1,255}|\[[^\s\[\]]{1,100}\])"
)
_IN_QUOTES = re.compile(
    r'"(?:[^"\\]|\\.){1,64}"@(?:[^\s<>"\'(),:;\[\]\\@]{1,255}|\[[^\s\[\]]{1,100}\])'
)
"""An address whose first half needs quotation marks."""
_ROUTE = re.compile(r"^\s*(?:@[^\s,:@]{1,255},?)+:")
_COMMENT = re.compile(r"\([^()]{0,200}\)")
_HALVES = re.compile(r"[\"()]")
_BRACKETED = re.compile(r"[^<>]<[^<>]+>")
"""Words and brackets behind them, as in a name that has an address in it."""
_ESCAPED = re.compile(r"\\(.)")


def addresses_in(value: str) -> tuple[Address, ...]:
    """Everybody in a header, in order; what names nobody is left out."""
    found = _found(value)
    # A quotation mark or a bracket without its second half hides what stands behind it.
    return found or (_found(_HALVES.sub(" ", value)) if "@" in value else ())


def _found(value: str) -> tuple[Address, ...]:
    found: list[Address] = []
    person = _Person()
    for token in _TOKENS.finditer(value):
        if person.takes(token):
            continue
        found.append(person.read())
        # An unquoted name may have a comma in it: `Haugen, Nora <nora@kunde.example>`.
        person = _Person(person.unaddressed() if token.group() == "," else "")
        if token.lastgroup != "stop":
            person.takes(token)
        if len(found) >= MOST:
            break
    found.append(person.read())
    return tuple(one for one in found if one.address)


class _Person:
    """One mailbox while it is read."""

    def __init__(self, before: str = "") -> None:
        self.before = before
        self.words: list[str] = []
        self.written: list[str] = []
        self.angle: str | None = None
        self.comment = ""

    def takes(self, token: re.Match[str]) -> bool:
        """Whether this token belongs to it; otherwise it has ended."""
        kind, text = token.lastgroup, token.group()
        if kind in ("quoted", "word", "space"):
            self.written.append(text)
        if kind == "stop" or (kind == "word" and self._is_whole()):
            return False
        if kind == "angle" and self._is_another(token.group("angle")):
            return False
        if kind == "angle" and (self.angle is None or "@" not in self.angle):
            self.angle = token.group("angle").strip()
        elif kind == "angle" and "@" in text:
            return True
        elif kind == "comment":
            self.comment = self.comment or text.strip("() ")
        elif kind == "group":
            self._begin_group()
        elif kind == "quoted":
            self.words.append(_quoted(token.group("quoted"), self.angle is None))
        else:
            self.words.append(" " if kind == "space" else text)
        return True

    def _is_whole(self) -> bool:
        """Whether name and address are there, so that more words are those of somebody else."""
        named = any(word.strip() for word in self.words)
        return named and self.angle is not None and "@" in self.angle

    def _is_another(self, angle: str) -> bool:
        """Whether somebody else begins here: two addresses in brackets, and no comma between."""
        mine = _address(self.angle) if self.angle is not None and "@" in self.angle else ""
        return bool(mine) and "@" in angle and _address(angle).lower() != mine.lower()

    def _begin_group(self) -> None:
        """`Friends: a@b, c@d;` or `mailto:a@b`: what stands before the colon is no name."""
        if self.angle is None and not any("@" in word for word in self.words):
            self.words.clear()
        else:
            self.words.append(":")

    def unaddressed(self) -> str:
        """The words of a mailbox that has no address."""
        words = "".join(self.words).strip()
        return "" if self.angle is not None or "@" in words or "=?" in words else words

    def read(self) -> Address:
        """Name and address."""
        words = "".join(self.words).strip()
        if self.angle is not None and "@" in self.angle:
            if self.before and words:
                words = f"{self.before}, {words}"
            return Address(_name(words) or _name(self.comment), _address(self.angle))
        if quoted := _IN_QUOTES.search("".join(self.written)):
            return Address(_name(self.comment), quoted.group())
        words = _ROUTE.sub("", words)
        written = decoded(words)
        plain = _plain_in(words) or _plain_in(written)
        if not plain:
            return Address()
        name = _name(written.replace(plain, "").strip(" <>\"'"))
        return Address(_name(self.comment) or name, plain)


def _plain_in(words: str) -> str:
    """The first address, sought around each at sign: most words have none."""
    at = words.find("@")
    for _ in range(MOST_SIGNS):
        if at < 0:
            return ""
        found = _PLAIN.search(words[max(0, at - LONGEST_HALF) : at + LONGEST_HALF])
        if found:
            return found.group()
        at = words.find("@", at + 1)
    return ""


def _quoted(text: str, before: bool) -> str:
    return _ESCAPED.sub(r"\1", text) if before else ""


def _name(words: str) -> str:
    name = " ".join(decoded(words).split())
    if not _BRACKETED.search(name):
        name = name.strip("<> ")
    if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1].strip()
    return name


def _address(angle: str) -> str:
    """The address in angle brackets, without the route or the scheme that some put before it."""
    address = angle.rpartition(":")[2] if angle.startswith(("@", "mailto:")) else angle
    if _IN_QUOTES.fullmatch(address.strip()):
        return address.strip()
    address = _COMMENT.sub("", address) if "(" in address else address
    found = _plain_in(address)
    written = "".join(address.split()).strip("'\"")
    return found if found and '"' not in address else written
