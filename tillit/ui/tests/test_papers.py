"""Charts as files of their own, and what is set on paper."""

import json
import re
import struct
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from tillit.ui.charts import Bar, Legend, stacked_bars
from tillit.ui.papers.charts import colours, drawing_of, picture_of
from tillit.ui.papers.press import as_pdf

BARS = [Bar("1 June", below=4, above=1, tip="<script>"), Bar("8 June", below=None, above=2, tip="")]


def chart(label: str = "Kept & late") -> str:
    kept, late = Legend("Betartva", "series"), Legend("Őszintén késve", "late")
    return stacked_bars(BARS, label=label, below=kept, above=late)


def test_a_drawing_stands_alone_in_the_colours_of_the_page() -> None:
    drawing = drawing_of(chart(), width=480)
    root = ElementTree.fromstring(drawing)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("width") == "480"
    assert "var(" not in drawing
    assert f".chart rect.series{{fill: {colours()['series']};" in drawing


def test_every_class_of_a_chart_has_a_colour_of_its_own_on_paper_too() -> None:
    drawing = drawing_of(chart())
    styled = drawing.partition("</style>")[0]
    used = set(re.findall(r'<(?:rect|text|line) class="([^"]+)"', drawing))
    assert used >= {"series", "late", "grid", "tick", "place"}
    for names in used:
        assert f".{names.split()[-1]}{{" in styled, names


def test_what_is_no_chart_is_refused() -> None:
    with pytest.raises(ValueError, match="no chart"):
        drawing_of("<svg></svg>")


def test_a_picture_is_twice_as_large_as_it_is_shown() -> None:
    picture = picture_of(chart())
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (1200, 464)
    assert picture != picture_of(chart().replace('class="late"', 'class="series"'))


def test_words_are_set_as_they_are_and_never_as_a_layout() -> None:
    drawing = drawing_of(chart()).encode()
    told = {
        "title": "#panic() *not* $bold$",
        "lead": "ősz",
        "about": "",
        "company": "A & <B>",
        "made": "1 June",
        "language": "hu",
        "colours": colours(),
        "cards": [],
        "charts": [{"title": "T", "reading": "[r]", "file": "c.svg", "legend": []}],
        "tables": [],
        "notes": ["= no heading"],
    }
    made = as_pdf("figures", {"page.json": json.dumps(told).encode(), "c.svg": drawing})
    reader = PdfReader(BytesIO(made))
    text = reader.pages[0].extract_text()
    for words in ("#panic() *not* $bold$", "ősz", "A & <B>", "= no heading", "[r]"):
        assert words in text
    root: Any = reader.root_object
    assert str(reader.metadata.title if reader.metadata else "").startswith("#panic()")
    assert root["/Lang"] == "hu"
    assert root["/MarkInfo"]["/Marked"]
