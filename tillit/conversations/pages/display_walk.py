"""One walk through a page that writes it anew without its dress."""

from itertools import islice

from lxml import etree

from tillit.conversations.pages.display_marks import (
    emphasis_of,
    is_data,
    is_pixel,
    picture_of,
    spans,
)
from tillit.conversations.pages.display_writer import DisplayWriter
from tillit.conversations.pages.page_marks import (
    begins_to_quote,
    is_citation,
    is_hidden,
    is_tight,
    picture_word,
)
from tillit.conversations.pages.plain import LEFT_OUT, LINES

MOST_ELEMENTS = 20_000
DEEPEST = 200
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = ("ul", "ol")


class DisplayWalk:
    """One walk through a page, without recursion, since some pages are deeper than any stack."""

    def __init__(self, root: etree._Element, *, leave_quotations_out: bool) -> None:
        """Begin at the root."""
        self._writer = DisplayWriter()
        self._leave_quotations_out = leave_quotations_out
        self._waiting: list[tuple[etree._Element, str | None, int]] = [(root, None, 0)]
        self._tables: dict[etree._Element, bool] = {}

    @property
    def text(self) -> str:
        """The words that are shown."""
        return "".join(self._writer.text)

    def page(self) -> str:
        """The page; empty when it is too large, or has nothing that plain text could not say."""
        return self._writer.finished() if self.walk() and self._writer.is_dressed else ""

    def walk(self) -> bool:
        """Go through it once; False when it is too large."""
        writer = self._writer
        seen = 0
        while self._waiting:
            element, entered, depth = self._waiting.pop()
            if entered is not None:
                self._leave(element, entered)
                writer.words(element.tail)
                continue
            seen += 1
            if seen > MOST_ELEMENTS or depth > DEEPEST:
                return False
            if self._enter(element, depth):
                break
        return True

    def _enter(self, element: etree._Element, depth: int) -> bool:
        """Into an element; True where all that follows repeats an earlier mail."""
        tag = element.tag if isinstance(element.tag, str) else "script"
        if tag in LEFT_OUT or is_hidden(element) or self._is_quotation(element, tag):
            self._writer.words(element.tail)
            return False
        if self._leave_quotations_out and element.attrib and begins_to_quote(element):
            if not element.get("class") or element.get("id"):
                return True
            self._writer.words(element.tail)
            return False
        self._waiting.append((element, self._begin(element, tag), depth))
        self._waiting.extend((child, None, depth + 1) for child in reversed(element))
        self._writer.words(element.text)
        return False

    def _is_quotation(self, element: etree._Element, tag: str) -> bool:
        return tag == "blockquote" and self._leave_quotations_out and is_citation(element)

    def _begin(self, element: etree._Element, tag: str) -> str:
        """What the end of the element has to end: "" for nothing, else the name of a thing."""
        writer = self._writer
        if tag in ("td", "th", "tr", "table"):
            return self._begin_table(element, tag)
        if tag in ("ul", "ol", "pre", "blockquote") or (tag == "li" and writer.box_now in _LISTS):
            writer.box(tag)
            writer.is_dressed = writer.is_dressed or tag != "blockquote"
            return tag
        if tag in _HEADINGS:
            writer.gap()
            writer.emphasis("strong")
            return "heading"
        if tag == "p" and not is_tight(element):
            writer.gap()
            return "p"
        if tag in LINES or tag in ("p", "li"):
            writer.end_line()
            return "line"
        return self._begin_words(element, tag)

    def _begin_words(self, element: etree._Element, tag: str) -> str:
        writer = self._writer
        if tag == "br":
            writer.line_break()
        elif tag == "hr":
            writer.rule()
        elif tag == "img":
            self._picture(element)
        elif tag == "a":
            return "emphasis" if self._link(element) else ""
        elif emphasis := emphasis_of(element, tag):
            writer.emphasis(emphasis)
            return "emphasis"
        return ""

    def _link(self, element: etree._Element) -> bool:
        address = element.get("href") or ""
        if not self._writer.link(address):
            return False
        words = "".join(islice(element.itertext(), 20)).strip()
        if words and words.lower() not in address.lower():
            self._writer.is_dressed = True
        return True

    def _picture(self, element: etree._Element) -> None:
        word = picture_word(element)
        if word:
            self._writer.words(word)
        elif not is_pixel(element):
            attributes, alt = picture_of(element)
            if attributes or alt:
                self._writer.picture(attributes, alt)

    def _begin_table(self, element: etree._Element, tag: str) -> str:
        table = element if tag == "table" else next(element.iterancestors("table"), None)
        if table is None or not self._holds_data(table):
            self._writer.end_line()
            return "line"
        self._writer.is_dressed = True
        self._writer.box(tag, spans(element))
        return tag

    def _holds_data(self, table: etree._Element) -> bool:
        if table not in self._tables:
            self._tables[table] = is_data(table)
        return self._tables[table]

    def _leave(self, element: etree._Element, begun: str) -> None:
        writer = self._writer
        if begun == "heading":
            writer.emphasis_ends()
            writer.gap()
        elif begun == "emphasis":
            writer.emphasis_ends()
        elif begun == "p":
            writer.gap()
        elif begun == "line":
            writer.end_line()
        elif begun:
            writer.box_ends(begun)
