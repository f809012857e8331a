"""What a standard that holds over a period can be about."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy

from tillit.measures.registry import Aim, Measure, Unit, all_measures

Choice = tuple[str, str | Lazy]
PLANNED: dict[str, str | Lazy] = {
    "quality": gettext_lazy("Quality score"),
    "calls-in-three-minutes": gettext_lazy("Calls answered within three minutes"),
    "calls-in-five-minutes": gettext_lazy("Calls answered by a person within five minutes"),
    "person-on-request": gettext_lazy("A person on request"),
    "accessible-support": gettext_lazy("Accessible support"),
}
"""Measures that a standard can name before anything measures them."""


def at_least() -> list[Choice]:
    """The measures of which a standard can promise a share or more, by key, with their names."""
    known = _promised(lambda one: one.unit is Unit.SHARE and one.aim is Aim.AT_LEAST)
    return [*known, *((key, name) for key, name in PLANNED.items() if key not in dict(known))]


def at_most() -> list[Choice]:
    """Those of which it can promise a share or less."""
    return _promised(lambda one: one.unit is Unit.SHARE and one.aim is Aim.AT_MOST)


def no_longer() -> list[Choice]:
    """Those of which it can promise a time or less."""
    return _promised(is_time)


def is_time(measure: Measure) -> bool:
    """Whether a goal for it is a time."""
    return measure.unit is Unit.SECONDS and measure.aim is Aim.AT_MOST


def _promised(fits: Callable[[Measure], bool]) -> list[Choice]:
    return [(one.key, one.title) for one in all_measures() if fits(one)]


def aim_of(key: str) -> Aim:
    """On which side of its goal a measure is to stay."""
    found = next((one for one in all_measures() if one.key == key), None)
    return (found.aim if found else None) or Aim.AT_LEAST


def goes_by_time(key: str) -> bool:
    """Whether a goal for the measure of this key is a time, in seconds."""
    return key in dict(no_longer())


def title_of(key: str) -> str:
    """The name of a measure."""
    return str(dict([*at_least(), *at_most(), *no_longer()]).get(key, key))
