"""What others have published stands beside ours, if it is on the same scale."""

from __future__ import annotations

import pytest
from django.test import Client

from tillit.insights.benchmarks.entering import enter
from tillit.insights.events import BenchmarkEntered, BenchmarkRemoved
from tillit.insights.models import Published
from tillit.insights.models.benchmark import ScaleName
from tillit.insights.rolling import roll_up_stale
from tillit.measures.benchmarks import OtherScale
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Desk, writes
from tillit.testing.journal import assert_emits
from tillit.testing.steps import answers, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

PAGE = "/figures/about/benchmarks/"
PERIOD = "?period=own&from=2026-06-01&to=2026-06-01"
SQM = {
    "measure": "promises-kept",
    "scale": "share",
    "value": "75",
    "source": "SQM",
    "year": "2022",
    "population": "Call centres in North America",
    "link": "https://sqm.example/2022",
}


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """Four promises, all kept."""
    for who in (NORA, DAAN, ZSOFIA, GRACE):
        answers(desk.ada, writes(who, desk.inbox), at=oslo("2026-06-01 10:30"))
    while roll_up_stale():
        pass
    return desk


def shown(client: Client, agent: object) -> str:
    client.force_login(agent)  # type: ignore[arg-type]
    response = client.get(PAGE + PERIOD)
    assert response.status_code == 200
    return str(response.content.decode())


def typed(client: Client, agent: object, **changed: str) -> str:
    client.force_login(agent)  # type: ignore[arg-type]
    response = client.post(PAGE + PERIOD, SQM | changed, follow=True)
    return str(response.content.decode())


def test_a_lead_enters_what_everybody_reads(client: Client, kept: Desk) -> None:
    with assert_emits(BenchmarkEntered):
        typed(client, kept.liv)
    typed(client, kept.liv)
    html = shown(client, kept.bo)
    assert Published.objects.count() == 1
    for words in ("75.0%", "SQM", "2022", "Call centres in North America", SQM["link"]):
        assert words in html
    assert "Enter a published figure" not in html


def test_a_difference_is_told_only_where_it_is_sure(client: Client, kept: Desk) -> None:
    typed(client, kept.liv)
    assert "no clear difference" in shown(client, kept.liv)
    typed(client, kept.liv, value="40", year="2021")
    assert "60.0 points higher" in shown(client, kept.liv)


def test_without_a_figure_of_ours_there_is_no_difference(client: Client, desk: Desk) -> None:
    html = typed(client, desk.liv)
    assert "points" not in html.partition('id="benchmarks-title"')[2].partition("</table>")[0]


def test_another_scale_is_refused_in_words(client: Client, kept: Desk) -> None:
    html = typed(client, kept.liv, scale="index", value="78.2", source="UKCSI")
    assert "These cannot stand side by side. Ours: A share of all cases or answers" in html
    assert "Theirs: An index from 0 to 100" in html
    assert not Published.objects.exists()


def test_the_verb_refuses_another_scale_too(kept: Desk) -> None:
    with pytest.raises(OtherScale):
        enter(
            measure="recommendation",
            scale=ScaleName.SHARE,
            value=40,
            source="Somebody",
            year=2024,
            population="Everybody",
            by=kept.liv,
        )
    assert not Published.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("value", "140", "This scale goes from 0 to 100."),
        ("year", "2031", "This year is yet to come."),
        ("source", "", "This field is required."),
        ("population", "", "This field is required."),
    ],
)
def test_what_cannot_be_looked_up_is_refused(
    client: Client, kept: Desk, field: str, value: str, words: str
) -> None:
    assert words in typed(client, kept.liv, **{field: value})
    assert not Published.objects.exists()


def test_a_lead_takes_it_out_and_an_agent_does_not(client: Client, kept: Desk) -> None:
    typed(client, kept.liv)
    address = f"{PAGE}{Published.objects.get().pk}/removal/"
    for agent in (kept.ada, kept.eve):
        client.force_login(agent)
        assert client.post(address).status_code == 404
        assert client.post(PAGE, SQM).status_code == 404
    client.force_login(kept.liv)
    with assert_emits(BenchmarkRemoved):
        client.post(address)
    assert not Published.objects.exists()


def test_eve_sees_only_dashes_of_ours(client: Client, kept: Desk) -> None:
    assert "100.0%" in shown(client, kept.ada)
    assert "100.0%" not in shown(client, kept.eve)
