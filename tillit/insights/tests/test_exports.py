"""Figures taken along: the numbers of the page to the last digit, and nobody else's cases."""

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from tillit.insights.combining import count_combinations
from tillit.insights.exporting import links, tables, views
from tillit.insights.figures import Measured, measured, text_of
from tillit.insights.periods import Selection
from tillit.measures.registry import ClockKind, Unit, all_measures
from tillit.people.models import Agent, Team
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, open_inbox, writes
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

WEEK = "?period=7"
LISTED = re.compile(r'<th scope="row"><a href="[^"]*">([^<]*)</a></th><td[^>]*>([^<]*)</td>')
"""Each measure of the page, and its figure."""


def taken(client: Client, who: Agent, address: str) -> bytes:
    client.force_login(who)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    return b"".join(answer)


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_rows(content: bytes) -> list[dict[str, Any]]:
    heads, *rows = load_workbook(BytesIO(content)).worksheets[0].values
    return [dict(zip(heads, row, strict=True)) for row in rows]


def same(text: str, value: Any) -> bool:
    """Whether a cell of the one file holds what a cell of the other does."""
    if isinstance(value, int | float):
        return float(text) == value
    return text == (value or "")


def answered_after(desk: Desk, *minutes: int) -> None:
    for number, wait in enumerate(minutes):
        at = MONDAY_TEN - timedelta(minutes=wait)
        case = writes(GRACE, desk.inbox, at=at, subject=f"=HYPERLINK({number})")
        answers(desk.ada, case, at=MONDAY_TEN)


def of_the_week(who: Agent) -> dict[str, Measured]:
    day = MONDAY_TEN.date()
    first = day - timedelta(days=6)
    return measured(all_measures(), Selection(who, None, "7", ClockKind.BUSINESS, first, day))


def test_the_table_holds_every_figure_to_the_last_digit(client: Client, desk: Desk) -> None:
    answered_after(desk, 7, 13, 31)
    written = csv_rows(taken(client, desk.ada, f"/figures/table.csv{WEEK}"))
    book = xlsx_rows(taken(client, desk.ada, f"/figures/table.xlsx{WEEK}"))
    assert len(written) == len(book)
    for left, right in zip(written, book, strict=True):
        assert all(same(left[head], right[head]) for head in left), (left, right)
    whole = {row["Measure"]: row for row in book if not row["Beside it"]}
    found = of_the_week(desk.ada)
    assert whole.keys() == {str(one.measure.title) for one in found.values()}
    for one in found.values():
        row, figure = whole[str(one.measure.title)], one.figure
        assert (row["Figure"], row["Number of cases"]) == (figure.value, figure.n)
    assert whole["First response time"]["Figure"] == 13 * 60


def test_the_table_formats_to_what_the_page_says(client: Client, desk: Desk) -> None:
    answered_after(desk, 7, 13, 31)
    page = client.get(f"/figures/{WEEK}").content.decode()
    units = {str(words): unit for unit, words in tables.UNITS.items()}
    shown = dict(
        re.findall(
            r'scope="row"><a href="[^"]*">([^<]*)</a></th><td class="[^"]*">([^<]*)</td>', page
        )
    )
    rows = xlsx_rows(taken(client, desk.ada, f"/figures/table.xlsx{WEEK}"))
    whole = [row for row in rows if not row["Beside it"]]
    page = client.get(f"/figures/{WEEK}").content.decode()
    shown = dict(
        re.findall(
            r'scope="row"><a href="[^"]*">([^<]*)</a></th><td class="[^"]*">([^<]*)</td>', page
        )
    )
    assert len(shown) == len(whole)
    for row in whole:
        unit: Unit = units[row["Unit"]]
        assert shown[row["Measure"]] == text_of(row["Figure"], unit), row


def test_there_is_a_row_for_each_conversation_behind_a_figure(client: Client, desk: Desk) -> None:
    answered_after(desk, 7, 13, 31)
    address = f"/figures/first-response/cases.%s{WEEK}"
    written = csv_rows(taken(client, desk.ada, address % "csv"))
    book = xlsx_rows(taken(client, desk.ada, address % "xlsx"))
    page = client.get(f"/figures/first-response/{WEEK}").content.decode()
    numbers = re.findall(
        r'<td class="wide">(?:<input[^>]*> )?<a href="/conversations/(\d+)/">', page
    )
    assert [row["Conversation"] for row in written] == numbers
    assert [str(row["Conversation"]) for row in book] == numbers
    seconds = [float(row["Answered after"]) for row in written]
    assert seconds == [row["Answered after"] for row in book]
    assert sorted(seconds) == [420, 780, 1860]
    assert [row["Address"].partition("testserver")[2] for row in book] == [
        f"/conversations/{number}/" for number in numbers
    ]


