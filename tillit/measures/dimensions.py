"""Dimensions: along what figures can be told apart, such as the channel or the language.

A day of a measure is rolled up as a whole and once more for each value of each dimension: one
slice each. What a figure is made of has a conversation, of which a dimension names the column; a
measure knows some dimensions better itself, such as the agent who gave an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, runtime_checkable

from django.db.models import BigIntegerField, Model, Q, QuerySet

from tillit.measures.registry import (
    KeepsDays,
    Measure,
    Scope,
    Slice,
    Summary,
    TellsThePresent,
    Words,
)

Row = TypeVar("Row", bound=Model)
NONE = ""
"""The value of what has none: a conversation without a tag, a customer of no segment."""


@dataclass(frozen=True)
class Dimension:
    """One thing along which figures are told apart.

    `column` is where a conversation has its value, as a lookup; None when only measures know it.
    `is_many`: a conversation may have several values, and counts for each of them; `is_listed`:
    they stand in one text, each between commas.
    """

    key: str
    order: int
    title: Words
    names: Callable[[Iterable[str]], Mapping[str, Words]]
    """How values are called; one that is not known any more is left out."""
    column: str | None = None
    is_many: bool = False
    is_number: bool = False
    is_listed: bool = False
    nothing: Words = ""
    """How conversations without a value are called."""
    narrow: Callable[[str, str], Q] | None = None
    """A quicker condition than the column, from the lookup that leads to it, and the value."""


@dataclass(frozen=True)
class Fact:
    """One thing that a figure counts, and of which conversation it is told.

    `own` are the values that the measure itself knows, by the key of the dimension; `several`
    those of dimensions of which one thing may have many.
    """

    conversation: int | None
    told: Any
    own: Mapping[str, str] = field(default_factory=dict)
    several: Mapping[str, Sequence[str]] = field(default_factory=dict)


@runtime_checkable
class Divides(Protocol):
    """A measure of which the facts can be told apart."""

    @property
    def own(self) -> Mapping[str, str]:
        """The dimensions that it knows itself, with their lookups from what it counts."""
        ...

    def facts(self, scope: Scope) -> Iterable[Fact]:
        """What counts, from what is stored."""
        ...

    def count(self, told: Iterable[Any]) -> Summary:
        """What these come to."""
        ...


class FromFacts:
    """What measures that divide have in common: the whole is the sum of its facts."""

    own: Mapping[str, str] = {}

    def facts(self, scope: Scope) -> Iterable[Fact]:
        """What counts, from what is stored."""
        raise NotImplementedError

    def count(self, told: Iterable[Any]) -> Summary:
        """What these come to."""
        raise NotImplementedError

    def summarise(self, scope: Scope) -> Summary:
        """The facts of one report day, from what is stored."""
        return self.count(one.told for one in self.facts(scope))


_dimensions: dict[str, Dimension] = {}


def register(dimension: Dimension) -> None:
    """Make a dimension known."""
    _dimensions[dimension.key] = dimension


def all_dimensions() -> list[Dimension]:
    """Every dimension, in their order."""
    return sorted(_dimensions.values(), key=lambda one: one.order)


def dimension_named(key: str) -> Dimension:
    """The dimension of this key.

    Raises:
        KeyError: nobody registers it.
    """
    return _dimensions[key]


def knows(measure: Measure, dimension: Dimension) -> bool:
    """Whether a measure can be narrowed to a value of a dimension.

    What came and went is counted for teams only; of it, what stands now can be narrowed.
    """
    if isinstance(measure, KeepsDays) and not isinstance(measure, TellsThePresent):
        return False
    own: Mapping[str, str] = getattr(measure, "own", {})
    return dimension.column is not None or dimension.key in own


def divides(measure: Measure, dimension: Dimension) -> bool:
    """Whether a measure can be told apart along a dimension."""
    return isinstance(measure, Divides) and knows(measure, dimension)


def narrowed(
    found: QuerySet[Row], scope: Scope, *, own: Mapping[str, str], through: str = ""
) -> QuerySet[Row]:
    """What lies in all slices of a scope; `through` leads from a row to its conversation."""
    for one in scope.slices:
        found = found.filter(_condition(one, own, through))
    return found


def _condition(one: Slice, own: Mapping[str, str], through: str) -> Q:
    dimension = dimension_named(one.dimension)
    if lookup := own.get(one.dimension):
        return _equals(dimension, lookup, one.value)
    if dimension.column is None:
        return Q(pk__in=())
    if dimension.narrow:
        return dimension.narrow(through, one.value)
    return _equals(dimension, through + dimension.column, one.value)


def _equals(dimension: Dimension, lookup: str, value: str) -> Q:
    if dimension.is_listed:
        return _lists(lookup, value)
    if not dimension.is_number:
        return Q(**{lookup: value})
    if value == NONE:
        return Q(**{f"{lookup}__isnull": True})
    is_known = value.isdecimal() and int(value) <= BigIntegerField.MAX_BIGINT
    return Q(**{lookup: int(value)}) if is_known else Q(pk__in=())


def _lists(lookup: str, value: str) -> Q:
    if value == NONE:
        return Q(**{lookup: ""}) | Q(**{f"{lookup}__isnull": True})
    return Q(pk__in=()) if "," in value else Q(**{f"{lookup}__contains": f",{value},"})
