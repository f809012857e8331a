"""The dialogs that every page carries: what keys do, and the palette. Made once, then kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, Protocol

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tillit.ui import commands


class Link(NamedTuple):
    """A link of the navigation, as the dialogs show it."""

    label: str
    icon: str
    url: str
    key: str


class _Item(Protocol):
    @property
    def label(self) -> object: ...
    @property
    def icon(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def key(self) -> str: ...


def written(items: Iterable[_Item], *, single_keys: bool) -> SafeString:
    """Both dialogs for somebody with these links, in the language in use."""
    links = tuple(Link(str(item.label), item.icon, item.url, item.key) for item in items)
    return _written(get_language(), links, single_keys=single_keys)


@lru_cache(maxsize=64)
def _written(language: str, links: tuple[Link, ...], *, single_keys: bool) -> SafeString:
    context = {"links": links, "single_keys": single_keys, **commands.shown()}
    return render_to_string("ui/dialogs.html", context)
