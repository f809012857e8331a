"""The words of an HTML page as a person would have typed them, and where it begins to quote."""

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from tillit.channels.email.page_writer import Writer

MOST_ELEMENTS = 100_000
"""Elements of a page that are read."""
DEEPEST = 1000
"""Elements inside of each other that a page may have and still be cleaned."""

_LEFT_OUT = frozenset(
    [
        "head",
        "style",
        "script",
        "title",
        "template",
        "object",
        "applet",
        "audio",
        "video",
        "map",
        "select",
        "datalist",
        "svg",
        "math",
    ]
)
_LINES = frozenset(
    [
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "aside",
        "address",
        "center",
        "form",
        "fieldset",
        "tr",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "caption",
        "figure",
        "figcaption",
        "dt",
        "dd",
        "body",
        "html",
        "details",
        "summary",
        "legend",
    ]
)
_PARAGRAPHS = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "blockquote"]
)
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
_SAME = re.compile(r"^(?:mailto:|tel:|https?://)?(?:www\.)?|[/\s]+$", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:mailto|tel):", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:https?|ftp|mailto|tel):", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """The words of a page; `quotations` are the lines in which its markup begins to quote."""

    text: str = ""
    quotations: tuple[int, ...] = field(default_factory=tuple)
    whole: bool = True


def text_of_html(html: str) -> str:
    """The words of a page as a person would have typed them."""
    return page_text(html).text


def page_text(html: str) -> Page:
    """The words of a page, and the lines in which it begins to quote."""
    root = _root_of(html)
    if root is None:
        return Page()
    writer = Writer()
    whole = _walk(root, writer)
    text, quotations = writer.finished()
    return Page(text, quotations, whole)


def is_too_deep(html: str) -> bool:
    """Whether the elements of a page stand so deep in each other that cleaning it takes minutes."""
    if html.count("<") < DEEPEST:
        return False
    root = _root_of(html)
    depth = deepest = 0
    for event, _element in (
        etree.iterwalk(root, events=("start", "end")) if root is not None else ()
    ):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest > DEEPEST


def _root_of(html: str) -> etree._Element | None:
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root: etree._Element | None = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None
    return root


def _walk(root: etree._Element, writer: Writer) -> bool:
    """Through the tree without recursion, since some pages are deeper than any stack.

    False when the page has more elements than are read.
    """
    waiting: list[tuple[etree._Element, str]] = [(root, "")]
    seen = 0
    while waiting:
        element, entered = waiting.pop()
        if entered:
            _leave(element, entered, writer)
            writer.words(element.tail)
            continue
        seen += 1
        tag = element.tag if isinstance(element.tag, str) else "script"
        if seen > MOST_ELEMENTS:
            return False
        if tag in _LEFT_OUT or _is_hidden(element):
            writer.words(element.tail)
            continue
        waiting.append((element, tag))
        _enter(element, tag, writer)
        waiting.extend((child, "") for child in reversed(element))
        writer.words(element.text)
    return True


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style")
    if style is None:
        return element.get("hidden") is not None
    return _HIDDEN.search(_plain_style(style)) is not None


def _plain_style(style: str) -> str:
    return "".join(style[:1000].lower().split())


def _begins_to_quote(element: etree._Element) -> bool:
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


def _enter(element: etree._Element, tag: str, writer: Writer) -> None:
    if element.attrib and _begins_to_quote(element):
        writer.quotation_begins()
    if tag in _PARAGRAPHS:
        _enter_paragraph(element, tag, writer)
    elif tag in _LINES:
        writer.end_line()
    elif tag in ("br", "hr"):
        writer.line_break()
    elif tag == "li":
        writer.item()
    elif tag in ("td", "th"):
        writer.cell(alone=tag == "td" and _lays_out(element))
    elif tag == "a":
        writer.link_begins()
    elif tag == "img":
        writer.words(_picture_word(element))


def _enter_paragraph(element: etree._Element, tag: str, writer: Writer) -> None:
    if tag == "blockquote":
        writer.quote(marked=_is_citation(element))
    elif tag in ("ul", "ol"):
        writer.list_begins(numbered=tag == "ol")
    elif tag == "p" and _is_tight(element):
        writer.end_line()
    else:
        writer.gap()
        writer.keeping += tag == "pre"


def _leave(element: etree._Element, tag: str, writer: Writer) -> None:
    if tag == "blockquote":
        writer.quote_ends()
    elif tag in ("ul", "ol"):
        writer.list_ends()
    elif tag == "p" and _is_tight(element):
        writer.end_line()
    elif tag in _PARAGRAPHS:
        writer.keeping -= tag == "pre"
        writer.gap()
    elif tag in _LINES or tag == "li":
        writer.end_line()
    elif tag == "a":
        writer.link_ends(_address_beside(element, writer.link_words()))


def _is_tight(element: etree._Element) -> bool:
    """Whether a paragraph is a line: Outlook writes every line so."""
    if "mso" in (element.get("class") or "").lower():
        return True
    style = element.get("style")
    return style is not None and bool(_TIGHT.search(_plain_style(style)))


def _is_citation(element: etree._Element) -> bool:
    """Whether it repeats somebody: Gmail indents with the same element, without a line."""
    if element.get("type") == "cite" or element.get("cite") or element.get("class"):
        return True
    return "border:none" not in _plain_style(element.get("style") or "")


def _lays_out(cell: etree._Element) -> bool:
    """Whether a cell holds more than a figure or a word: then the table is no table."""
    return any(one.tag in _SHAPES for one in islice(cell.iter(), 20))


def _picture_word(element: etree._Element) -> str:
    """The character that a small picture stands for, such as a smiling face."""
    word = element.get("alt") or ""
    return word if 0 < len(word) <= 8 and not any(letter.isalnum() for letter in word) else ""


def _address_beside(element: etree._Element, words: str) -> str:
    """Where a link leads, when its words do not say it."""
    address = "".join((element.get("href") or "").split())
    if not _ADDRESS.match(address) or not words.strip():
        return ""
    shown, meant = (_SAME.sub("", text.strip()).lower() for text in (words, address))
    return "" if shown == meant.partition("?")[0] or shown == meant else _SCHEME.sub("", address)
