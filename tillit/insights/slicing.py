"""The facts of a day told apart along all dimensions, in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tillit.conversations.models import Conversation
from tillit.measures.dimensions import NONE, Dimension, Divides, Fact, all_dimensions
from tillit.measures.registry import Scope, Slice, Summary

AT_ONCE = 500
Values = Mapping[str, Mapping[int, Sequence[str]]]
"""By dimension: the values of each conversation."""


def sliced(measure: Divides, scope: Scope) -> tuple[Summary, dict[Slice, Summary]]:
    """What a scope comes to as a whole, and in each slice that has facts."""
    facts = list(measure.facts(scope))
    values = _values({one.conversation for one in facts if one.conversation})
    groups: defaultdict[Slice, list[Any]] = defaultdict(list)
    for fact in facts:
        for one in _slices(fact, values):
            groups[one].append(fact.told)
    whole = measure.count(fact.told for fact in facts)
    return whole, {one: measure.count(told) for one, told in groups.items()}


def _slices(fact: Fact, values: Values) -> Iterator[Slice]:
    for dimension in all_dimensions():
        if dimension.key in fact.own:
            yield Slice(dimension.key, fact.own[dimension.key])
        elif dimension.key in fact.several:
            yield from (Slice(dimension.key, value) for value in fact.several[dimension.key])
        elif fact.conversation:
            for value in values.get(dimension.key, {}).get(fact.conversation, ()):
                yield Slice(dimension.key, value)


def _values(conversations: Iterable[int]) -> Values:
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    known = [one for one in all_dimensions() if one.column]
    single = [one for one in known if not one.is_many]
    numbers = sorted(conversations)
    for begin in range(0, len(numbers), AT_ONCE):
        some = numbers[begin : begin + AT_ONCE]
        for dimensions in (single, *([one] for one in known if one.is_many)):
            for number, key, value in _read(some, dimensions):
                found[key][number].append(value)
    return found


def _read(
    conversations: Sequence[int], dimensions: Sequence[Dimension]
) -> Iterator[tuple[int, str, str]]:
    columns = [str(one.column) for one in dimensions]
    found = Conversation.objects.filter(pk__in=conversations).order_by()
    for number, *values in found.values_list("pk", *columns):
        for dimension, value in zip(dimensions, values, strict=True):
            yield number, dimension.key, NONE if value is None else str(value)
