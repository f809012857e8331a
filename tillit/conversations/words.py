"""Turning what people write into what can be shown safely."""

import nh3
from django.utils.html import escape, urlize
from django.utils.safestring import SafeString, mark_safe

PREVIEW_LENGTH = 140

_TAGS = frozenset(
    {"a", "b", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "hr", "i", "li"}
    | {"ol", "p", "pre", "s", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead"}
    | {"tr", "u", "ul"}
)


_ATTRIBUTES = {"a": {"href"}, "td": {"colspan"}, "th": {"colspan"}}
_PLACES = {"img": {"alt", "width", "height", "data-cid", "data-remote"}}
"""Where a picture belongs; without an address that a browser knows, nothing is loaded."""


def clean_html(html: str) -> SafeString:
    """The same words without anything that could run, load or dress itself up."""
    return _clean(html, set(_TAGS), _ATTRIBUTES)


def clean_page(html: str) -> SafeString:
    """The same, with the places of pictures: `conversations.bodies` puts them there."""
    return _clean(html, {*_TAGS, "img"}, {**_ATTRIBUTES, **_PLACES})


def _clean(html: str, tags: set[str], attributes: dict[str, set[str]]) -> SafeString:
    return mark_safe(
        nh3.clean(
            html,
            tags=tags,
            attributes=attributes,
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel="noopener noreferrer nofollow",
        )
    )


def html_of(text: str) -> SafeString:
    """Plain text as HTML: paragraphs, line breaks and links, nothing else."""
    text = text.strip()
    if not text:
        return mark_safe("")
    linked = urlize(text, nofollow=True, autoescape=True) if _may_link(text) else escape(text)
    paragraphs = (part.strip("\n").replace("\n", "<br>") for part in linked.split("\n\n"))
    return mark_safe("".join(f"<p>{part}</p>" for part in paragraphs if part.strip()))


def _may_link(text: str) -> bool:
    return "://" in text or "www." in text or "@" in text


def preview_of(text: str) -> str:
    """The first words, on one line."""
    return " ".join(without_nul(text[: PREVIEW_LENGTH * 4]).split())[:PREVIEW_LENGTH]


def one_line(text: str, length: int) -> str:
    """A header value made fit for a column: one line, no control characters, not too long."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:length]


def without_nul(text: str) -> str:
    """PostgreSQL stores no NUL characters, and nobody writes them."""
    return text.replace("\x00", "")