def test_what_a_customer_writes_is_never_a_formula(client: Client, desk: Desk) -> None:
    answered_after(desk, 7)
    address = "/figures/first-response/cases."
    (row,) = csv_rows(taken(client, desk.ada, f"{address}csv"))
    assert row["Subject"] == "'=HYPERLINK(0)"
    page = load_workbook(BytesIO(taken(client, desk.ada, f"{address}xlsx"))).worksheets[0]
    assert (page["B2"].value, page["B2"].data_type) == ("=HYPERLINK(0)", "s")


def test_instants_are_those_of_the_clock_at_home(client: Client, desk: Desk) -> None:
    answered_after(desk, 7)
    address = "/figures/first-response/cases.csv"
    (row,) = csv_rows(taken(client, desk.ada, address))
    assert row["When"] == "2026-06-01T10:00:00+02:00"


def test_what_has_no_value_is_an_empty_cell(client: Client, desk: Desk) -> None:
    rows = csv_rows(taken(client, desk.ada, "/figures/table.csv"))
    figures = {row["Measure"]: row["Figure"] for row in rows if not row["Beside it"]}
    assert (figures["First response time"], figures["Open now"]) == ("", "0")


def test_the_file_says_what_was_asked_for(client: Client, desk: Desk) -> None:
    content = taken(client, desk.ada, f"/figures/table.xlsx{WEEK}&clock=calendar")
    about = load_workbook(BytesIO(content))["About"]
    told = {row[0].value: row[1].value for row in about.iter_rows(min_row=2)}
    assert told["Clock"] == "Around the clock"
    assert told["Teams"] == desk.team.name
    assert (told["Last day"] - told["First day"]).days == 6


def test_a_file_holds_the_chosen_team_only(client: Client, desk: Desk) -> None:
    other = open_inbox("Night", Team.objects.create(name="Night"), "night@desk.example")
    other.team.members.set([desk.ada])
    answered_after(desk, 7)
    ours = taken(client, desk.ada, f"/figures/first-response/cases.csv?team={desk.team.pk}")
    theirs = taken(client, desk.ada, f"/figures/first-response/cases.csv?team={other.team.pk}")
    assert (len(csv_rows(ours)), len(csv_rows(theirs))) == (1, 0)


def test_eve_takes_nothing_of_the_team_along(client: Client, desk: Desk) -> None:
    answered_after(desk, 7)
    client.force_login(desk.eve)
    for form in ("csv", "xlsx"):
        for name in ("table", "first-response/cases"):
            address = f"/figures/{name}.{form}"
            assert client.get(f"{address}?team={desk.team.pk}").status_code == 404
    assert csv_rows(taken(client, desk.eve, "/figures/first-response/cases.csv")) == []
    rows = csv_rows(taken(client, desk.eve, "/figures/table.csv"))
    assert {row["Figure"] for row in rows if row["Measure"] == "First response time"} == {""}


@pytest.mark.parametrize(
    "address",
    ["table.pdf", "nothing/cases.csv", "clearance/cases.csv", "first-response/cases.exe"],
)
def test_what_there_is_not_is_not_found(client: Client, desk: Desk, address: str) -> None:
    client.force_login(desk.ada)
    assert client.get(f"/figures/{address}").status_code == 404


def test_the_pages_lead_to_the_files_with_the_same_choice(client: Client, desk: Desk) -> None:
    answered_after(desk, 7)
    client.force_login(desk.ada)
    for page in ("/figures/", "/figures/first-response/"):
        html = client.get(f"{page}{WEEK}&clock=calendar").content.decode()
        found = re.findall(r'href="(/figures/[^"]*\.(?:csv|xlsx)\?[^"]*)" download', html)
        assert len(found) == 2
        for address in found:
            assert "period=7&amp;clock=calendar" in address
            assert client.get(address.replace("&amp;", "&")).status_code == 200


