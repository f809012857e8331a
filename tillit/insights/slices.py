"""Filters of figures: one value of one dimension, as an address names it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.http import Http404
from django.utils.translation import gettext as _

from tillit.measures.dimensions import NONE, Dimension, dimension_named
from tillit.measures.registry import Slice, Words

PARAMETER = "in"
LONGEST = 40
"""Letters of a value."""


def filters_of(asked: Iterable[str]) -> list[Slice]:
    """The slices that an address names, as `language:hu`.

    Raises:
        Http404: there is no such dimension.
    """
    return [_filter(text) for text in dict.fromkeys(asked) if text]


def _filter(text: str) -> Slice:
    key, _colon, value = text.partition(":")
    try:
        return Slice(dimension_named(key).key, value[:LONGEST])
    except KeyError as error:
        raise Http404 from error


def address_of(one: Slice) -> str:
    """As an address names it."""
    return f"{one.dimension}:{one.value}"


def names_of(dimension: Dimension, values: Collection[str]) -> dict[str, Words]:
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
