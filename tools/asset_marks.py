"""Makes the pictures of the app for home screens: the mark, in the sizes that systems ask for."""

import re
import struct
import zlib
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import hypot
from pathlib import Path
from xml.etree import ElementTree

from asset_files import BUILD, PACKAGE, is_stale, write_whole

SOURCE = PACKAGE / "ui" / "static" / "ui" / "mark.svg"
STEPS = 12
"""Straight pieces in place of one curve; nobody can tell at these sizes."""
SPACE = "{http://www.w3.org/2000/svg}"

Point = tuple[float, float]
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Picture:
    """A file, how large it is, and how much of it the mark takes up.

    A system that cuts icons to its own shape wants the ground up to the edges and the mark inside.
    """

    name: str
    size: int
    to_the_edges: bool = False
    mark: float = 1.0


PICTURES = (
    Picture("app-192.png", 192),
    Picture("app-cut-512.png", 512, to_the_edges=True, mark=0.8),
    Picture("app-touch-180.png", 180, to_the_edges=True, mark=0.9),
)


@dataclass(frozen=True)
class Mark:
    """What the drawing consists of: a rounded ground, and one line upon it."""

    side: float
    radius: float
    ground: Colour
    ink: Colour
    line: tuple[Point, ...]
    width: float

    @cached_property
    def frame(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of all that the line may touch."""
        across, down = zip(*self.line, strict=True)
        reach = self.width
        return min(across) - reach, min(down) - reach, max(across) + reach, max(down) + reach


def build(*, check: bool) -> bool:
    """Make the pictures that are stale; return whether any was."""
    stale = [one for one in PICTURES if is_stale(BUILD / one.name, [SOURCE, Path(__file__)])]
    if stale and not check:
        mark = read(SOURCE)
        for one in stale:
            write_whole(BUILD / one.name, png(one.size, draw(mark, one)))
    return bool(stale)


def read(file: Path) -> Mark:
    """The mark as its file describes it."""
    drawing = ElementTree.parse(file).getroot()  # noqa: S314 (our own file)
    ground, line = drawing.find(f"{SPACE}rect"), drawing.find(f"{SPACE}path")
    if ground is None or line is None:
        raise ValueError(f"{file}: a rect and a path are expected")
    return Mark(
        side=float(ground.attrib["width"]),
        radius=float(ground.attrib["rx"]),
        ground=colour(ground.attrib["fill"]),
        ink=colour(line.attrib["stroke"]),
        line=points(line.attrib["d"]),
        width=float(line.attrib["stroke-width"]),
    )


def colour(text: str) -> Colour:
    """`#fff` and `#ffffff` as three numbers."""
    digits = text.removeprefix("#")
    whole = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    if not re.fullmatch("[0-9a-f]{6}", whole):
        raise ValueError(f"{text} is no colour")
    return int(whole[:2], 16), int(whole[2:4], 16), int(whole[4:], 16)


def points(path: str) -> tuple[Point, ...]:
    """A path as points with straight lines between them."""
    # Heavy, and not needed when the pictures are up to date.
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path import parse_path

    pen = RecordingPen()
    parse_path(path, pen)
    found: list[Point] = []
    for step, places in pen.value:
        if step in ("moveTo", "lineTo"):
            found.append(places[0])
        elif step == "curveTo":
            found += curve(found[-1], *places)
    return tuple(found)


def curve(begin: Point, first: Point, second: Point, end: Point) -> list[Point]:
    """Points on a Bézier curve, without the first."""
    four = (begin, first, second, end)

    def at(t: float) -> Point:
        u = 1 - t
        parts = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        x = sum(part * place[0] for part, place in zip(parts, four, strict=True))
        return x, sum(part * place[1] for part, place in zip(parts, four, strict=True))

    return [at(step / STEPS) for step in range(1, STEPS + 1)]


def draw(mark: Mark, picture: Picture) -> list[bytes]:
    """The lines of a picture, each with four bytes for a point."""
    scale = picture.size / mark.side
    places = [(number + 0.5) / scale for number in range(picture.size)]
    return [b"".join(point(mark, picture, x, y, scale) for x in places) for y in places]


def point(mark: Mark, picture: Picture, x: float, y: float, scale: float) -> bytes:
    """The colour of one point, and how much of it there is."""
    middle, ground = mark.side / 2, 1.0
    if not picture.to_the_edges:
        ground = covered(beyond_ground(mark, x, y) * scale)
    across, down = middle + (x - middle) / picture.mark, middle + (y - middle) / picture.mark
    distance = beyond_line(mark, across, down) * scale * picture.mark
    if distance > 1:
        return bytes((*mark.ground, round(255 * ground)))
    return bytes((*blend(mark.ground, mark.ink, covered(distance)), round(255 * ground)))


def covered(distance: float) -> float:
    """How much of a point is covered whose middle lies so many points beyond an edge."""
    return min(1.0, max(0.0, 0.5 - distance))


def blend(below: Colour, above: Colour, share: float) -> tuple[int, ...]:
    """A colour between two."""
    return tuple(round(a + (b - a) * share) for a, b in zip(below, above, strict=True))


def beyond_ground(mark: Mark, x: float, y: float) -> float:
    """How far a place lies outside of the rounded ground."""
    half, radius = mark.side / 2, mark.radius
    across, down = abs(x - half) - half + radius, abs(y - half) - half + radius
    if across < 0 and down < 0:
        return -radius
    return hypot(max(across, 0), max(down, 0)) + min(max(across, down), 0) - radius


def beyond_line(mark: Mark, x: float, y: float) -> float:
    """How far a place lies outside of the line; some large number when it is nowhere near."""
    left, top, right, bottom = mark.frame
    if not (left < x < right and top < y < bottom):
        return mark.side
    return min(apart(x, y, begin, end) for begin, end in pairwise(mark.line)) - mark.width / 2


def apart(x: float, y: float, begin: Point, end: Point) -> float:
    """How far a place is from a straight piece."""
    along, down = end[0] - begin[0], end[1] - begin[1]
    length = along * along + down * down or 1.0
    share = min(1.0, max(0.0, ((x - begin[0]) * along + (y - begin[1]) * down) / length))
    return hypot(x - begin[0] - share * along, y - begin[1] - share * down)


def png(size: int, rows: list[bytes]) -> bytes:
    """A square picture with transparency as a PNG file."""
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    pieces = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, content) for kind, content in pieces)


def chunk(kind: bytes, content: bytes) -> bytes:
    """One piece of a PNG file."""
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
