"""The charter: what everybody may read, counted as inside, in four languages."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tillit import clock
from tillit.insights.rolling import roll_up_stale
from tillit.people.actor import Actor
from tillit.people.models import Role
from tillit.standards import keeping
from tillit.standards.models import Charter, StandardVersion
from tillit.standards.promises import break_overdue
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, MONDAY_TEN, ZSOFIA, Desk, agent, writes
from tillit.testing.steps import answers, mails_leave, oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


@pytest.fixture
def published(desk: Desk) -> Charter:
    return Charter.objects.create(published=True)


def read(language: str = "en", path: str = "/charter/") -> str:
    answer = Client().get(f"{path}?language={language}")
    assert answer.status_code == 200
    assert answer["Content-Language"] == language
    return str(answer.content.decode())


def data(**asked: str) -> dict[str, Any]:
    found: dict[str, Any] = Client().get("/charter/charter.json", asked).json()
    return found


def decided(desk: Desk, *, kept: int, late: int) -> None:
    """So many first answers in time and too late."""
    for number in range(kept + late):
        conversation = writes(GRACE, desk.inbox, subject=f"No. {number}")
        at = oslo("2026-06-01 11:00") if number < kept else oslo("2026-06-01 15:00")
        answers(desk.ada, conversation, at=at)


def test_nobody_but_colleagues_reads_what_is_not_published(desk: Desk) -> None:
    for path in ("/charter/", "/charter/charter.json", "/charter/badge.svg"):
        assert Client().get(path).status_code == 404
    shown = browser_of(desk.ada).get("/charter/")
    assert "Only colleagues see this page." in shown.content.decode()
    assert "max-age" not in shown.get("Cache-Control", "")


@pytest.mark.usefixtures("published")
def test_colleagues_see_at_once_what_they_changed(desk: Desk) -> None:
    for path in ("/charter/", "/charter/charter.json", "/charter/badge.svg"):
        assert "max-age" in Client().get(path)["Cache-Control"]
        assert "max-age" not in browser_of(desk.ada).get(path).get("Cache-Control", "")


@pytest.mark.usefixtures("published")
def test_few_cases_are_counted_and_none_is_a_dash(desk: Desk) -> None:
    decided(desk, kept=18, late=2)
    with clock.moved_to(oslo("2026-06-01 16:00")):
        page, told = read(), data()
    assert "18 of 20" in page
    first, further = told["promises"]
    assert [result["words"] for result in first["results"]] == ["18 of 20", "18 of 20"]
    assert [result["share"] for result in first["results"]] == [None, None]
    assert [result["words"] for result in further["results"]] == ["–", "–"]


@pytest.mark.usefixtures("published")
def test_from_thirty_cases_on_it_says_the_share_that_leaders_see(desk: Desk) -> None:
    decided(desk, kept=27, late=3)
    with clock.moved_to(oslo("2026-06-01 16:00")):
        before = data()["promises"][0]["results"]
        while roll_up_stale():
            pass
        assert data()["promises"][0]["results"] == before
        inside = browser_of(desk.liv).get("/figures/promises-kept/?period=30").content.decode()
    assert (before[0]["words"], before[0]["share"], before[0]["cases"]) == ("90.0%", 0.9, 30)
    assert "90.0%" in inside


@pytest.mark.usefixtures("published")
def test_what_is_decided_long_ago_counts_in_the_longer_period_only(desk: Desk) -> None:
    decided(desk, kept=1, late=1)
    with clock.moved_to(MONDAY_TEN + timedelta(days=40)):
        [lately, longer] = data()["promises"][0]["results"]
    assert (lately["words"], longer["words"]) == ("–", "1 of 2")
    with clock.moved_to(MONDAY_TEN + timedelta(days=120)):
        assert data()["promises"][0]["results"][1]["words"] == "–"


@pytest.mark.usefixtures("published")
def test_a_promise_that_is_kept_badly_cannot_be_dropped_from_it(desk: Desk) -> None:
    decided(desk, kept=0, late=2)
    standard = StandardVersion.objects.earliest("id").standard
    with clock.moved_to(oslo("2026-06-01 16:00")):
        keeping.end(standard=standard, by=Actor.agent(desk.liv))
    with clock.moved_to(oslo("2026-06-20 10:00")):
        ended = next(one for one in data()["promises"] if one["standard"] == standard.pk)
        assert ended["until"] is not None
        assert ended["results"][0]["words"] == "0 of 2"
        assert "promised until" in read()
    with clock.moved_to(oslo("2026-09-20 10:00")):
        assert standard.pk not in {one["standard"] for one in data()["promises"]}


@pytest.mark.usefixtures("published")
def test_what_is_internal_is_told_to_nobody(desk: Desk) -> None:
    StandardVersion.objects.update(public=False)
    assert data()["promises"] == []
    conversation = writes(ZSOFIA, desk.inbox)
    mails_leave(at=MONDAY_TEN)
    told = conversation.messages.filter(automatic=True).get().text
    assert "munkaórán belül" not in told
    assert conversation.promises.exists()


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("language", "promise", "state"),
    [
        ("en", "An answer within four working hours", "We are open, until 17:00 today."),
        ("nb", "Svar innen fire arbeidstimer", "Vi har åpent til 17:00 i dag."),
        ("nl", "Antwoord binnen vier werkuren", "We zijn open, vandaag tot 17:00 uur."),
        ("hu", "Válasz négy munkaórán belül", "Nyitva vagyunk, ma 17:00-ig."),
    ],
)
def test_it_speaks_four_languages(language: str, promise: str, state: str, desk: Desk) -> None:
    page = read(language)
    assert promise in page
    assert state in page


@pytest.mark.usefixtures("published")
def test_it_says_when_we_are_there_again(desk: Desk) -> None:
    with clock.moved_to(oslo("2026-06-05 18:00")):
        assert "We are closed just now. We open on Monday at 09:00." in read()
        assert not data()["opening_hours"][0]["open"]


@pytest.mark.usefixtures("published")
def test_the_badge_shows_one_promise_and_escapes_it(desk: Desk) -> None:
    version = StandardVersion.objects.latest("id")
    StandardVersion.objects.filter(pk=version.pk).update(wording={"en": "<script> & more"})
    answer = Client().get(f"/charter/badge.svg?standard={version.standard_id}&language=en")
    assert answer["Content-Type"] == "image/svg+xml"
    drawing = ElementTree.fromstring(answer.content)
    assert "<script> & more" in "".join(drawing.itertext())
    for unknown in ("0", "x", "9" * 400):
        assert Client().get(f"/charter/badge.svg?standard={unknown}").status_code == 404


def test_an_administrator_publishes_it_with_words_of_her_own(desk: Desk) -> None:
    root = browser_of(agent("Root", Role.ADMINISTRATOR))
    said = {
        "published": "on",
        "complaining_hu": "Írjon a vezetőnknek.\n\nEgy napon belül válaszol.",
    }
    assert root.post("/settings/charter/", said).status_code == 302
    page = read("hu")
    assert "<p>Írjon a vezetőnknek.</p>" in page
    assert "Write that it is a complaint" in read("en")
    assert browser_of(desk.ada).get("/settings/charter/").status_code == 404


@pytest.mark.usefixtures("published")
def test_what_runs_does_not_count_and_late_is_late_at_once(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    with clock.moved_to(oslo("2026-06-01 13:00")):
        assert data()["promises"][0]["results"][0]["cases"] == 0
    with clock.moved_to(oslo("2026-06-01 15:00")):
        break_overdue(now=clock.now())
        assert data()["promises"][0]["results"][0]["words"] == "0 of 1"


def test_the_settings_show_no_picture_before_something_is_promised(
    root: Client, desk: Desk
) -> None:
    assert 'badge.svg" alt=""' in root.get("/settings/charter/").content.decode()
    StandardVersion.objects.all().delete()
    page = root.get("/settings/charter/").content.decode()
    assert 'badge.svg" alt=""' not in page
    assert "There is a picture as soon as something is promised to customers." in page
