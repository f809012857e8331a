"""Public holidays of a country: a proposal that somebody has to accept, year by year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

_LANGUAGES = {"en": "en_US", "nb": "no", "nl": "nl", "hu": "hu"}


@dataclass(frozen=True)
class Proposal:
    """Days off with their names, and days of a weekend on which that country works."""

    days_off: dict[date, str] = field(default_factory=dict)
    working_days: tuple[date, ...] = ()


@lru_cache(maxsize=32)
def proposed(country: str, years: tuple[int, ...], language: str, region: str = "") -> Proposal:
    """What is known of a country, named in a language if its holidays have names in it.

    A region of it may have more of them, or others; one that is not known there has none.

    Empty when nothing is known of it, and when no country is named.
    """
    # Loaded here, since only the settings ask for it.
    import holidays

    try:
        known = holidays.country_holidays(country).supported_languages or ()
        wished = (_LANGUAGES.get(language, ""), "en_US")
        chosen = next((one for one in wished if one in known), None)
        subdiv = region if region in dict(regions(country)) else None
        found = holidays.country_holidays(country, subdiv=subdiv, years=years, language=chosen)
    except NotImplementedError:
        # How the library says that it does not know a country; nothing here is unfinished.
        return Proposal()
    days_off = dict(sorted(found.items()))
    working = getattr(found, "weekend_workdays", None) or ()
    return Proposal(days_off, tuple(sorted(day for day in working if day.year in years)))


@lru_cache(maxsize=32)
def regions(country: str) -> tuple[tuple[str, str], ...]:
    """The regions of a country that have holidays of their own, each with its name there."""
    import holidays

    try:
        named = holidays.country_holidays(country).get_subdivision_aliases()
    except NotImplementedError:
        return ()
    found = ((code, names[0] if names else code) for code, names in named.items())
    return tuple(sorted(found, key=lambda one: one[1]))


def countries() -> Iterable[str]:
    """The codes of the countries of which holidays are known."""
    import holidays

    return holidays.list_supported_countries(include_aliases=False)