def test_too_many_for_one_file_are_refused_in_words(
    client: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered_after(desk, 7, 13)
    monkeypatch.setattr(links, "MOST", 1)
    monkeypatch.setattr(views, "MOST", 1)
    client.force_login(desk.ada)
    html = client.get("/figures/first-response/").content.decode()
    assert "cases.csv" not in html
    assert "choose fewer days or one team" in html
    assert client.get("/figures/first-response/cases.csv").status_code == 404


def test_heads_and_outcomes_are_in_the_language_of_the_reader(client: Client, desk: Desk) -> None:
    Agent.objects.filter(pk=desk.bo.pk).update(language="hu")
    answered_after(desk, 7)
    (row,) = csv_rows(taken(client, desk.bo, "/figures/first-response/cases.csv"))
    assert (row["Ügyfél"], row["Mértékegység"]) == (GRACE.name, "másodperc")


def test_a_page_is_taken_along_as_it_is_told_apart(client: Client, desk: Desk) -> None:
    answered_after(desk, 7, 13, 31)
    client.force_login(desk.ada)
    page = client.get(f"/figures/about/speed/{WEEK}&by=language").content.decode()
    for name in ("table.csv", "table.xlsx", "parts.csv", "parts.xlsx"):
        assert f"/figures/about/speed/{name}{WEEK}&amp;clock=business&amp;by=language" in page
    book = taken(client, desk.ada, f"/figures/about/speed/parts.xlsx{WEEK}&by=language")
    [row] = xlsx_rows(book)
    assert (row["Language"], row["First response time"]) == ("English", 13 * 60)
    assert row["First response time: answered conversations"] == 3
    [line] = csv_rows(taken(client, desk.ada, f"/figures/about/speed/parts.csv{WEEK}&by=language"))
    assert all(same(line[head], row[head]) for head in line)
    assert load_workbook(BytesIO(book)).sheetnames == ["Language", "About"]
    whole = taken(client, desk.ada, f"/figures/about/speed/table.xlsx{WEEK}&by=language")
    assert load_workbook(BytesIO(whole)).sheetnames == ["Figures", "Language", "About"]


def test_what_figures_are_compared_with_stands_beside_them(client: Client, desk: Desk) -> None:
    before = MONDAY_TEN - timedelta(days=7)
    case = writes(GRACE, desk.inbox, at=before - timedelta(minutes=5))
    answers(desk.ada, case, at=before)
    answered_after(desk, 7, 13, 31)
    client.force_login(desk.ada)
    page = client.get(f"/figures/{WEEK}").content.decode()
    assert "compared with 19 May 2026 to 25 May 2026" in page
    assert re.search(r">First response time</a></th>.*?13 min.*?>5 min</td>", page)
    single = client.get(f"/figures/first-response/{WEEK}").content.decode()
    assert "5 min (1 answered conversation" in single
    assert "19 May 2026 to 25 May 2026)" in single
    for address in (f"/figures/table.csv{WEEK}", f"/figures/about/speed/table.csv{WEEK}"):
        rows = csv_rows(taken(client, desk.ada, address))
        whole = {row["Measure"]: row for row in rows if not row["Beside it"]}
        row = whole["First response time"]
        assert (float(row["Before"]), row["Number of cases before"]) == (300, "1")
    alone = f"/figures/table.csv{WEEK}&compare=none"
    assert {row["Before"] for row in csv_rows(taken(client, desk.ada, alone))} == {""}


def test_a_persons_figures_are_for_the_person_and_the_lead(client: Client, desk: Desk) -> None:
    answered_after(desk, 7, 13, 31)
    address = f"/figures/of/{desk.ada.pk}/table.csv{WEEK}"
    for reader in (desk.ada, desk.liv):
        rows = csv_rows(taken(client, reader, address))
        waits = {row["Beside it"]: row for row in rows if row["Measure"] == "First response time"}
        assert float(waits[""]["Figure"]) == 13 * 60
        assert float(waits["The team as a whole"]["Figure"]) == 13 * 60
    page = client.get(f"/figures/of/{desk.ada.pk}/{WEEK}").content.decode()
    assert f"/figures/of/{desk.ada.pk}/table.xlsx{WEEK}" in page
    for reader in (desk.bo, desk.eve):
        client.force_login(reader)
        assert client.get(address).status_code == 404


def test_several_filters_are_a_file_once_they_are_counted(client: Client, desk: Desk) -> None:
    answered_after(desk, 7)
    client.force_login(desk.ada)
    address = f"/figures/about/speed/table.csv{WEEK}&in=language:en&in=channel:email"
    assert client.get(address).status_code == 404
    while count_combinations():
        pass
    rows = csv_rows(taken(client, desk.ada, address))
    assert float(rows[0]["Figure"]) == 420
