"""Charts of pages as drawings that need no page: in its light colours, and with a width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from tillit.ui.papers.press import as_png

WIDTH: Final = 600
"""Pixels: what a mail shows without scrolling."""
SHEETS: Final = Path(__file__).parent.with_name("static") / "ui" / "css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TOKEN = re.compile(r"--([\w-]+):\s*light-dark\(([^,]+),")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_OPENING = re.compile(r'<svg class="chart" role="img" aria-label="[^"]*" width="100%"')


def drawing_of(svg: str, *, width: int = WIDTH) -> str:
    """A chart as a file of its own.

    Raises:
        ValueError: it is no chart as pages have them.
    """
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="{width}"'
    whole, found = _OPENING.subn(opening, svg, count=1)
    if not found:
        raise ValueError("this is no chart")
    head, _close, rest = whole.partition(">")
    return f"{head}><style>{_style()}</style>{rest}"


def picture_of(svg: str, *, width: int = WIDTH) -> bytes:
    """A chart as PNG, twice as large as it is shown."""
    return as_png("picture", {"chart.svg": drawing_of(svg, width=width).encode()})


def colours() -> dict[str, str]:
    """The light colours of pages by name, as `#rrggbb`."""
    found = _TOKEN.findall((SHEETS / "tokens.css").read_text(encoding="utf-8"))
    return {name: value.strip() for name, value in found}


@cache
def _style() -> str:
    """What the style sheet of pages says of charts, but for what depends on a pointer."""
    known = colours()
    sheet = _COMMENT.sub("", (SHEETS / "pages.css").read_text(encoding="utf-8"))
    styled = '.chart{font-family:"Inter";font-size:12px}' + "".join(_rules(sheet))
    return _VARIABLE.sub(lambda found: known[found[1]], styled)


def _rules(sheet: str) -> Iterator[str]:
    for selectors, told in _RULE.findall(sheet):
        for selector in selectors.split(","):
            if selector.strip().startswith(".chart ") and not set(selector) & set(":~"):
                yield f"{selector.strip()}{{{' '.join(told.split())}}}"
