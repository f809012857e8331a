"""Who writes to the shop: some hundreds of people, who come back after some weeks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from random import Random

from tillit.demo.scripts import people
from tillit.demo.weeks import SEED

FAMILIES = 6
"""So many names each given name is put together with."""
_PLAIN = str.maketrans("æøåäöáéíóúőűüëïñčð", "aoaaoaeiououueincd")


@dataclass(frozen=True)
class Known:
    """Somebody who writes."""

    name: str
    first_name: str
    email: str


class Customers:
    """One after the other writes, so that nobody comes back too soon by chance."""

    def __init__(self) -> None:
        """Nobody has written yet."""
        self._turn: Counter[str] = Counter()

    def next(self, language: str) -> Known:
        """Whoever writes next in a language."""
        known = everybody(language)
        self._turn[language] += 1
        return known[self._turn[language] % len(known)]


@cache
def everybody(language: str) -> tuple[Known, ...]:
    """All who write in a language, in the order in which they do."""
    named = people(language)
    families = [one.name.replace(one.first_name, "").strip() for one in named]
    found = {}
    for shift in range(FAMILIES):
        for place, one in enumerate(named):
            family = families[(place + shift * 7) % len(families)]
            name = one.name.replace(families[place], family)
            found[name] = Known(name, one.first_name, f"{_address(name)}@example.com")
    some = list(found.values())
    Random(f"{SEED} {language}").shuffle(some)  # noqa: S311 (a believable world, not a secret)
    return tuple(some)


def _address(name: str) -> str:
    plain = name.lower().translate(_PLAIN).encode("ascii", "ignore").decode()
    return ".".join("".join(c for c in plain if c.isalnum() or c == " ").split())
