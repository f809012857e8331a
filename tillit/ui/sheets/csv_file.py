"""A table as CSV: UTF-8 that spreadsheets recognise, RFC 4180, written as it is read."""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterator
from datetime import datetime
from io import StringIO

from tillit.ui.sheets.formulas import defused
from tillit.ui.sheets.sheet import Sheet, Value

CONTENT_TYPE = "text/csv; charset=utf-8"
AT_ONCE = 500
"""Rows that are written together."""


def as_csv(sheet: Sheet) -> Iterator[bytes]:
    """The file, piece by piece."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(defused(column.title) for column in sheet.columns)
    yield BOM_UTF8
    for number, row in enumerate(sheet.rows, start=1):
        writer.writerow(_written(value) for value in row)
        if number % AT_ONCE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    # Half of a pair of surrogates is no letter, and cannot be written.
    return text.encode(errors="replace")


def _written(value: Value) -> Value:
    """Numbers as they are, to the last digit; words so that nothing computes them."""
    if isinstance(value, str):
        return defused(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value
