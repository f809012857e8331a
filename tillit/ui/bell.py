"""The bell in the sidebar: the app that rings it says where it leads."""

from __future__ import annotations

from django.urls import reverse

_addresses: dict[str, str] = {}


def register(*, page: str, fragment: str) -> None:
    """Name the addresses of the page with everything, and of the bell with its count."""
    _addresses.update(bell_page_url=page, bell_url=fragment)


def shown() -> dict[str, str]:
    """What the shell needs of it."""
    return {name: reverse(view) for name, view in _addresses.items()}
