"""What the markup of mail programs means: hidden, quoting, a line, a citation."""

import re
from functools import lru_cache
from itertools import islice

from lxml import etree

LONGEST_STYLE = 1000
MOST_STYLES = 500
"""That are remembered: a page repeats the same few hundreds of times."""

_SHAPES = frozenset({"table", "p", "ul", "ol", "h1", "h2"})
_HIDDEN = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|font-size:0(?:px|pt|em|rem|%)?(?:;|!|$)"
    r"|max-height:0(?:px)?(?:;|!|$)|opacity:0(?:;|!|$)"
)
_TIGHT = re.compile(r"(?:^|;)margin(?:-bottom)?:0(?:px|pt|in|cm)?(?:;|!|$|0)")
_OUTLOOK_LINE = re.compile(r"border:none;border-top:solid(?:windowtext|#?\w+)?[\d.]*")
_QUOTING_CLASS = re.compile(
    r"(?:^|\s)(?:gmail_quote|gmail_quote_container|moz-cite-prefix|yahoo_quoted|protonmail_quote"
    r"|tutanota_quote|zmail_extra|OutlookMessageHeader|ms-outlook-mobile-reference-message"
    r"|ydp\w*yahoo_quoted|front-blockquote|moz-email-headers-table)(?:\s|$)"
)
_QUOTING_ID = re.compile(
    r"^(?:x_)*(?:divRplyFwdMsg|appendonsend|replySplit|stopSpelling|reply-intro|OLK_SRC_BODY_SECTION"
    r"|mail-editor-reference-message-container|yahoo_quoted_\d*|ms-outlook-mobile-body-separator-line)"
)
_SIGNATURE_CLASS = re.compile(r"(?:^|\s)(?:gmail_signature|moz-signature)(?:\s|$)")
_SIGNATURE_ID = re.compile(
    r"^(?:x_)*(?:Signature|ms-outlook-mobile-signature|AppleMailSignature"
    r"|lineBreakAtBeginningOfSignature)$"
)
_SAME = re.compile(r"^(?:mailto:|tel:|https?://)?(?:www\.)?|[/\s]+$", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:mailto|tel):", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:https?|ftp|mailto|tel):", re.IGNORECASE)


def is_hidden(element: etree._Element) -> bool:
    """Whether nobody sees an element."""
    style = element.get("style")
    if style is None:
        return element.get("hidden") is not None
    return _hides(style[:LONGEST_STYLE])


@lru_cache(MOST_STYLES)
def _hides(style: str) -> bool:
    return _HIDDEN.search(_plain_style(style)) is not None


def _plain_style(style: str) -> str:
    return _squeezed(style[:LONGEST_STYLE])


@lru_cache(MOST_STYLES)
def _squeezed(style: str) -> str:
    return "".join(style.lower().split())


def begins_to_quote(element: etree._Element) -> bool:
    """Whether a mail program begins to repeat an earlier mail with this element."""
    if element.tag == "blockquote":
        return False
    name = element.get("class")
    if name is not None and _QUOTING_CLASS.search(name[:500]):
        return True
    name = element.get("id")
    if name is not None and _QUOTING_ID.match(name[:200]):
        return True
    style = element.get("style") if element.tag == "div" else None
    return style is not None and bool(_OUTLOOK_LINE.match(_plain_style(style)))


def begins_signature(element: etree._Element) -> bool:
    """Whether a mail program adds the signature with this element."""
    name = element.get("class")
    if name is not None and _SIGNATURE_CLASS.search(name[:500]):
        return True
    name = element.get("id")
    return name is not None and _SIGNATURE_ID.match(name[:200]) is not None


def is_tight(element: etree._Element) -> bool:
    """Whether a paragraph is a line: Outlook writes every line so."""
    if "mso" in (element.get("class") or "").lower():
        return True
    style = element.get("style")
    return style is not None and bool(_TIGHT.search(_plain_style(style)))


def is_citation(element: etree._Element) -> bool:
    """Whether it repeats somebody: Gmail indents with the same element, without a line."""
    if element.get("type") == "cite" or element.get("cite") or element.get("class"):
        return True
    return "border:none" not in _plain_style(element.get("style") or "")


def lays_out(cell: etree._Element) -> bool:
    """Whether a cell holds more than a figure or a word: then the table is no table."""
    return any(one.tag in _SHAPES for one in islice(cell.iter(), 20))


def picture_word(element: etree._Element) -> str:
    """The character that a small picture stands for, such as a smiling face."""
    word = element.get("alt") or ""
    return word if 0 < len(word) <= 8 and not any(letter.isalnum() for letter in word) else ""


def address_beside(element: etree._Element, words: str) -> str:
    """Where a link leads, when its words do not say it."""
    address = "".join((element.get("href") or "").split())
    if not _ADDRESS.match(address) or not words.strip():
        return ""
    shown, meant = (_SAME.sub("", text.strip()).lower() for text in (words, address))
    return "" if shown == meant.partition("?")[0] or shown == meant else _SCHEME.sub("", address)
