"""Figures of the usual kinds, each with what it needs to be honest."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from tillit.measures.registry import Extra, Figure, Unit, Words
from tillit.measures.statistics import mean_interval_of_sums, rate
from tillit.measures.times import Times


def share(numerator: int, n: int, *, extras: tuple[Extra, ...] = ()) -> Figure:
    """A part of n with its Wilson interval (95%); not defined of nothing."""
    told = rate(numerator, n)
    return Figure(
        value=told.value,
        n=n,
        low=told.low,
        high=told.high,
        numerator=numerator,
        extras=extras,
    )


def median(times: Times, slow: Words, *, extras: Iterable[Extra] = ()) -> Figure:
    """The median of durations, with P90 beside it under the name `slow`."""
    ninety = Extra(slow, times.percentile(0.9), Unit.SECONDS)
    return Figure(value=times.percentile(0.5), n=times.n, extras=(ninety, *extras))


def mean(n: int, total: float, squares: float, *, extras: tuple[Extra, ...] = ()) -> Figure:
    """A mean with its t interval (95%), of so many values with this sum and sum of squares."""
    found = mean_interval_of_sums(n, total, squares)
    if found is None:
        return Figure(value=None, n=0, extras=extras)
    return Figure(value=found.mean, n=n, low=found.low, high=found.high, extras=extras)


NINETY = _("90% took at most")
STEPS_IN_WORDS = _(
    "Times count to the second up to two minutes, to 5 seconds up to ten minutes, to half a minute "
    "up to an hour, to the minute up to ten hours, to ten minutes up to ten days, and to the hour "
    "beyond. That moves none by more than 2.5%."
)
"""What `tillit.measures.times` does."""
