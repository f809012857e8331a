"""Sheets as a file that a browser saves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import Final

from django.http import FileResponse, Http404

from tillit.ui.sheets import csv_file, xlsx_file
from tillit.ui.sheets.sheet import Sheet

CONTENT_TYPES: Final = {"csv": csv_file.CONTENT_TYPE, "xlsx": xlsx_file.CONTENT_TYPE}


def as_file(sheets: Sequence[Sheet], form: str, name: str, days: tuple[date, date]) -> FileResponse:
    """The first of these as CSV, or all of them as XLSX, called after the days it is about.

    It is written as a whole before it leaves: an error is then no half of a file, and every word
    is in the language of its reader.

    Raises:
        Http404: there is no such form.
    """
    if form not in CONTENT_TYPES:
        raise Http404
    target = TemporaryFile()  # noqa: SIM115 (the response closes it)
    if form == "csv":
        target.writelines(csv_file.as_csv(sheets[0]))
    else:
        xlsx_file.write_xlsx(sheets, target)
    target.seek(0)
    first, last = days
    return FileResponse(
        target,
        as_attachment=True,
        filename=f"{name}-{first}-{last}.{form}",
        content_type=CONTENT_TYPES[form],
        headers={"Cache-Control": "private, no-store"},
    )
