"""Names of the sheets in a file, which may be neither long nor alike."""

import re
from collections.abc import Iterable
from typing import Final

LONGEST: Final = 31
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
RESERVED: Final = "history"


def distinct(titles: Iterable[str]) -> list[str]:
    """A name for each title, in their order; whoever comes later gets a number."""
    taken = {RESERVED}
    found = []
    for title in titles:
        name = _free(FORBIDDEN.sub(" ", title).strip(" '") or "1", taken)
        taken.add(name.casefold())
        found.append(name)
    return found


def _free(name: str, taken: set[str]) -> str:
    candidate, number = _cut(name, LONGEST), 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{_cut(name, LONGEST - len(f' {number}'))} {number}"
    return candidate


def _cut(name: str, length: int) -> str:
    return name[:length].rstrip(" '")
