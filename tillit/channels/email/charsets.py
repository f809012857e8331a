"""From bytes to words, whatever the mail says of its charset."""

import codecs
import re
from functools import lru_cache

from tillit.channels.email.guessing import is_far_from_western, likely_codec
from tillit.channels.email.japanese import words_of_iso_2022_jp

_MEANT = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-6-i": "iso8859-6",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "cp950",
    "x-x-big5": "cp950",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "utf8mb4": "utf-8",
    "utf8mb3": "utf-8",
    "unicode": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "x-unicode-2-0-utf-7": "utf-7",
    "unicode-2-0-utf-7": "utf-7",
    "koi8": "koi8-r",
    "koi8r": "koi8-r",
    "win-1251": "cp1251",
    "windows1251": "cp1251",
    "x-cp1251": "cp1251",
    "x-windows-1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-euc-jp": "euc_jp",
    "x-euc-kr": "cp949",
    "x-windows-949": "cp949",
    "ms949": "cp949",
    "ms932": "cp932",
    "x-ms-cp932": "cp932",
    "cp932": "cp932",
    "iso-2022-jp-ms": "iso2022_jp_ext",
    "cp50220": "iso2022_jp_ext",
    "cp50221": "iso2022_jp_ext",
    "cp51932": "euc_jp",
    "x-gb18030": "gb18030",
    "gb-18030": "gb18030",
    "hz-gb-2312": "hz",
    "euc-cn": "gb18030",
    "euc-tw": "cp950",
    "big5-eten": "cp950",
    "cp-850": "cp850",
    "cp-1250": "cp1250",
    "cp-1252": "cp1252",
    "8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso88591": "cp1252",
    "iso-88591": "cp1252",
    "latin2": "iso8859-2",
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
    "x-mac-ce": "mac_latin2",
    "x-mac-cyrillic": "mac_cyrillic",
    "dos-862": "cp862",
    "ibm850": "cp850",
}
"""Names that programs use for something larger than what they say, or of their own invention."""

_WESTERN = ("cp1252",)
_JAPANESE = "iso2022_jp_ext"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXT_CODECS = re.compile(r"[a-z0-9_.:+-]{1,40}")
_PAGE_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{1,40})", re.I
)
_NAMED = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?([A-Za-z][\w.:-]{1,40})", re.IGNORECASE)
_HINT_WITHIN = 64 * 1024
_ASCII = ("", "ascii", "us-ascii", "ansi_x3.4-1968")
_ESCAPES = re.compile(rb"\x1b(?:\$[@B]|\([BJI])")


class CharsetProblem(ValueError):
    """A charset that is not read as it is named; the words were read all the same."""


@lru_cache(maxsize=256)
def codec_of(charset: str) -> str:
    """Python's name for a charset, empty when there is none that turns bytes into words."""
    written = charset.lower().replace("charset=", "").strip("'\" \t\r\n=").partition("*")[0]
    name = re.split(r"[\"'\\\s,;]", written, maxsplit=1)[0]
    name = _MEANT.get(name) or _MEANT.get(name.replace("_", "-"), name)
    if not _TEXT_CODECS.fullmatch(name):
        return ""
    try:
        found = codecs.lookup(name)
        b"a".decode(found.name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    return found.name if found.name not in ("idna", "punycode") else ""


def charset_of_page(page: bytes) -> str:
    """The charset that an HTML page names itself, empty when it names none."""
    found = _PAGE_CHARSET.search(page[:4096])
    return found.group(1).decode("ascii", "replace") if found else ""


def hint_in(raw: bytes) -> str:
    """The first charset that a mail names, for bytes in its headers that name none."""
    found = (one.decode("ascii") for one in _NAMED.findall(raw[:_HINT_WITHIN]))
    return next((one for one in found if codec_of(one) not in ("", "utf-8", "cp1252")), "")


def text_of_header(raw: bytes, hint: str) -> str:
    """The words of a header that says nothing of its charset."""
    if raw.isascii() or is_utf8(raw) or not hint:
        return text_of(raw)
    try:
        return raw.decode(codec_of(hint)).replace("\x00", "")
    except (UnicodeError, ValueError):
        return text_of(raw)


def text_of(raw: bytes, charset: str = "", problems: list[str] | None = None) -> str:
    """The words in these bytes, without NUL; nothing that could be understood is lost."""
    text, problem = _understood(raw, charset)
    if problem and problems is not None:
        problems.append(problem)
    return text.replace("\x00", "") if "\x00" in text else text


def _understood(raw: bytes, charset: str) -> tuple[str, str]:
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return raw.removeprefix(codecs.BOM_UTF8).decode(codec, "replace"), ""
    if raw.isascii() and b"\x1b" not in raw and codec_of(charset) in ("", "cp1252", "utf-8"):
        return raw.decode("ascii"), "" if _is_usual(charset) else f"unknown charset {charset[:40]}"
    codec = codec_of(charset)
    if not codec:
        return _guessed(raw), f"unknown charset {charset[:40]}" if charset else "no charset named"
    return _as_named(raw, codec, charset)


def _is_usual(charset: str) -> bool:
    return not charset or bool(codec_of(charset))


def _as_named(raw: bytes, codec: str, charset: str) -> tuple[str, str]:
    if codec in _WESTERN and _ESCAPES.search(raw):
        return _guessed(raw), f"the charset is iso-2022-jp and not {charset[:40]}"
    if codec in _WESTERN and is_utf8(raw) and not raw.isascii():
        return raw.decode("utf-8"), f"the charset is utf-8 and not {charset[:40]}"
    problem = f"not all of it is {charset[:40]}"
    if codec == "cp1252" and not raw.isascii() and _is_hardly(charset, raw):
        return _guessed(raw), problem
    try:
        text = raw.decode(codec)
    except (UnicodeError, ValueError):
        return _what_else(raw, codec), "" if codec == _JAPANESE else problem
    # Half of a character, which this one charset can name, is none.
    return (text if codec != "utf-7" else _without_halves(text)), ""


def _what_else(raw: bytes, codec: str) -> str:
    """Words that are not in the charset that is named for them."""
    if codec == _JAPANESE:
        return words_of_iso_2022_jp(raw)
    if codec in ("cp1252", "utf-7"):
        return _western(raw)
    if is_utf8(raw) and not raw.isascii():
        return raw.decode("utf-8")
    if codec == "utf-8" and not _is_mostly_utf8(raw):
        return _guessed(raw)
    return raw.decode(codec, "replace")


def _without_halves(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _is_hardly(charset: str, raw: bytes) -> bool:
    """Whether bytes are in another charset than the western one that is named."""
    if charset.strip("'\" ").lower() in _ASCII:
        return bool(likely_codec(raw))
    return is_far_from_western(raw)


def _guessed(raw: bytes) -> str:
    """What the bytes most likely mean."""
    if _ESCAPES.search(raw):
        return _as_named(raw, _JAPANESE, "")[0]
    if is_utf8(raw):
        return raw.decode("utf-8")
    if _is_mostly_utf8(raw):
        return raw.decode("utf-8", "replace")
    codec = likely_codec(raw)
    return raw.decode(codec, "replace") if codec else _western(raw)


def _western(raw: bytes) -> str:
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def is_utf8(raw: bytes) -> bool:
    """Whether all of it is UTF-8."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(raw: bytes) -> bool:
    """Whether at most a tenth of what is not ASCII is broken, as when a text was cut."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = sum(1 for character in text if character > "\x7f")
    return foreign > broken * 10
