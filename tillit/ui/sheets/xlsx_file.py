"""Tables as one XLSX file: real numbers and days, words that stay words, written row by row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import BinaryIO, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tillit.ui.sheets.formulas import looks_like_one
from tillit.ui.sheets.names import distinct
from tillit.ui.sheets.sheet import Column, Kind, Row, Sheet, Value

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS: Final = 1_048_575
"""Below the head: no spreadsheet reads more."""
MOST_LINKS: Final = 65_000
"""Excel opens no file with more; addresses after them are plain words."""
LONGEST: Final = 32_767
"""Units of UTF-16 in one cell."""
NUMBER_FORMATS: Final = {
    Kind.WHOLE: "#,##0",
    Kind.SHARE: "0.0%",
    Kind.POINTS: "0.0",
    Kind.SECONDS: "#,##0",
    Kind.DAY: "yyyy-mm-dd",
    Kind.INSTANT: "yyyy-mm-dd hh:mm:ss",
}
WIDTHS: Final = {Kind.TEXT: 32, Kind.ADDRESS: 44, Kind.DAY: 12, Kind.INSTANT: 20}
OTHER_WIDTH: Final = 14


def write_xlsx(sheets: Iterable[Sheet], target: BinaryIO) -> None:
    """Put the tables into a file, one sheet each.

    Raises:
        ValueError: a table has more rows than a sheet can hold.
    """
    those = list(sheets)
    with Workbook(target, {"constant_memory": True}) as book:
        for sheet, name in zip(those, distinct(one.title for one in those), strict=True):
            _Page(book, sheet, name).write()


class _Exact(float):
    """A number that is written with all of its digits; the library would leave out the last."""

    def __format__(self, _how: str) -> str:
        return repr(float(self))


class _Page:
    """One sheet of the file."""

    def __init__(self, book: Workbook, sheet: Sheet, name: str) -> None:
        self._page: Worksheet = book.add_worksheet(name)
        self._sheet = sheet
        self._head = book.add_format({"bold": True, "bottom": 1})
        self._words = book.add_format({"quote_prefix": True})
        self._formats = [_format(book, column) for column in sheet.columns]

    def write(self) -> None:
        """The head, which stays in sight, and the rows."""
        self._page.freeze_panes(1, 0)
        for place, column in enumerate(self._sheet.columns):
            width = max(WIDTHS.get(column.kind, OTHER_WIDTH), len(column.title) + 2)
            self._page.set_column(place, place, width)
            self._write_words(0, place, column.title, self._head)
        for number, row in enumerate(self._sheet.rows, start=1):
            if number > MOST_ROWS:
                raise ValueError("A sheet holds no more rows.")
            self._write_row(number, row)

    def _write_row(self, number: int, row: Row) -> None:
        cells = zip(row, self._sheet.columns, self._formats, strict=True)
        for place, (value, column, look) in enumerate(cells):
            if value is None:
                continue
            if column.kind is Kind.ADDRESS and number <= MOST_LINKS:
                self._page.write_url(number, place, str(value), string=str(value))
            elif isinstance(value, str):
                risky = looks_like_one(value)
                self._write_words(number, place, value, self._words if risky else look)
            else:
                self._write_value(number, place, value, look)

    def _write_value(self, row: int, place: int, value: Value, look: Format) -> None:
        if isinstance(value, datetime):
            local = value.replace(tzinfo=None, microsecond=0)
            self._page.write_datetime(row, place, local, look)
        elif isinstance(value, date):
            self._page.write_datetime(row, place, value, look)
        elif isinstance(value, int | float):
            number = _Exact(value) if isinstance(value, float) else value
            self._page.write_number(row, place, number, look)

    def _write_words(self, row: int, place: int, text: str, look: Format) -> None:
        text = _fitting(text)
        if text.startswith("<r>") and text.endswith("</r>"):
            # The library takes this for markup of its own, unless it has made it itself.
            self._page.write_rich_string(row, place, text[0], text[1], text[2:], look)
        else:
            self._page.write_string(row, place, text, look)


def _format(book: Workbook, column: Column) -> Format:
    if column.kind is Kind.DECIMAL:
        return book.add_format({"num_format": "0." + "0" * column.digits if column.digits else "0"})
    return book.add_format({"num_format": NUMBER_FORMATS.get(column.kind, "General")})


def _fitting(text: str) -> str:
    """What XML can hold of it, and as much as a cell can."""
    text = text.encode("utf-8", "replace").decode().replace("\ufffe", "").replace("\uffff", "")
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"
