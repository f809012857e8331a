"""The one table of commands: no key twice, and no key on a page that the table does not know."""

import re
from collections import Counter
from pathlib import Path

from tillit.ui import commands

PACKAGE = Path(__file__).parents[2]
MARKED = re.compile(r'data-key="([^"]+)"')


def presses() -> list[str]:
    return [key.press for command in commands.every() for key in command.keys]


def test_where_two_commands_share_a_key_the_page_says_which_one_has_it() -> None:
    for press, count in Counter(presses()).items():
        sharing = [one for one in commands.every() if press in {key.press for key in one.keys}]
        # keys.js takes the last one.
        assert count == 1 or sharing[-1].selector == f'[data-key="{press}"]', press
    assert not {press for press in presses() if press.startswith("g")}


def test_every_key_on_a_page_is_in_the_table() -> None:
    on_pages = {
        press
        for path in PACKAGE.glob("**/templates/**/*.html")
        for press in MARKED.findall(path.read_text())
        if "{" not in press
    }
    assert on_pages - set(presses()) == set()


def test_names_and_what_the_palette_lists_are_there_once() -> None:
    names = [command.name for command in commands.every()]
    assert len(names) == len(set(names))
    for command in commands.every():
        assert not command.listed or command.selector, command.name


def test_a_key_is_shown_as_people_know_it() -> None:
    assert commands.Key.of("Mod+Enter").shown == ("Ctrl", "↵")
    assert commands.Key.of("ArrowDown").shown == ("↓",)
    assert commands.Key.of("?").shown == ("?",)
