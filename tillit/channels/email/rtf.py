"""The words of RTF, or the page that Outlook packed into it."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

LONGEST = 4 * 1024 * 1024
DEEPEST = 200

_TOKENS = re.compile(
    rb"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,9})? ?|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-z\r\n])|\\\r?\n|(?P<open>\{)|(?P<close>\})|[\r\n]+|(?P<text>[^\\{}\r\n]+)"
)
_LEFT_OUT = frozenset(
    b"colortbl stylesheet info pict object header footer headerl headerr headerf footerl footerr"
    b" footerf fldinst listtable listoverridetable generator themedata xmlnstbl filetbl"
    b" revtbl".split()
)
_WRITTEN = {
    **{b"par": "\n", b"line": "\n", b"row": "\n", b"sect": "\n", b"page": "\n"},
    **{b"tab": "\t", b"cell": "\t", b"emdash": "—", b"endash": "–", b"bullet": "•"},
    **{b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”"},
}
_SIGNS = {b"~": "\xa0", b"_": "\u2011", b"-": "", b"{": "{", b"}": "}", b"\\": "\\"}
_CHARSETS = {
    **{0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950"},
    **{161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256"},
    **{186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 255: "cp437"},
}


@dataclass(frozen=True)
class _Group:
    """What holds until the next closing brace."""

    is_left_out: bool = False
    is_fonts: bool = False
    is_tag: bool = False
    is_dress: bool = False
    """Within the RTF that only says how the page beside it looks."""
    instead: int = 1
    """Characters behind one of Unicode that say the same to programs that do not know it."""
    codec: str = "cp1252"


@dataclass
class _Reader:
    group: _Group = field(default_factory=_Group)
    outer: list[_Group] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    words: list[str] = field(default_factory=list)
    waiting: bytearray = field(default_factory=bytearray)
    skipping: int = 0
    is_page: bool = False
    is_starred: bool = False

    def text(self, raw: bytes) -> None:
        """Bytes of words, of which two may be one character."""
        skipped = min(self.skipping, len(raw))
        self.skipping -= skipped
        if self._is_shown():
            self.waiting += raw[skipped:]

    def character(self, written: str) -> None:
        """A character that the RTF names."""
        if self.skipping:
            self.skipping -= 1
        elif self._is_shown():
            self._flush()
            self.words.append(written)

    def opens(self) -> None:
        """A group begins."""
        self._flush()
        self.skipping = 0
        self.outer.append(self.group)

    def closes(self) -> None:
        """A group ends, and what held before it holds again."""
        self._flush()
        self.skipping = 0
        self.group = self.outer.pop() if self.outer else self.group

    def word(self, word: bytes, number: int | None) -> None:
        """A word of the RTF."""
        starred, self.is_starred = self.is_starred, False
        if (written := _WRITTEN.get(word)) is not None:
            self.character(written)
            return
        self._flush()
        if (act := _ACTS.get(word)) is not None:
            act(self, number)
        elif word in _LEFT_OUT or starred:
            self.group = replace(self.group, is_left_out=True)

    def finished(self) -> str:
        """All that was read."""
        self._flush()
        return "".join(self.words)

    def unicode(self, number: int | None) -> None:
        """A character by its number, and those that are there instead of it."""
        if self._is_shown():
            self.words.append(chr((number or 0x20) % 0x10000))
        self.skipping = self.group.instead

    def choose_font(self, number: int | None) -> None:
        """A font, which may have a charset of its own."""
        self.font = number or 0
        if not self.group.is_fonts and self.font in self.fonts:
            self.group = replace(self.group, codec=self.fonts[self.font])

    def choose_charset(self, number: int | None) -> None:
        """The charset of the font that is being told of."""
        codec = _CHARSETS.get(number or 0)
        if codec and number and self.group.is_fonts:
            self.fonts[self.font] = codec

    def choose_code_page(self, number: int | None) -> None:
        """The charset of the whole."""
        try:
            codec = codecs.lookup(f"cp{number}").name if number != 65001 else "utf-8"
        except LookupError:
            return
        self.group = replace(self.group, codec=codec)

    def _is_shown(self) -> bool:
        group = self.group
        if group.is_tag:
            return True
        return not (group.is_left_out or group.is_fonts or (self.is_page and group.is_dress))

    def _flush(self) -> None:
        if self.waiting:
            self.words.append(bytes(self.waiting).decode(self.group.codec, "replace"))
            self.waiting.clear()


def _tells_of_fonts(reader: _Reader, _number: int | None) -> None:
    reader.group = replace(reader.group, is_fonts=True)


def _holds_a_page(reader: _Reader, number: int | None) -> None:
    reader.is_page = number != 0


def _is_dressed(reader: _Reader, number: int | None) -> None:
    reader.group = replace(reader.group, is_dress=number != 0)


def _is_tag(reader: _Reader, _number: int | None) -> None:
    reader.group = replace(reader.group, is_tag=reader.is_page, is_left_out=not reader.is_page)


def _has_instead(reader: _Reader, number: int | None) -> None:
    reader.group = replace(reader.group, instead=max(0, number if number is not None else 1))


_ACTS: dict[bytes, Callable[[_Reader, int | None], None]] = {
    b"u": _Reader.unicode,
    b"uc": _has_instead,
    b"f": _Reader.choose_font,
    b"fcharset": _Reader.choose_charset,
    b"ansicpg": _Reader.choose_code_page,
    b"fonttbl": _tells_of_fonts,
    b"fromhtml": _holds_a_page,
    b"htmlrtf": _is_dressed,
    b"htmltag": _is_tag,
}


def words_of_rtf(raw: bytes) -> tuple[str, str]:
    """The plain words of RTF, or the page in it; one of the two is empty."""
    reader = _Reader()
    for token in _TOKENS.finditer(raw[:LONGEST]):
        _take(reader, token)
        if len(reader.outer) > DEEPEST:
            break
    written = reader.finished().encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    written = written.replace("\x00", "")
    return ("", written) if reader.is_page else (written.strip(), "")


def _take(reader: _Reader, token: re.Match[bytes]) -> None:
    kind = token.lastgroup
    if kind == "text":
        reader.text(token.group())
    elif kind == "hex":
        reader.text(bytes.fromhex(token.group("hex").decode()))
    elif kind == "open":
        reader.opens()
    elif kind == "close":
        reader.closes()
    elif kind in ("word", "number"):
        number = token.group("number")
        reader.word(token.group("word"), int(number) if number else None)
    elif token.group("sign") == b"*":
        reader.is_starred = True
    elif kind == "sign":
        reader.character(_SIGNS.get(token.group("sign"), ""))
