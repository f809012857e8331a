"""What a standard that holds over a period can be about."""

from __future__ import annotations

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy

from tillit.measures.registry import Unit, all_measures

PLANNED: dict[str, str | Lazy] = {
    "first-contact": gettext_lazy("First-contact resolution"),
    "quality": gettext_lazy("Quality score"),
    "calls-in-three-minutes": gettext_lazy("Calls answered within three minutes"),
    "calls-in-five-minutes": gettext_lazy("Calls answered by a person within five minutes"),
    "person-on-request": gettext_lazy("A person on request"),
    "accessible-support": gettext_lazy("Accessible support"),
}
"""Measures that a standard can name before anything measures them."""


def indicators() -> list[tuple[str, str | Lazy]]:
    """The measures that a standard can promise a share of, by key, with their names."""
    known = {one.key: one.title for one in all_measures() if one.unit is Unit.SHARE}
    return [*known.items(), *((key, name) for key, name in PLANNED.items() if key not in known)]


def title_of(key: str) -> str:
    """The name of a measure."""
    return str(dict(indicators()).get(key, key))
