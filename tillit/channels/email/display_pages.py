"""The page of a mail made fit to stand in a conversation: its words without their dress.

What stays is what a person means: lines, lists, tables, links, emphasis, and the places of
pictures. Colours, sizes and positions go, so that nothing breaks out of its place and everything
can be read in the dark. Whatever cannot be shown whole this way is shown as plain text.
"""

import re

from tillit.channels.email.letter import Words
from tillit.conversations.pages.display_walk import DisplayWalk
from tillit.conversations.pages.plain import root_of

LONGEST = 400_000
"""Characters of a page that is shown; longer ones are shown as plain text."""
LONGEST_MADE = 200_000

_MAY_BE_DRESSED = re.compile(
    r"<(?:img|table|[uo]l|a|b|strong|em|i|u|s|h[1-6]|hr|pre|blockquote|font|code)\b|font-|text-dec",
    re.IGNORECASE,
)
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
    walk = DisplayWalk(root, leave_quotations_out=bool(words.quoted))
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
