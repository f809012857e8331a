"""Words that a spreadsheet would take for a formula: `=HYPERLINK(…)` in the subject of a mail."""

from typing import Final
from unicodedata import category, normalize

SIGNS: Final = frozenset("=+-@")
CUTTING: Final = frozenset("\t\r\n")
"""What some programs take for the border of a cell, with a formula behind it."""
UNSEEN: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
"""Categories of what nobody sees, and what programs skip: spaces, controls, marks of direction."""


def looks_like_one(text: str) -> bool:
    """Whether a spreadsheet could compute it; signs of full or small width count as well."""
    if text[:1] in CUTTING:
        return True
    first = next((letter for letter in text if category(letter) not in UNSEEN), "")
    return normalize("NFKC", first)[:1] in SIGNS


def defused(text: str) -> str:
    """The words to put into a CSV file: an apostrophe before them says that they are words."""
    return f"'{text}" if looks_like_one(text) else text
