"""Filters of figures: one value of one dimension, as an address names it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from tillit.measures.dimensions import NONE, Dimension, all_dimensions, dimension_named
from tillit.measures.registry import Slice, Words

WITHOUT = "-"
"""How an address names those that have no value."""
LONGEST = 40
"""Letters of a value."""


def filters_of(asked: Mapping[str, str]) -> list[Slice]:
    """The slices that an address names."""
    return [
        Slice(one.key, NONE if asked[one.key] == WITHOUT else asked[one.key][:LONGEST])
        for one in all_dimensions()
        if asked.get(one.key)
    ]


def names_of(dimension: Dimension, values: Mapping[str, object] | set[str]) -> dict[str, Words]:
    """How the values are called, by value; one that is gone is called so."""
    known = dimension.names(list(values))
    without = dimension.nothing or _("None")
    return {
        value: without if value == NONE else known.get(value, _("No longer there"))
        for value in values
    }


def words_of(one: Slice) -> str:
    """`Language: Magyar`."""
    dimension = dimension_named(one.dimension)
    name = names_of(dimension, {one.value})[one.value]
    return _("%(dimension)s: %(value)s") % {"dimension": dimension.title, "value": name}
