"""Pages of figures on paper: what the page says, for whoever may see it."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from tillit.insights.papers.paper import pages
from tillit.people.models import Agent
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, open_inbox, writes
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


@pytest.fixture
def answered(desk: Desk) -> Desk:
    """One customer had an answer after 23 minutes."""
    answers(desk.ada, writes(GRACE, desk.inbox, at=oslo("2026-06-01 09:37")), at=MONDAY_TEN)
    return desk


def paper(client: Client, who: Agent, address: str) -> str:
    """Its words, with the spaces that lines and columns make of them."""
    client.force_login(who)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    pages = PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("key", [key for key, _title in pages()])
def test_every_page_can_be_put_on_paper(client: Client, answered: Desk, key: str) -> None:
    words = paper(client, answered.liv, f"/figures/about/{key}/page.pdf?period=7")
    assert str(dict(pages())[key] if key != "overview" else "Figures") in words
    assert "26 May 2026 to 1 June 2026" in words


def test_it_says_what_the_page_says(client: Client, answered: Desk) -> None:
    query = "?period=7&by=agent"
    words = paper(client, answered.liv, f"/figures/about/speed/page.pdf{query}")
    page = client.get(f"/figures/about/speed/{query}").context["page"]
    for card in page["cards"]:
        assert f"{card['title']} {card['value']}" in words
    assert "First response time 23 min" in words
    assert "Told apart: Agent" in words
    for row in page["table"]["rows"]:
        assert str(row["name"]) in words
    for chart in page["charts"]:
        assert str(chart.title) in words


def test_it_is_in_the_language_of_its_reader(client: Client, answered: Desk) -> None:
    answered.ada.language = "hu"
    answered.ada.save()
    words = paper(client, answered.ada, "/figures/about/speed/page.pdf?period=7")
    assert "Gyorsaság" in words
    assert "23 perc" in words


def test_a_stranger_sees_nothing_of_others(client: Client, answered: Desk) -> None:
    words = paper(client, answered.eve, "/figures/about/speed/page.pdf?period=7")
    assert "23 min" not in words
    for address in (
        f"/figures/about/speed/page.pdf?team={answered.team.pk}",
        "/figures/about/nothing/page.pdf",
    ):
        assert client.get(address).status_code == 404


def test_an_agent_finds_no_colleague_on_it(client: Client, answered: Desk) -> None:
    open_inbox("Other", answered.team, "other@desk.example")
    words = paper(client, answered.bo, "/figures/about/overview/page.pdf?period=7&by=agent")
    assert "Ada" not in words
    assert "Ada" in paper(client, answered.liv, "/figures/about/overview/page.pdf?period=7")
