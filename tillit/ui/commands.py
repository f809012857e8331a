"""The one table of commands: the palette, the keys and their help are all made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Key:
    """What is pressed, as the browser calls it, and how it is shown.

    `Mod+` is Ctrl, or the command key of a Mac; a space stands between keys that follow each other.
    """

    press: str
    shown: tuple[str, ...]

    @classmethod
    def of(cls, press: str) -> Key:
        """A key that is shown as it is called; `Mod+k` as Ctrl and K."""
        parts = press.replace("Mod+", "Ctrl ").replace("Shift+", "Shift ").split()
        return cls(press, tuple(_SIGNS.get(part, part) for part in parts))


_SIGNS = {"ArrowDown": "↓", "ArrowUp": "↑", "Enter": "↵", "Escape": "Esc", "Shift": "⇧"}


@dataclass(frozen=True)
class Command:
    """Something that can be done from wherever one is.

    `name` is that of a function in keys.js; without such a function the control is clicked that
    the page marks with the first key (`data-key`), or that `control` selects. What is not `listed`
    only has a key: the palette would be in its way.
    """

    name: str
    label: str | Promise
    icon: str
    keys: tuple[Key, ...] = ()
    control: str = ""
    listed: bool = True

    @property
    def selector(self) -> str:
        """Which element of the page carries it out."""
        return self.control or (f'[data-key="{self.keys[0].press}"]' if self.keys else "")


_commands: list[tuple[int, Command]] = []
_finders: dict[str, str] = {}


def register(*commands: Command, order: int) -> None:
    """Add commands; those with a lower order stand first."""
    _commands.extend((order, command) for command in commands)
    _commands.sort(key=lambda entry: entry[0])


def register_finder(*, page: str, palette: str) -> None:
    """Say which addresses search: the names of the page, and of what the palette asks."""
    _finders.update(search_url=page, palette_url=palette)


def every() -> list[Command]:
    """All commands, in order."""
    return [command for _order, command in _commands]


def finders() -> dict[str, str]:
    """The addresses of `register_finder`."""
    return {name: reverse(view) for name, view in _finders.items()}


def shown() -> dict[str, Sequence[Command] | str]:
    """What the dialogs need of it: `commands`, and the addresses that search."""
    return {"commands": every(), **finders()}


def _keys(*presses: str) -> tuple[Key, ...]:
    return tuple(Key.of(press) for press in presses)


register(
    Command(
        name="palette",
        label=_("Find or do anything"),
        icon="command",
        keys=_keys("Mod+k"),
        listed=False,
    ),
    Command(name="search", label=_("Search"), icon="search", keys=_keys("s", "/"), listed=False),
    Command(
        name="next",
        label=_("Next conversation"),
        icon="arrow-down",
        keys=_keys("j", "ArrowDown"),
        listed=False,
    ),
    Command(
        name="previous",
        label=_("Previous conversation"),
        icon="arrow-up",
        keys=_keys("k", "ArrowUp"),
        listed=False,
    ),
    order=10,
)
register(
    Command(name="back", label=_("Back"), icon="arrow-left", keys=_keys("Escape"), listed=False),
    order=20,
)
_THEME = "#user-menu button[name=theme][value={}]"
register(
    Command(name="shortcuts", label=_("Keyboard shortcuts"), icon="keyboard", keys=_keys("?")),
    Command(
        name="theme-light", label=_("Light colours"), icon="sun", control=_THEME.format("light")
    ),
    Command(name="theme-dark", label=_("Dark colours"), icon="moon", control=_THEME.format("dark")),
    Command(
        name="theme-system",
        label=_("Colours like my system"),
        icon="monitor",
        control=_THEME.format("system"),
    ),
    Command(name="sign-out", label=_("Sign out"), icon="log-out", control="#sign-out"),
    order=90,
)
