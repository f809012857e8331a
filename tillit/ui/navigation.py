"""The registry of links in the sidebar: apps above say what they add."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit.ui import bell, commands, dialogs
from tillit.ui.contributions import Contributions


@dataclass(frozen=True)
class Item:
    """One link. `key` is the letter after g; `short` is its label in the bar of phones."""

    label: str | Promise
    icon: str
    url: str
    count: int | str | None = None
    tone: str = ""
    key: str = ""
    view: str = ""
    short: str | Promise = ""
    current: bool = False


@dataclass
class Group:
    """Links that belong together, under a heading; an `action` stands beside it."""

    label: str | Promise
    items: list[Item] = field(default_factory=list)
    action: Item | None = None


Source = Callable[[HttpRequest], Iterable[Item]]

GROUPS: dict[str, str | Promise] = {
    "inbox": _("Inbox"),
    "views": _("Saved views"),
    "workspace": _("Workspace"),
}
MOST_IN_BAR = 3

_sources: Contributions[Source] = Contributions()
_actions: dict[str, Callable[[], Item]] = {}

register = _sources.register
"""Add a function that yields the links of one app for a request."""


def register_action(group: str, action: Callable[[], Item]) -> None:
    """Put a link beside the heading of a group, which then stands there without items as well."""
    _actions[group] = action


def groups_for(request: HttpRequest, *, current: str) -> list[Group]:
    """The sidebar of whoever asks; `current` is the address of the page shown."""
    groups = {key: Group(label) for key, label in GROUPS.items()}
    for group, source in _sources:
        for item in source(request):
            words = str(item.label)
            groups[group].items.append(replace(item, label=words, current=item.url == current))
    for key, action in _actions.items():
        groups[key].action = action()
    return [group for group in groups.values() if group.items or group.action]


def bar_of(groups: Iterable[Group]) -> list[Item]:
    """The few links that phones show at the foot of the page."""
    return [item for group in groups for item in group.items if item.short][:MOST_IN_BAR]


def nav_of(request: HttpRequest, *, current: str, **more: Any) -> dict[str, Any]:
    """The context that `ui/shell.html` calls `nav`, without what only people know."""
    groups = groups_for(request, current=current)
    single_keys = getattr(more.get("user"), "single_keys", True)
    items = [item for group in groups for item in group.items]
    return {
        "groups": groups,
        "bar": bar_of(groups),
        "dialogs": partial(dialogs.written, items, single_keys=single_keys),
        **commands.finders(),
        **bell.shown(),
        **more,
    }
