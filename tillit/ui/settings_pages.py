"""The registry of the settings: apps above say which pages they add."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit.ui.contributions import Contributions


@dataclass(frozen=True)
class Page:
    """One page of settings. `words` are others that somebody may search it by."""

    label: str | Promise
    text: str | Promise
    icon: str
    url: str
    words: str | Promise = ""

    def answers(self, sought: str) -> bool:
        """Whether every word that is sought stands in it somewhere."""
        whole = f"{self.label} {self.text} {self.words}".casefold()
        return all(word in whole for word in sought.casefold().split())


@dataclass
class Group:
    """Pages that belong together, under a heading."""

    key: str
    label: str | Promise
    pages: list[Page] = field(default_factory=list)


Source = Callable[[HttpRequest], Iterable[Page]]

GROUPS: dict[str, str | Promise] = {
    "people": _("People"),
    "service": _("Service"),
    "channels": _("Inboxes and channels"),
    "system": _("System"),
    "you": _("You"),
}

_sources: Contributions[Source] = Contributions()

register = _sources.register
"""Add a function that yields the pages that whoever asks may use."""


def groups_for(request: HttpRequest, *, sought: str = "") -> list[Group]:
    """The settings of whoever asks, those that answer what is sought; no empty groups."""
    groups = {key: Group(key, label) for key, label in GROUPS.items()}
    for key, source in _sources:
        groups[key].pages += [page for page in source(request) if page.answers(sought)]
    return [group for group in groups.values() if group.pages]
