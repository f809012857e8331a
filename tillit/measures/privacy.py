"""What may be shown of anonymous answers, so that nobody's own answer can be worked out."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)

FEWEST = 5
"""The smallest group whose result may be shown."""


class Hidden(StrEnum):
    """Why a group is hidden."""

    SMALL = "too few answers"
    COMPLEMENT = "another group could be worked out from it and the total"


@dataclass(frozen=True, slots=True)
class Suppression(Generic[Name]):
    """Which groups are shown and which are not, and why; and whether the total is."""

    shown: tuple[Name, ...]
    hidden: dict[Name, Hidden]
    shows_total: bool


def suppress(
    groups: Mapping[Name, int], *, fewest: int = FEWEST, with_total: bool = True
) -> Suppression[Name]:
    """Which of these groups of answers may be shown, beside each other and with their total.

    Groups below `fewest` are hidden. While the total is shown, the next smallest are hidden too
    until all hidden ones together are no small group, since total less shown is their result. A
    total that is too small itself is hidden. A group without answers says nothing and hides
    nothing.

    Raises:
        ValueError: a negative count, or a smallest group of less than one.
    """
    if fewest < 1 or any(n < 0 for n in groups.values()):
        raise ValueError("Groups have no negative numbers, and the smallest at least one answer.")
    hidden = {name: Hidden.SMALL for name, n in groups.items() if 0 < n < fewest}
    total_is_shown = with_total and sum(groups.values()) >= fewest
    if hidden and total_is_shown:
        hidden |= dict.fromkeys(_complement(groups, hidden, fewest), Hidden.COMPLEMENT)
    shown = tuple(name for name in groups if name not in hidden)
    return Suppression(shown, hidden, total_is_shown)


def may_publish(
    n: int, published: int | None, *, fewest: int = FEWEST, period_closed: bool = False
) -> bool:
    """Whether a result of n answers may replace the one of `published` answers (None: the first).

    With fewer than `fewest` new answers, n·mean less the same of before would tell what the
    newcomers said; so they wait for more, or for the end of the period.

    Raises:
        ValueError: a negative count.
    """
    if n < 0 or (published is not None and published < 0):
        raise ValueError("A number of answers cannot be negative.")
    return n >= fewest and (period_closed or n - (published or 0) >= fewest)


def _complement(groups: Mapping[Name, int], hidden: Collection[Name], fewest: int) -> list[Name]:
    """The next smallest groups, until what is hidden is at least two and no small group."""
    together, taken = sum(groups[name] for name in hidden), list[Name]()
    for name in sorted((name for name in groups if groups[name] >= fewest), key=groups.__getitem__):
        if together >= fewest and len(hidden) + len(taken) > 1:
            break
        taken.append(name)
        together += groups[name]
    return taken
