"""What a mail says: its words, whichever part holds them, and which of them are new."""

import re
from collections.abc import Iterable

from tillit.channels.email import tnef
from tillit.channels.email.bodies import content, file_name_of, is_stub, kind_of, texts_of
from tillit.channels.email.letter import Words
from tillit.channels.email.parsing import Part
from tillit.channels.email.quoting import divided
from tillit.conversations.pages.plain import Page, page_text

LONGEST_PAGE = 4 * 1024 * 1024
"""Characters of a page that are read."""

_LINE_END = re.compile(r"\r+\n|\r")
_SIGNS = (
    *("gmail_quote", "divRplyFwdMsg", "appendonsend", 'type="cite"', "moz-cite-prefix"),
    *("yahoo_quoted", "protonmail_quote", "border-top:solid", "reference-message"),
)
_SIGNATURES = ("gmail_signature", "moz-signature", "Signature")


def words_in(parts: list[Part], problems: list[str]) -> Words:
    """What a mail says."""
    plain, html = texts_of(parts, problems)
    if not plain.strip() and not html:
        plain, html = _words_of_outlook(parts)
    if len(html) > LONGEST_PAGE:
        problems.append(f"more than {LONGEST_PAGE} characters of HTML")
        html = html[:LONGEST_PAGE]
    if not is_stub(plain, html):
        return _from_plain(_LINE_END.sub("\n", plain).strip("\n"), html)
    page = page_text(html)
    if not page.whole:
        problems.append("the page has too many elements to be read to its end")
    return _divided(page.text, html, page.quotations, page.signatures)


def _words_of_outlook(parts: Iterable[Part]) -> tuple[str, str]:
    for part in parts:
        if kind_of(part).endswith("ms-tnef") or file_name_of(part).lower() == "winmail.dat":
            inside = tnef.read(content(part))
            if inside is not None:
                return inside.text, inside.page
    return "", ""


def _divided(
    text: str, html: str, quotations: Iterable[int] = (), signatures: Iterable[int] = ()
) -> Words:
    found = divided(text, quotations, signatures)
    return Words(text, found.new, found.quoted, found.signature, html)


def _from_plain(text: str, html: str) -> Words:
    words = _divided(text, html)
    quotes = not words.quoted and any(sign in html for sign in _SIGNS)
    signs = not words.signature and any(sign in html for sign in _SIGNATURES)
    if not quotes and not signs:
        return words
    page = page_text(html)
    quotations = _quotations_beside(text, page) if quotes else ()
    return _divided(text, html, quotations, _signatures_beside(text, page) if signs else ())


def _quotations_beside(text: str, page: Page) -> list[int]:
    """Where the plain text begins to quote, when only the page says so."""
    lines = text.split("\n")
    for number in page.quotations:
        quoted = page.text.split("\n")[number].strip("> ")
        for at, line in enumerate(lines):
            if len(quoted) > 8 and line.strip("> *").startswith(quoted[:60]):
                return [at]
    return []


def _signatures_beside(text: str, page: Page) -> list[int]:
    """Where the plain text is signed, when only the page says so."""
    signed = {page.text.split("\n")[number].strip() for number in page.signatures}
    lines = text.split("\n")
    return [at for at in reversed(range(len(lines))) if lines[at].strip() in signed]
