"""What comes out of the editor or the clipboard, in the few forms that page and mail share.

Paragraphs, line breaks, emphasis, links, lists, quotations, small tables and our own pictures:
whatever else there was is left out, and the words stay.
"""

import re
from collections.abc import Collection
from html import escape

from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe
from lxml import etree

from tillit.conversations.pages.display_marks import size_of
from tillit.conversations.pages.display_walk import DisplayWalk
from tillit.conversations.pages.display_writer import DisplayWriter
from tillit.conversations.pages.page_marks import picture_word
from tillit.conversations.pages.plain import root_of, text_of_html
from tillit.conversations.pages.word_lists import untangle
from tillit.conversations.words import clean_page, html_of

_NEXT_LINE = re.compile(r"</(?:div|p)><div>")
_LINE = re.compile(r"(</?)div>")
_ALONE = re.compile(
    r"(<(?:li|t[dh](?: [^>]*)?)>)<p>((?:(?!</?p>).)*)</p>(?=</(?:li|t[dh])>|<[uo]l>)"
)
_LATE_BREAK = re.compile(r"<br>((?:</(?:a|code|em|s|strong|su[bp]|u)>)+)")
_PICTURE = re.compile(r'<img [^>]*?\balt="([^"]*)"[^>]*>')
_ADDRESS_LIKE = re.compile(r"://|www\.|@")


def cleaned(html: str, pictures: Collection[str] = ()) -> SafeString:
    """The same words without anything but their forms; of pictures only those named stay."""
    root = root_of(html)
    if root is None:
        return mark_safe("")
    untangle(root)
    walk = _WrittenWalk(root, pictures)
    if not walk.walk():
        return html_of(text_of_html(html))
    return clean_page(_in_paragraphs(walk.written()))


def twin_of(html: str) -> str:
    """The text of a cleaned page as a person would have typed it; a picture leaves its name."""
    return text_of_html(_PICTURE.sub(r"[\1]", html))


def _in_paragraphs(flat: str) -> str:
    """Lines that follow each other are one paragraph, as when plain text is shown."""
    joined = _LINE.sub(r"\1p>", _NEXT_LINE.sub("<br>", flat))
    return _LATE_BREAK.sub(r"\1<br>", _ALONE.sub(r"\1\2", joined))


class _WrittenWriter(DisplayWriter):
    """Also links the addresses that were only typed."""

    def _write(self, piece: str, words: str) -> None:
        linked = any(tag.startswith("a ") for tag in self._emphases)
        if not linked and _ADDRESS_LIKE.search(words):
            piece = urlize(words, autoescape=True)
        super()._write(piece, words)


class _WrittenWalk(DisplayWalk):
    """A walk through what one of us has written."""

    def __init__(self, root: etree._Element, pictures: Collection[str]) -> None:
        super().__init__(root, leave_quotations_out=False)
        self._writer = _WrittenWriter()
        self._pictures = pictures

    def written(self) -> str:
        """The page, even if plain text could say the same."""
        return self._writer.finished()

    def _picture(self, element: etree._Element) -> None:
        name = element.get("data-cid") or ""
        if name in self._pictures:
            place = f'data-cid="{escape(name)}" {size_of(element)}'
            self._writer.picture(place, " ".join((element.get("alt") or "").split())[:200])
        elif word := picture_word(element):
            self._writer.words(word)
