"""The sprite holds the icons that are named, and nothing that Lucide does not have."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from asset_icons import NAMED, UnknownIconError, names_in_use, sprite


@pytest.mark.parametrize(
    "text",
    [
        '{% icon "send" %}',
        "{%icon 'send' \"small\" %}",
        'icon("send")',
        'Button(icon="send")',
        '{% include "ui/empty.html" with empty_icon="send" %}',
        '{"icon": "send"}',
        'icon: str = "send"',
    ],
)
def test_name_is_found(text: str) -> None:
    assert NAMED.findall(text) == ["send"]


@pytest.mark.parametrize(
    "text", ['<link rel="icon" href="x">', '{% icon item.icon "small" %}', 'silicon="chip"']
)
def test_other_words_are_not_taken_for_names(text: str) -> None:
    assert NAMED.findall(text) == []


def test_symbol_takes_its_colour_from_the_text() -> None:
    drawing = ElementTree.fromstring(sprite({"send": Path("page.html")}))
    [symbol] = drawing
    assert symbol.get("id") == "send"
    assert symbol.get("stroke") == "currentColor"
    assert len(symbol) > 0


def test_unknown_name_is_told_with_its_file() -> None:
    with pytest.raises(UnknownIconError, match=r"page\.html: .* “no-such-icon”"):
        sprite({"no-such-icon": Path("page.html")})


def test_lucide_has_every_icon_in_use() -> None:
    sprite(names_in_use())
