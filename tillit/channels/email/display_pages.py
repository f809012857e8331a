"""The page of a mail made fit to stand in a conversation: its words without their dress.

What stays is what a person means: lines, lists, tables, links, emphasis, and the places of
pictures. Colours, sizes and positions go, so that nothing breaks out of its place and everything
can be read in the dark. Whatever cannot be shown whole this way is shown as plain text.
"""

import re
from itertools import islice

from lxml import etree

from tillit.channels.email.display_marks import (
    emphasis_of,
    is_data,
    is_pixel,
    picture_of,
    spans,
)
from tillit.channels.email.display_writer import DisplayWriter
from tillit.channels.email.letter import Words
from tillit.channels.email.page_marks import (
    begins_to_quote,
    is_citation,
    is_hidden,
    is_tight,
    picture_word,
)
from tillit.channels.email.pages import LEFT_OUT, LINES, root_of

LONGEST = 400_000
"""Characters of a page that is shown; longer ones are shown as plain text."""
LONGEST_MADE = 200_000
MOST_ELEMENTS = 20_000
DEEPEST = 200

_MAY_BE_DRESSED = re.compile(
    r"<(?:img|table|[uo]l|a|b|strong|em|i|u|s|h[1-6]|hr|pre|blockquote|font|code)\b|font-|text-dec",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_WORD = re.compile(r"\w{3,}")
_ADDRESSES = re.compile(r"<[^<>\s]{3,2000}>|\[[^\[\]\n]{1,500}\]|https?://\S{1,2000}")
_MOST_LOST = 0.2
_MOST_QUOTED = 0.1


def page_to_show(words: Words) -> str:
    """The page of a mail without what it repeats; empty when its plain text says the same."""
    if not words.html or len(words.html) > LONGEST or not _MAY_BE_DRESSED.search(words.html):
        return ""
    root = root_of(words.html)
    if root is None:
        return ""
    walk = _Walk(root, leave_quotations_out=bool(words.quoted))
    page = walk.page()
    if not page or len(page) > LONGEST_MADE or not _says_the_same(walk.text, words):
        return ""
    return page


def _says_the_same(shown: str, words: Words) -> bool:
    """Whether no new words are missing, and no repeated ones are there."""
    new = _words_in(_ADDRESSES.sub(" ", f"{words.new}\n{words.signature}"))
    said = _words_in(shown)
    if len(new - said) > _MOST_LOST * len(new):
        return False
    return not words.quoted or len(said - new) <= max(3, _MOST_QUOTED * len(said))


def _words_in(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


class _Walk:
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
                return ""
            if self._enter(element, depth):
                break
        return writer.finished() if writer.is_dressed else ""

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


_LISTS = ("ul", "ol")
