"""How far figures are from those of the days before, and whether that may be chance."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tillit.insights.figures import Measured, flat
from tillit.measures.registry import Difference, Figure, TellsDifferences, Unit
from tillit.measures.statistics import newcombe
from tillit.ui import numbers


def difference_of(before: Measured, now: Measured) -> Difference | None:
    """How far a figure has come since; None where nothing tells such a difference from chance.

    Shares by Newcombe's interval, others as their measure says.
    """
    if isinstance(now.measure, TellsDifferences):
        return now.measure.difference(flat(before.daily), flat(now.daily))
    return _of_shares(before.figure, now.figure) if now.measure.unit is Unit.SHARE else None


def _of_shares(before: Figure, now: Figure) -> Difference | None:
    # Without an interval it is a ratio of two numbers, and may well be above one.
    if before.low is None or now.low is None or now.is_whole:
        return None
    if before.numerator is None or now.numerator is None:
        return None
    found = newcombe((before.numerator, before.n), (now.numerator, now.n))
    return Difference(found.difference, found.low, found.high) if found else None


def words_of(found: Difference, unit: Unit) -> str:
    """`+7.0 percentage points (+2.9 to +11.1): hardly chance`."""
    places, scale = (0, 1) if unit is Unit.POINTS else (1, 100)
    value, low, high = (
        numbers.signed(scale * bound, decimals=places)
        for bound in (found.value, found.low, found.high)
    )
    named = {"value": value, "low": low, "high": high}
    if unit is Unit.POINTS:
        if found.may_be_chance:
            return _("%(value)s points (%(low)s to %(high)s): this may be chance") % named
        return _("%(value)s points (%(low)s to %(high)s): hardly chance") % named
    if found.may_be_chance:
        return _("%(value)s percentage points (%(low)s to %(high)s): this may be chance") % named
    return _("%(value)s percentage points (%(low)s to %(high)s): hardly chance") % named
