"""Tables as CSV and XLSX: the same numbers to the last digit, and nothing that computes."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tillit.ui.sheets.csv_file import as_csv
from tillit.ui.sheets.sheet import Column, Kind, Row, Sheet, Value
from tillit.ui.sheets.xlsx_file import LONGEST, write_xlsx

OSLO = ZoneInfo("Europe/Oslo")
RISKY = {
    "equals": "=1+1",
    "plus": "+47 22 33 44 55",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)",
    "tab": "\t=1+1",
    "carriage return": "\r=1+1",
    "line feed": "\n=1+1",
    "space": "  =1+1",
    "no-break space": "\xa0=1+1",
    "zero-width space": "\u200b=1+1",
    "byte order mark": "\ufeff=1+1",
    "direction": "\u202e=1+1",
    "full-width equals": "＝1+1",
    "full-width plus": "＋1",
    "full-width minus": "－1",
    "full-width at": "＠SUM(1)",
    "small equals": "﹦1",
    "tab alone": "\twords",
}
HARMLESS = [
    "Ő, æ og “sitat”",
    "1=1",
    "a@b.example",
    "",
    "12-13",
    "'quoted'",
    'say "hi", twice\nnew',
]


def sheet_of(*rows: Row, kind: Kind = Kind.TEXT, title: str = "One") -> Sheet:
    return Sheet(title, (Column("Head", kind),), rows)


def csv_cells(sheet: Sheet) -> list[list[str]]:
    text = b"".join(as_csv(sheet)).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline="")))


def book_of(*sheets: Sheet) -> Any:
    target = BytesIO()
    write_xlsx(sheets, target)
    return load_workbook(BytesIO(target.getvalue()))


def xlsx_cell(value: Value, kind: Kind = Kind.TEXT) -> Any:
    return book_of(sheet_of([value], kind=kind)).active["A2"]


@pytest.mark.parametrize("text", RISKY.values(), ids=RISKY.keys())
def test_words_that_look_like_a_formula_stay_words(text: str) -> None:
    assert csv_cells(sheet_of([text]))[1] == [f"'{text}"]
    cell = xlsx_cell(text)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value.replace("_x000D_", "\r") == text


@pytest.mark.parametrize("text", HARMLESS)
def test_other_words_stand_as_they_are(text: str) -> None:
    assert csv_cells(sheet_of([text]))[1] == [text]
    cell = xlsx_cell(text)
    assert (cell.value or "", bool(cell.quotePrefix)) == (text, False)


def test_a_head_is_defused_as_well() -> None:
    sheet = Sheet("Heads", (Column("=1+1"),), ())
    assert csv_cells(sheet) == [["'=1+1"]]
    assert book_of(sheet).active["A1"].data_type == "s"


@pytest.mark.parametrize("number", [-5, 0, 1_204, -0.25])
def test_numbers_stay_numbers_below_zero_too(number: float) -> None:
    assert csv_cells(sheet_of([number], kind=Kind.DECIMAL))[1] == [str(number)]
    cell = xlsx_cell(number, Kind.DECIMAL)
    assert (cell.data_type, cell.value) == ("n", number)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=30))
def test_both_files_hold_numbers_to_the_last_digit(numbers: list[float]) -> None:
    sheet = sheet_of(*([number] for number in numbers), kind=Kind.SHARE)
    assert [float(row[0]) for row in csv_cells(sheet)[1:]] == numbers
    page = book_of(sheet).active
    assert [float(page.cell(row, 1).value) for row in range(2, len(numbers) + 2)] == numbers


def test_what_is_not_defined_is_empty_and_not_zero() -> None:
    two = Sheet("Two", (Column("A"), Column("B", Kind.SHARE)), [["x", None], ["y", 0.0]])
    assert csv_cells(two)[1:] == [["x", ""], ["y", "0.0"]]
    page = book_of(two).active
    assert (page["B2"].value, page["B3"].value) == (None, 0)


def test_days_and_instants_are_real_ones_in_their_own_zone() -> None:
    at = datetime(2026, 11, 23, 7, 0, 5, 900_000, tzinfo=OSLO)
    cell = xlsx_cell(at, Kind.INSTANT)
    assert (cell.value, cell.is_date) == (datetime(2026, 11, 23, 7, 0, 5), True)
    assert csv_cells(sheet_of([at]))[1] == ["2026-11-23T07:00:05+01:00"]
    day = xlsx_cell(date(2026, 2, 28), Kind.DAY)
    assert (day.value, day.number_format) == (datetime(2026, 2, 28), "yyyy-mm-dd")
    assert csv_cells(sheet_of([date(2026, 2, 28)]))[1] == ["2026-02-28"]


def test_each_kind_has_its_number_format() -> None:
    shown = {kind: xlsx_cell(1, kind).number_format for kind in (Kind.WHOLE, Kind.SHARE)}
    assert shown == {Kind.WHOLE: "#,##0", Kind.SHARE: "0.0%"}
    three = Sheet("Digits", (Column("D", Kind.DECIMAL, digits=3),), [[1.5]])
    assert book_of(three).active["A2"].number_format == "0.000"


def test_the_head_stays_in_sight_and_columns_are_wide_enough() -> None:
    page = book_of(Sheet("Wide", (Column("A head of many words that is long"),), [])).active
    assert page.freeze_panes == "A2"
    assert page.column_dimensions["A"].width > 33


def test_an_address_can_be_followed() -> None:
    cell = xlsx_cell("https://tillit.example/conversations/1/", Kind.ADDRESS)
    assert cell.hyperlink.target == cell.value == "https://tillit.example/conversations/1/"


@pytest.mark.parametrize(
    "text", ["<r><t>x</t></r>", "<r></c><c><f>1+1</f></c></r>", "a < b & c > d", "\x01\x1f\ufffe"]
)
def test_words_cannot_write_the_markup_of_the_file(text: str) -> None:
    page = book_of(sheet_of([text], ["after"])).active
    assert page["A2"].data_type == "s"
    assert page["A3"].value == "after"
    if text.isprintable():
        assert page["A2"].value == text


def test_half_a_letter_breaks_neither_file() -> None:
    assert csv_cells(sheet_of(["a\ud800b"]))[1] == ["a?b"]
    assert xlsx_cell("a\ud800b").value == "a?b"


def test_more_than_a_cell_holds_is_cut() -> None:
    cut = xlsx_cell("😀" * LONGEST).value
    assert len(cut.encode("utf-16-le")) <= 2 * LONGEST
    assert cut.endswith("😀…")


def test_each_sheet_has_a_name_of_its_own() -> None:
    titles = ["Team: a/b?", "team  a b", "History", "x" * 40, "X" * 40, "", "'"]
    names = book_of(*(sheet_of(["x"], title=title) for title in titles)).sheetnames
    assert len({name.casefold() for name in names}) == len(titles)
    assert max(map(len, names)) <= 31


def test_rows_are_written_as_they_come() -> None:
    read: list[int] = []

    def rows() -> Iterator[list[Value]]:
        for number in range(2_000):
            read.append(number)
            yield [number]

    pieces = as_csv(Sheet("Many", (Column("N", Kind.WHOLE),), rows()))
    assert next(pieces) == b"\xef\xbb\xbf"
    assert not read
    next(pieces)
    assert len(read) < 2_000


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tillit.ui.sheets.xlsx_file.MOST_ROWS", 2)
    with pytest.raises(ValueError, match="no more rows"):
        book_of(sheet_of(["a"], ["b"], ["c"]))
