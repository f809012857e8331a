"""What of the markup of a page a reader needs: emphasis, tables of figures, pictures."""

import re
from html import escape
from itertools import islice
from urllib.parse import unquote

from lxml import etree

_EMPHASES = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("s", "strike", "del"), "s"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **{"u": "u", "ins": "u", "sub": "sub", "sup": "sup"},
}
_STYLES = (
    (re.compile(r"(?:^|;)font-weight:(?:bold|[6-9]00)"), "strong"),
    (re.compile(r"font-style:italic"), "em"),
    (re.compile(r"text-decoration(?:-line)?:underline"), "u"),
    (re.compile(r"text-decoration(?:-line)?:line-through"), "s"),
)
_PLAIN_WEIGHT = re.compile(r"(?:^|;)font-weight:(?:normal|[1-5]00)")
_SMALL = re.compile(r"(?:^|;)(?:max-)?(?:width|height):[0-2](?:px)?(?:;|!|$)")
_NUMBER = re.compile(r"(\d{1,4})(?:px)?\Z")
_REMOTE = re.compile(r"https?://[^\s<>\"]{4,2000}\Z", re.IGNORECASE)
MOST_ROWS = 500
LONGEST_CELL = 300


def emphasis_of(element: etree._Element, tag: str) -> str:
    """The tag that says how an element stresses its words; empty when it does not."""
    style = _plain_style(element)
    if tag in _EMPHASES:
        plain = tag in ("b", "strong") and _PLAIN_WEIGHT.search(style)
        return "" if plain else _EMPHASES[tag]
    return next((made for pattern, made in _STYLES if pattern.search(style)), "") if style else ""


def _plain_style(element: etree._Element) -> str:
    return "".join((element.get("style") or "")[:1000].lower().split())


def is_data(table: etree._Element) -> bool:
    """Whether a table holds rows of facts; most tables of mails only lay out the page."""
    if table.get("role") in ("presentation", "none") or _has(table, "table"):
        return False
    if _has(table, "th"):
        return True
    rows = list(islice(table.iter("tr"), MOST_ROWS))
    widest = max((len(row.findall("td")) for row in rows), default=0)
    return len(rows) > 1 and widest > 1 and not any(_is_long(row) for row in rows)


def _has(table: etree._Element, tag: str) -> bool:
    return any(one is not table for one in islice(table.iter(tag), 2))


def _is_long(row: etree._Element) -> bool:
    return any(sum(map(len, cell.itertext())) > LONGEST_CELL for cell in row.findall("td"))


def spans(cell: etree._Element) -> str:
    """How many columns a cell takes."""
    number = _NUMBER.match(cell.get("colspan") or "")
    return f' colspan="{int(number.group(1))}"' if number and 1 < int(number.group(1)) < 50 else ""


def is_pixel(picture: etree._Element) -> bool:
    """Whether nobody is meant to see a picture: it only tells the sender that it was fetched."""
    for side in ("width", "height"):
        number = _NUMBER.match((picture.get(side) or "").strip())
        if number and int(number.group(1)) <= 2:
            return True
    return bool(_SMALL.search(_plain_style(picture)))


def picture_of(picture: etree._Element) -> tuple[str, str]:
    """Where a picture is to be had, written so that no browser fetches it, and its words."""
    source = "".join((picture.get("src") or "").split())
    if source.startswith("//"):
        source = f"https:{source}"
    place = ""
    if source[:4].lower() == "cid:":
        place = f'data-cid="{escape(unquote(source[4:254]))}" '
    elif _REMOTE.match(source):
        place = f'data-remote="{escape(source)}" '
    alt = " ".join((picture.get("alt") or "").split())[:200]
    return (place + size_of(picture) if place else ""), alt


def size_of(picture: etree._Element) -> str:
    """How large a picture says that it is, as attributes."""
    sides = ((side, _NUMBER.match(picture.get(side) or "")) for side in ("width", "height"))
    return "".join(f'{side}="{int(number.group(1))}" ' for side, number in sides if number)
