"""The colours of the style sheet can be read: WCAG 2 contrast, in light and in dark."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[1] / "static/ui/css/tokens.css"
COLOUR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")

TEXT = 4.5
EDGE = 3.0

GROUNDS = ("canvas", "surface", "sunken", "raised")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink2", "ink3", "acc", "bad") for ground in GROUNDS),
    *((ink, "hover") for ink in ("ink", "ink2", "ink3", "acc")),
    *((ink, "pressed") for ink in ("ink", "ink2")),
    *((ink, "lifted") for ink in ("ink", "ink2")),
    *((ink, "sel") for ink in ("ink", "ink2", "ink3")),
    *((ink, "soft") for ink in ("ink", "ink2", "acc", "bad")),
    *((ink, "theirs") for ink in ("ink", "ink2", "acc")),
    *((meaning, f"{meaning}-s") for meaning in ("ok", "warn", "bad")),
    *((ink, "note") for ink in ("note-i", "note-t", "ink", "acc", "bad")),
    ("note-t", "note-l"),
    ("on-fill", "fill"),
    ("on-fill", "fill-h"),
    ("series", "surface"),
]
EDGE_PAIRS = [
    *(("field", ground) for ground in GROUNDS),
    *(("acc", ground) for ground in GROUNDS),
    *((meaning, "sunken") for meaning in ("ok", "warn", "bad")),
    ("note-i", "note"),
    ("acc", "sel"),
]


def _tokens():
    return {name: both for name, *both in COLOUR.findall(TOKENS.read_text())}


def _luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    """The WCAG 2 contrast of two colours, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_the_highest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "ground", "least"),
    [(*pair, TEXT) for pair in TEXT_PAIRS] + [(*pair, EDGE) for pair in EDGE_PAIRS],
)
def test_a_pair_of_colours_can_be_told_apart(front, ground, least, scheme):
    tokens = _tokens()
    found = contrast(tokens[front][scheme], tokens[ground][scheme])
    assert found >= least, f"{front} on {ground}: {found:.2f}"


def test_every_colour_of_the_parts_is_a_token():
    raw = re.compile(r"#[0-9a-f]{3,8}\b(?!-)")
    others = [path for path in TOKENS.parent.glob("*.css") if path.name not in OWN_CLOTHES]
    found = {path.name: raw.findall(path.read_text()) for path in others}
    assert not {name: colours for name, colours in found.items() if colours}


OWN_CLOTHES = {"tokens.css", "mail.css", "mailbox.css"}
"""The mailbox of the demo world is another program on purpose."""
