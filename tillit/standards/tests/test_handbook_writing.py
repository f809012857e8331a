"""Writing the handbook: leads do, and nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tillit.documents.models import Document
from tillit.people.models import Team
from tillit.standards.models import Guidance, ServiceStandard
from tillit.standards.tests.handbook import a_page, typed
from tillit.testing.cast import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

NEW = "/handbook/new/"
PAGE = "/handbook/pages/how-we-own-up/"


def test_a_lead_writes_a_page_for_the_team(desk: Desk, liv: Client) -> None:
    answer = liv.post(NEW, typed(team=str(desk.team.pk), reason=""))
    assert answer.headers["Location"] == PAGE
    page = Document.objects.get()
    assert page.current is not None
    assert (page.team, page.owner, set(page.current.text)) == (desk.team, desk.liv, {"en", "nb"})


def test_what_is_for_another_team_is_not_offered(desk: Desk, liv: Client) -> None:
    night = Team.objects.create(name="Night")
    assert "Night" not in liv.get(NEW).content.decode()
    assert liv.post(NEW, typed(team=str(night.pk))).status_code == 422


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title_en": ""}, "Say what it is called."),
        ({"text_nb": ""}, "Say something about it."),
        (
            dict.fromkeys(("title_en", "text_en", "title_nb", "text_nb"), ""),
            "Say it in one language at least.",
        ),
        ({"reason": ""}, "This field is required."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    desk: Desk, liv: Client, changed: dict[str, str], said: str
) -> None:
    page = a_page(desk)
    answer = liv.post(f"{PAGE}writing/", typed(title_hu="Így kérünk bocsánatot", **changed))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Így kérünk bocsánatot" in answer.content.decode()
    assert page.versions.count() == 1


def test_the_next_version_is_published(desk: Desk, liv: Client) -> None:
    page = a_page(desk)
    assert liv.post(f"{PAGE}writing/", typed(text_en="Say sorry.\r\n\r\nCall.")).status_code == 302
    page.refresh_from_db()
    assert page.current is not None
    assert (page.current.number, page.current.text["en"]) == (2, "Say sorry.\n\nCall.")
    assert page.current.reason == "Better so."


def test_saving_without_a_change_makes_no_version(desk: Desk, liv: Client) -> None:
    page = a_page(desk)
    assert liv.post(f"{PAGE}writing/", typed()).status_code == 302
    assert page.versions.count() == 1


def test_who_is_second_sees_both_and_publishes_once_more(desk: Desk, liv: Client) -> None:
    page = a_page(desk)
    liv.post(f"{PAGE}writing/", typed(text_en="Say sorry at once."))
    answer = liv.post(f"{PAGE}writing/", typed(text_en="Call first, then say sorry."))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody has published another version meanwhile" in shown
    assert "<ins>at once</ins>" in shown
    assert "Call first, then say sorry." in shown
    assert 'name="seen" value="2"' in shown
    again = typed(seen="2", text_en="Call first, then say sorry at once.")
    assert liv.post(f"{PAGE}writing/", again).status_code == 302
    assert page.versions.count() == 3


def test_a_page_is_arranged_and_belongs_to_standards(desk: Desk, liv: Client) -> None:
    page = a_page(desk)
    first, further = ServiceStandard.objects.order_by("id")
    said = {"owner": str(desk.liv.pk), "team": "", "review_date": "2026-09-01"}
    liv.post(f"{PAGE}arranging/", {**said, "standards": [str(first.pk), str(further.pk)]})
    liv.post(f"{PAGE}arranging/", {**said, "standards": [str(first.pk)]})
    assert Guidance.objects.get().standard == first
    page.refresh_from_db()
    assert (page.team, str(page.review_date)) == (None, "2026-09-01")
    shown = liv.get(f"{PAGE}arranging/").content.decode()
    assert shown.count("checked") == 1


def test_a_picture_is_added_with_the_line_that_shows_it(desk: Desk, ada: Client) -> None:
    page = a_page(desk)
    file = SimpleUploadedFile("cup.svg", b"GIF89a...", "image/svg+xml")
    answer = ada.post(f"{PAGE}pictures/", {"picture": file, "shows": "A cup"}, follow=True)
    picture = page.pictures.get()
    assert f"![A cup](picture:{picture.pk})" in answer.content.decode()


def test_what_is_no_picture_is_refused_in_words(desk: Desk, ada: Client) -> None:
    page = a_page(desk)
    file = SimpleUploadedFile("cup.png", b"<svg onload=alert(1)>", "image/png")
    answer = ada.post(f"{PAGE}pictures/", {"picture": file, "shows": "A cup"})
    assert answer.status_code == 422
    assert "Browsers show no such file" in answer.content.decode()
    assert not page.pictures.exists()


def test_agents_and_strangers_do_not_write(desk: Desk, ada: Client, eve: Client) -> None:
    a_page(desk)
    for browser in (ada, eve):
        for address in (NEW, f"{PAGE}writing/", f"{PAGE}arranging/"):
            assert browser.get(address).status_code == 404
            assert browser.post(address, typed()).status_code == 404
        assert browser.post(f"{PAGE}return/").status_code == 404
    assert "Edit" not in ada.get(PAGE).content.decode()
