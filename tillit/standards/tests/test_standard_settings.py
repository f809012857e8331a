"""The editor of standards: a new version instead of another past."""

from typing import Any

import pytest
from django.test import Client

from tillit import clock
from tillit.people.models import Agent
from tillit.standards.models import Promise, ServiceStandard, StandardVersion
from tillit.testing.browsers import browser_of
from tillit.testing.cast import DAAN, GRACE, Desk, writes
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

PAGE = "/settings/standards/"


def form(**changed: Any) -> dict[str, Any]:
    return {
        "name": "Answer fast",
        "clock": "first_response",
        "hours_kind": "business",
        "hours": "2",
        "minutes": "30",
        "words_en": "An answer within two and a half hours",
        "reason": "We can.",
        **changed,
    }


def test_a_change_is_a_new_version_and_nothing_promised_moves(root: Client, desk: Desk) -> None:
    standard = ServiceStandard.objects.get(name="Answer fast")
    writes(GRACE, desk.inbox)
    page = root.get(f"{PAGE}{standard.pk}/").content.decode()
    assert "1 promise is running by it and keeps its version" in page
    with clock.moved_to(oslo("2026-06-01 10:30")):
        assert root.post(f"{PAGE}{standard.pk}/", form()).status_code == 302
        writes(DAAN, desk.inbox, at=oslo("2026-06-01 10:30"))
    first, second = standard.versions.order_by("number")
    assert first.valid_to == second.valid_from == oslo("2026-06-01 10:30")
    assert (second.number, second.target_seconds, second.reason) == (2, 9000, "We can.")
    assert second.author is not None
    due = list(Promise.objects.order_by("id").values_list("due_at", flat=True))
    assert due == [oslo("2026-06-01 14:00"), oslo("2026-06-01 13:00")]
    assert "Version 2" in root.get(f"{PAGE}{standard.pk}/").content.decode()


def test_saving_the_same_makes_no_version(root: Client, desk: Desk) -> None:
    standard = ServiceStandard.objects.get(name="Answer fast")
    for _time in range(2):
        root.post(f"{PAGE}{standard.pk}/", form())
    assert standard.versions.count() == 2


def test_a_standard_for_some_is_opened(root: Client, desk: Desk) -> None:
    said = form(name="Complaints of VIPs", hours="1", minutes="", vip="on", case_type="complaint")
    assert root.post(f"{PAGE}new/", said).status_code == 302
    version = StandardVersion.objects.get(standard__name="Complaints of VIPs")
    assert (version.vip, version.case_type, version.target_seconds) == (True, "complaint", 3600)
    assert "VIP · Complaint" in root.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"hours": "0", "minutes": ""}, "Promise some time"),
        ({"days": "2"}, "Days of opening hours differ: say hours, or working days."),
        ({"words_en": ""}, "Say it in one language at least."),
        ({"name": "Further answers"}, "There is a standard of this name already."),
        ({"reason": ""}, "required"),
        ({"clock": "next_response"}, "promises something to the same customers already."),
    ],
)
def test_what_does_not_fit_is_said(
    root: Client, desk: Desk, changed: dict[str, str], words: str
) -> None:
    standard = ServiceStandard.objects.get(name="Answer fast")
    answer = root.post(f"{PAGE}{standard.pk}/", form(**changed))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert standard.versions.count() == 1


def test_a_standard_ends_and_is_promised_again(root: Client, desk: Desk) -> None:
    standard = ServiceStandard.objects.get(name="Answer fast")
    ending = f"{PAGE}{standard.pk}/ending/"
    page = root.post(ending, follow=True).content.decode()
    assert "1 promised no longer" in page
    writes(GRACE, desk.inbox)
    assert not Promise.objects.exists()
    root.post(f"{ending}?again=1")
    writes(DAAN, desk.inbox)
    assert Promise.objects.count() == 1


def test_only_those_who_set_them_find_them(desk: Desk) -> None:
    standard = ServiceStandard.objects.get(name="Answer fast")
    for somebody in (desk.eve, desk.ada):
        browser = browser_of(somebody)
        for page in (PAGE, f"{PAGE}new/", f"{PAGE}{standard.pk}/"):
            assert browser.get(page).status_code == 404
            assert browser.post(page).status_code in (404, 405)
        assert browser.post(f"{PAGE}{standard.pk}/ending/").status_code == 404


def test_words_that_may_no_longer_fit_are_asked_about(liv: Client, desk: Desk) -> None:
    standard = ServiceStandard.objects.get(name="Answer fast")
    page, same = f"{PAGE}{standard.pk}/", "An answer within four working hours"
    said = form(words_en=same, words_nb="Svar innen to og en halv time", evidence="Kept for weeks")
    answer = liv.post(page, said)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Do the words still fit?" in shown
    assert "You promised “4 h, opening hours” and promise “2 h 30 min, opening hours” now" in shown
    assert shown.count(f"<li>{same}") == 1
    assert "Kept for weeks" in shown
    assert standard.versions.count() == 1
    assert liv.post(page, {**said, "words_fit": "1"}).status_code == 302
    assert standard.versions.latest("number").wording["en"] == same


def test_leads_set_standards_and_the_front_line_meets_them(liv: Client, ada: Client) -> None:
    standard = ServiceStandard.objects.get(name="Answer fast")
    page = f"{PAGE}{standard.pk}/"
    assert (
        liv.post(f"{PAGE}new/", form(name="Complaints", case_type="complaint")).status_code == 302
    )
    assert liv.post(page, form()).status_code == 302
    assert standard.versions.latest("number").author == Agent.objects.get(name="Liv")
    assert liv.post(f"{page}ending/").status_code == 302
    assert liv.post(f"{page}ending/?again=1").status_code == 302
    assert "Service standards" in liv.get("/settings/").content.decode()
    assert "Service standards" not in ada.get("/settings/").content.decode()
    for address in (PAGE, page, f"{PAGE}new/", f"{PAGE}sets/"):
        assert ada.get(address).status_code == 404


def test_days_are_working_days_or_days_around_the_clock(liv: Client, desk: Desk) -> None:
    page = f"{PAGE}{ServiceStandard.objects.get(name='Answer fast').pk}/"
    said = {"days": "3", "hours": "", "minutes": ""}
    for kind, words in (("workdays", "3 working days"), ("calendar", "3 days, around the clock")):
        answer = liv.post(page, form(hours_kind=kind, words_en=f"In {words}", **said), follow=True)
        assert words in answer.content.decode()
        assert 'name="days" value="3"' in liv.get(page).content.decode()
