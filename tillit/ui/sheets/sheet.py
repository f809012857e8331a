"""A table of raw values: what a page formats for its reader, a file holds as it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

Value = str | int | float | date | datetime | None
"""What stands in a cell; None is not defined, and leaves it empty."""
Row = Sequence[Value]


class Kind(Enum):
    """What the values of a column are; a NUMBER is shown as the program likes best."""

    TEXT = auto()
    NUMBER = auto()
    WHOLE = auto()
    SHARE = auto()
    DECIMAL = auto()
    POINTS = auto()
    SECONDS = auto()
    DAY = auto()
    INSTANT = auto()
    ADDRESS = auto()


@dataclass(frozen=True)
class Column:
    """A head and what stands below it; `digits` is how many decimals are shown of a DECIMAL."""

    title: str
    kind: Kind = Kind.TEXT
    digits: int = 2


@dataclass(frozen=True)
class Sheet:
    """A table; `rows` are read once, so that they may come from the database as they are written.

    An instant is written in its own time zone, to the second.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
