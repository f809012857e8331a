"""The settings of macros: written, checked in words, archived, and whose they may be."""

import pytest

from tillit.conversations.models import Macro, Tag
from tillit.conversations.tests.browsing import text_of
from tillit.people.models import Role, Team
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk, agent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

SETTINGS = "/settings/macros/"
FOLLOWED = {"name": "Look", "scope": "me", "follows": "on"}


def test_an_agent_makes_one_of_her_own(desk: Desk) -> None:
    Tag.objects.create(name="old")
    browser = browser_of(desk.ada)
    said = {
        "name": "Lost parcel",
        "scope": "me",
        "reply": "{salutation}\r\n\r\nOn {date}.",
        "note": "Seen.",
        "tags_to_add": "parcel, #late ,",
        "tags_to_remove": "OLD",
        "priority": "high",
        "given_to": f"agent:{desk.bo.pk}",
        "snooze": "reply",
    }
    assert browser.post(f"{SETTINGS}new/", said).status_code == 302
    macro = Macro.objects.get()
    assert (macro.owner, macro.team, macro.assignee) == (desk.ada, None, desk.bo)
    assert macro.reply == "{salutation}\n\nOn {date}."
    assert {tag.name for tag in macro.added_tags.all()} == {"parcel", "late"}
    assert {tag.name for tag in macro.removed_tags.all()} == {"old"}
    page = text_of(browser.get(f"{SETTINGS}{macro.pk}/"))
    assert 'value="late, parcel"' in page
    assert "Lost parcel" in text_of(browser.get(SETTINGS, {"q": "lost parc"}))
    assert "Lost parcel" not in text_of(browser.get(SETTINGS, {"q": "kettle"}))
    assert "Lost parcel" not in text_of(browser_of(desk.bo).get(SETTINGS))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"follows": ""}, "It does nothing yet"),
        ({"name": ""}, "required"),
        ({"sends": "on"}, "no reply that could be sent"),
        ({"sends": "on", "reply": "On {date}."}, "{date} is never filled in"),
        ({"status": "resolved", "snooze": "week"}, "What is resolved cannot be snoozed."),
        ({"tags_to_remove": "nowhere"}, "There is no tag “nowhere”."),
        ({"tags_to_add": "x" * 41}, "is too long for a tag."),
        ({"tags_to_add": "Old", "tags_to_remove": "old"}, "A tag cannot be added and removed."),
        ({"scope": "all"}, "all is not one of the available choices"),
    ],
)
def test_what_does_not_fit_is_said(desk: Desk, said: dict[str, str], words: str) -> None:
    Tag.objects.create(name="old")
    answer = browser_of(desk.ada).post(f"{SETTINGS}new/", {**FOLLOWED, **said})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Macro.objects.exists()


def test_a_name_is_there_once_in_a_scope(desk: Desk) -> None:
    browser = browser_of(desk.ada)
    browser.post(f"{SETTINGS}new/", FOLLOWED)
    answer = browser.post(f"{SETTINGS}new/", {**FOLLOWED, "name": "LOOK"})
    assert "There is a macro of this name already." in text_of(answer)
    assert browser_of(desk.bo).post(f"{SETTINGS}new/", FOLLOWED).status_code == 302


def test_a_colleague_of_another_team_cannot_be_chosen_for_a_team(desk: Desk) -> None:
    night = Team.objects.create(name="Night")
    root = agent("Root", Role.ADMINISTRATOR)
    said = {**FOLLOWED, "scope": f"team:{night.pk}", "given_to": f"agent:{desk.bo.pk}"}
    answer = browser_of(root).post(f"{SETTINGS}new/", said)
    assert "Bo is not in the team Night." in text_of(answer)


def test_it_is_archived_and_taken_up_again(desk: Desk) -> None:
    browser = browser_of(desk.liv)
    said = {**FOLLOWED, "scope": f"team:{desk.team.pk}"}
    assert browser.post(f"{SETTINGS}new/", said).status_code == 302
    macro = Macro.objects.get()
    away = f"{SETTINGS}{macro.pk}/putting-away/"
    page = text_of(browser.post(away, follow=True))
    assert "Archived." in page
    assert "1 in the archive" in page
    assert not Macro.objects.in_use().exists()
    browser.post(f"{away}?again=1")
    assert Macro.objects.in_use().exists()


def test_who_may_change_which(desk: Desk) -> None:
    root = agent("Root", Role.ADMINISTRATOR)
    own = Macro.objects.create(name="Own", owner=desk.ada, follows=True)
    team = Macro.objects.create(name="Team", team=desk.team, follows=True)
    everybody = Macro.objects.create(name="All", follows=True)
    allowed = {
        desk.ada: [own],
        desk.liv: [team],
        root: [team, everybody],
        desk.eve: [],
    }
    for somebody, macros in allowed.items():
        for macro in (own, team, everybody):
            status = browser_of(somebody).get(f"{SETTINGS}{macro.pk}/").status_code
            assert status == (200 if macro in macros else 404), (somebody, macro)
