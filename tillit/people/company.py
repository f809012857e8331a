"""The name of the company, which only an app above knows."""

from collections.abc import Callable

_sources: list[Callable[[], str]] = []


def named_by(source: Callable[[], str]) -> None:
    """Let a function of an app above say it."""
    _sources.append(source)


def name_of_company() -> str:
    """Whose customer service this is."""
    return next((source() for source in _sources), "Tillit")
