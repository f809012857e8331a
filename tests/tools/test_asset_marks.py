"""The pictures of the app are those of the mark."""

from pathlib import Path

import pytest

from asset_marks import PICTURES, SOURCE, Picture, draw, png, points, read

BLUE, WHITE = bytes((0x2A, 0x52, 0xC9, 255)), bytes((255, 255, 255, 255))


def at(rows: list[bytes], x: int, y: int) -> bytes:
    return rows[y][4 * x : 4 * x + 4]


def test_the_mark_is_a_line_on_a_rounded_ground() -> None:
    rows = draw(read(SOURCE), Picture("x", 32))
    assert at(rows, 0, 0)[3] < 30, "the corner is cut off"
    assert at(rows, 4, 16) == BLUE
    assert at(rows, 16, 21) == WHITE


def test_a_system_that_cuts_icons_gets_the_ground_up_to_the_edges() -> None:
    rows = draw(read(SOURCE), Picture("x", 32, to_the_edges=True, mark=0.8))
    assert at(rows, 0, 0) == BLUE
    assert at(rows, 16, 20) == WHITE


def test_arcs_become_straight_pieces() -> None:
    line = points("M9 13.5v1a7 7 0 0 0 14 0v-1")
    assert line[0] == (9, 13.5)
    assert line[-1] == (23, 13.5)
    assert max(y for _x, y in line) == pytest.approx(21.5, abs=0.02)


def test_it_is_a_png_of_that_size() -> None:
    content = png(2, [WHITE * 2, BLUE * 2])
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(content[16:20]) == int.from_bytes(content[20:24]) == 2


def test_a_drawing_that_is_not_understood_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.svg"
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    with pytest.raises(ValueError, match="a rect and a path"):
        read(file)


def test_the_sizes_that_systems_ask_for() -> None:
    assert {one.size for one in PICTURES} == {180, 192, 512}
