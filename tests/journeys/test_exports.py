"""Figures are taken along as files, which hold what the page says."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenPage
from tillit.insights.exporting.tables import UNITS
from tillit.insights.figures import text_of
from tillit.measures.registry import Unit

pytestmark = pytest.mark.journey


def takes(page: Page | Locator, form: str) -> Path:
    """Follows the one link to a file of this form, and keeps what comes."""
    whole = page if isinstance(page, Page) else page.page
    with whole.expect_download() as waiting:
        page.get_by_role("link", name=f"As {form}").click()
    path = waiting.value.path()
    assert waiting.value.suggested_filename.endswith(f".{form.lower()}")
    return path


def rows_of_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def rows_of_xlsx(path: Path) -> list[dict[str, Any]]:
    with path.open("rb") as file:
        heads, *rows = load_workbook(file).worksheets[0].values
    return [dict(zip(heads, row, strict=True)) for row in rows]


def number_of(cell: Any) -> float | None:
    return float(cell) if cell not in ("", None) else None


def test_liv_takes_the_figures_along_and_finds_the_numbers_of_the_page(agent: OpenPage) -> None:
    liv = agent("Liv")
    liv.goto("/figures/?period=90")
    written, book = rows_of_csv(takes(liv, "CSV")), rows_of_xlsx(takes(liv, "XLSX"))
    units = {str(words): unit for unit, words in UNITS.items()}
    whole = [row for row in book if not row["Beside it"]]
    # How old something is, in days, grows by seconds between the two files; other tests compare to
    # the last digit.
    alike = pytest.approx([row["Figure"] or 0 for row in book], rel=1e-3, abs=1e-4)
    assert [number_of(row["Figure"]) or 0 for row in written] == alike
    table = liv.locator("table.measures")
    for row in whole:
        shown = table.get_by_role("row").filter(
            has=liv.get_by_role("link", name=row["Measure"], exact=True)
        )
        expect(shown.locator("td").first).to_have_text(text_of(row["Figure"], units[row["Unit"]]))
    assert len(whole) == table.locator("th[scope=row]").count()


def test_liv_takes_along_every_conversation_behind_a_figure(agent: OpenPage) -> None:
    liv = agent("Liv")
    liv.goto("/figures/first-response/?period=28")
    written, book = rows_of_csv(takes(liv, "CSV")), rows_of_xlsx(takes(liv, "XLSX"))
    counted = re.search(r"of ([\d,]+)", liv.locator(".card-reading").last.inner_text())
    assert counted
    assert len(written) == len(book) == int(counted[1].replace(",", "")) > 40
    assert [number_of(row["Answered after"]) for row in written] == [
        row["Answered after"] for row in book
    ]
    first = liv.locator("td.wide a").first
    expect(first).to_contain_text(f"#{book[0]['Conversation']} ")
    liv.goto(book[0]["Address"])
    expect(liv.get_by_role("heading", level=1)).to_be_visible()


def test_liv_compares_two_languages_in_a_file_of_the_page_that_she_shares(agent: OpenPage) -> None:
    liv = agent("Liv")
    liv.goto("/figures/about/speed/?period=90&compare=year&by=language")
    liv.get_by_role("link", name="Magyar").click()
    expect(liv.locator(".chosen-part")).to_contain_text("Magyar")
    liv.go_back()
    parts = liv.get_by_role("group", name="Take this table along")
    book = {row["Language"]: row for row in rows_of_xlsx(takes(parts, "XLSX"))}
    for language in ("Magyar", "Norsk bokmål"):
        shown = (
            liv.locator("table.parts")
            .get_by_role("row")
            .filter(has=liv.get_by_role("link", name=language))
        )
        said = text_of(book[language]["First response time"], Unit.SECONDS)
        expect(shown.locator("td").first).to_contain_text(said)


def test_two_filters_at_once_are_counted_before_her_eyes(agent: OpenPage) -> None:
    liv = agent("Liv")
    liv.goto("/figures/about/speed/?period=28&in=language:hu")
    alone = liv.locator(".kpi-value").first.inner_text()
    liv.get_by_role("link", name="Channel", exact=True).click()
    liv.locator(".narrower").get_by_role("link", name="E-mail").click()
    expect(liv.locator(".chosen-part")).to_have_count(2)
    expect(liv.get_by_text("Counted from the facts")).to_be_visible(timeout=30_000)
    expect(liv.locator(".kpi-value").first).to_have_text(alone)
    liv.get_by_role("link", name="Without the filter Channel").click()
    expect(liv.locator(".chosen-part")).to_have_count(1)
