"""The style sheet holds the icons that are named, and nothing that Lucide does not have."""

import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from asset_icons import NAMED, UnknownIconError, names_in_use, style_sheet


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


def test_drawing_can_be_read_out_of_its_address() -> None:
    sheet = style_sheet({"send": Path("page.html")}).decode()
    [address] = re.findall(
        r'^\.i-send\{--icon:url\("data:image/svg\+xml,([^"#<>]+)"\)\}$', sheet, re.M
    )
    drawing = ElementTree.fromstring(unquote(address))
    assert drawing.get("viewBox") == "0 0 24 24"
    assert len(drawing) > 0


def test_unknown_name_is_told_with_its_file() -> None:
    with pytest.raises(UnknownIconError, match=r"page\.html: .* “no-such-icon”"):
        style_sheet({"no-such-icon": Path("page.html")})


def test_lucide_has_every_icon_in_use() -> None:
    style_sheet(names_in_use())
