"""The words of an HTML page as a person would have typed them; where it begins to quote or sign."""

from dataclasses import dataclass, field

from lxml import etree

from tillit.conversations.pages.page_marks import (
    address_beside,
    begins_signature,
    begins_to_quote,
    is_citation,
    is_hidden,
    is_tight,
    lays_out,
    picture_word,
)
from tillit.conversations.pages.page_writer import Writer

MOST_ELEMENTS = 100_000
"""Elements of a page that are read."""
DEEPEST = 1000
"""Elements inside of each other that a page may have and still be cleaned."""

LEFT_OUT = frozenset(
    {"head", "style", "script", "title", "template", "object", "applet"}
    | {"audio", "video", "map", "select", "datalist", "svg", "math"}
)
LINES = frozenset(
    {"div", "section", "article", "header", "footer", "main", "nav"}
    | {"aside", "address", "center", "form", "fieldset", "tr", "table"}
    | {"tbody", "thead", "tfoot", "caption", "figure", "figcaption", "dt"}
    | {"dd", "body", "html", "details", "summary", "legend"}
)
_PARAGRAPHS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6"} | {"ul", "ol", "dl", "pre", "blockquote"}
)


@dataclass(frozen=True)
class Page:
    """The words of a page, and the lines in which its markup begins to quote, or to sign."""

    text: str = ""
    quotations: tuple[int, ...] = field(default_factory=tuple)
    signatures: tuple[int, ...] = field(default_factory=tuple)
    whole: bool = True


def text_of_html(html: str) -> str:
    """The words of a page as a person would have typed them."""
    return page_text(html).text


def page_text(html: str) -> Page:
    """The words of a page, and the lines in which it begins to quote, or to sign."""
    root = root_of(html)
    if root is None:
        return Page()
    writer = Writer()
    whole = _walk(root, writer)
    text = writer.finished()
    return Page(text, tuple(writer.quotations), tuple(writer.signatures), whole)


def is_too_deep(html: str) -> bool:
    """Whether the elements of a page stand so deep in each other that cleaning it takes minutes."""
    # None is deeper than it has tags that open.
    if html.count("<") - html.count("</") < DEEPEST:
        return False
    root = root_of(html)
    level, depth = ([] if root is None else [root]), 0
    while level and depth <= DEEPEST:
        level, depth = [child for element in level for child in element], depth + 1
    return depth > DEEPEST


def root_of(html: str) -> etree._Element | None:
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
        if tag in LEFT_OUT or is_hidden(element):
            writer.words(element.tail)
            continue
        waiting.append((element, tag))
        _enter(element, tag, writer)
        if len(element):
            waiting.extend((child, "") for child in reversed(element))
        writer.words(element.text)
    return True


def _enter(element: etree._Element, tag: str, writer: Writer) -> None:
    if element.attrib and begins_to_quote(element):
        writer.quotation_begins()
    if element.attrib and begins_signature(element):
        writer.signature_begins()
    if tag in _PARAGRAPHS:
        _enter_paragraph(element, tag, writer)
    elif tag in LINES:
        writer.end_line()
    elif tag in ("br", "hr"):
        writer.line_break()
    elif tag == "li":
        writer.item()
    elif tag in ("td", "th"):
        writer.cell(alone=tag == "td" and lays_out(element))
    elif tag == "a":
        writer.link_begins()
    elif tag == "img":
        writer.words(picture_word(element))


def _enter_paragraph(element: etree._Element, tag: str, writer: Writer) -> None:
    if tag == "blockquote":
        writer.quote(marked=is_citation(element))
    elif tag in ("ul", "ol"):
        writer.list_begins(numbered=tag == "ol")
    elif tag == "p" and is_tight(element):
        writer.end_line()
    else:
        writer.gap()
        writer.keeping += tag == "pre"


def _leave(element: etree._Element, tag: str, writer: Writer) -> None:
    if element.attrib and tag != "br" and begins_signature(element):
        writer.signature_ends()
    if tag == "blockquote":
        writer.quote_ends()
    elif tag in ("ul", "ol"):
        writer.list_ends()
    elif tag == "p" and is_tight(element):
        writer.end_line()
    elif tag in _PARAGRAPHS:
        writer.keeping -= tag == "pre"
        writer.gap()
    elif tag in LINES or tag == "li":
        writer.end_line()
    elif tag == "a":
        writer.link_ends(address_beside(element, writer.link_words()))
