"""Markdown as a page: headings with anchors, no markup of the writer's own, safe links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

PICTURE = "picture:"
"""Stands before the number of a picture: `![A cup](picture:12)`."""
LEAST_CONTENTS = 3
"""Headings; with fewer, everything is seen at a glance."""
_DEEPEST = 4
_MOST_DIGITS = 18
_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "hr", "img", "li", "ol", "p",
    "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    **{tag: {"id"} for tag in ("h2", "h3", "h4")},
}
AddressOf = Callable[[int], str]


@dataclass(frozen=True)
class Heading:
    """One line of the table of contents."""

    anchor: str
    words: str
    level: int


@dataclass(frozen=True)
class Page:
    """A text to be read, and what stands in it."""

    html: SafeString
    headings: list[Heading]

    @property
    def contents(self) -> list[Heading]:
        """The table of contents; none for a short text."""
        return self.headings if len(self.headings) >= LEAST_CONTENTS else []


def page_of(text: str, picture_at: AddressOf) -> Page:
    """Write Markdown as a page; pictures are those of ours, by their number."""
    tokens = _parser().parse(text)
    headings = list(_set_headings(tokens))
    for token in tokens:
        for inner in token.children or []:
            _set_picture(inner, picture_at)
    html = _parser().renderer.render(tokens, _parser().options, {})
    clean = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}
    )
    return Page(mark_safe(clean), headings)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """Loaded when somebody reads the first page."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def _set_headings(tokens: Sequence[Token]) -> Iterator[Heading]:
    """Below the title of the page, whatever level the writer began with; each has an anchor."""
    marked = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    shift = 2 - min((int(token.tag[1]) for token in marked), default=2)
    for token in marked:
        token.tag = f"h{min(int(token.tag[1]) + shift, _DEEPEST)}"
    taken: set[str] = set()
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            words = "".join(one.content for one in inline.children or [])
            anchor = _free(f"part-{slugify(words) or 'x'}", taken)
            opening.attrSet("id", anchor)
            yield Heading(anchor, words, int(opening.tag[1]))


def _free(anchor: str, taken: set[str]) -> str:
    number, free = 2, anchor
    while free in taken:
        free, number = f"{anchor}-{number}", number + 1
    taken.add(free)
    return free


def _set_picture(token: Token, picture_at: AddressOf) -> None:
    """A picture of ours gets its address; one from elsewhere would tell who reads here."""
    if token.type != "image":
        return
    number = str(token.attrGet("src") or "").removeprefix(PICTURE)
    if number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS:
        token.attrSet("src", picture_at(int(number)))
        token.attrSet("loading", "lazy")
    else:
        token.type = "text"
