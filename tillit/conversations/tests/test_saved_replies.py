"""Saved replies: what is found, what is filled in, and what Tillit brings along."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tillit.conversations.composing import saved_replies as replies
from tillit.conversations.composing.saved_replies import Words, matching, save
from tillit.conversations.composing.standard_replies import (
    load_standard_replies,
    standard_replies,
)
from tillit.conversations.composing.variables import left_open
from tillit.conversations.models import Conversation, SavedReply, SavedReplyText
from tillit.conversations.tests.browsing import HTMX, assert_hidden, canary_in, text_of
from tillit.people.languages import CODES
from tillit.people.models import Role, Team
from tillit.testing.browsers import browser_of
from tillit.testing.cast import DAAN, GRACE, ZSOFIA, Desk, agent, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def lid(team: Team | None = None) -> SavedReply:
    """A reply about lids, in English and Dutch."""
    words = [
        Words("en", "A new lid", "{salutation}\n\na lid for {number} leaves on {date}."),
        Words("nl", "Een nieuw deksel", "{salutation}\n\nhet deksel gaat op {datum} weg."),
    ]
    return save(SavedReply(shortcut="lid", team=team), words)


def test_it_is_filled_in_in_the_language_of_the_customer(desk: Desk) -> None:
    lid()
    conversation = writes(DAAN, desk.inbox)
    (found,) = matching("lid", conversation, desk.ada)
    assert found.name == "A new lid"
    assert found.text.startswith("Beste Daan,\n\nhet deksel")
    assert found.open == ("{datum}",)
    assert not found.foreign


def test_without_the_language_it_says_which_it_has(desk: Desk) -> None:
    lid()
    (found,) = matching("/lid".strip("/"), writes(ZSOFIA, desk.inbox), desk.ada)
    assert found.foreign
    assert found.language == "English"
    assert found.text.startswith("Kedves Szabó Zsófia!")


@pytest.mark.parametrize("sought", ["", "li", "new", "LID new", "déksel", "leaves on"])
def test_it_is_found_by_its_words(desk: Desk, sought: str) -> None:
    lid()
    assert matching(sought, writes(GRACE, desk.inbox), desk.ada)


@pytest.mark.parametrize("sought", ["kettle", "lid kettle"])
def test_other_words_find_nothing(desk: Desk, sought: str) -> None:
    lid()
    assert not matching(sought, writes(GRACE, desk.inbox), desk.ada)


def test_what_another_team_has_is_not_found(desk: Desk) -> None:
    lid(Team.objects.create(name="Night"))
    assert not matching("lid", writes(GRACE, desk.inbox), desk.ada)


def test_what_was_put_away_is_not_found_until_it_is_taken_up(desk: Desk) -> None:
    reply, conversation = lid(), writes(GRACE, desk.inbox)
    replies.put_away(reply)
    assert not matching("lid", conversation, desk.ada)
    replies.take_up(reply)
    assert matching("lid", conversation, desk.ada)


def test_the_standard_replies_are_complete() -> None:
    """Twenty at least, in every language, with the same variables that are filled in."""
    assert len(standard_replies()) >= 20
    known = {"{salutation}", "{number}", "{order}", "{agent}", "{company}"}
    for key, words in standard_replies().items():
        assert {each.language for each in words} == CODES, key
        assert len({frozenset(known & set(left_open(each.text))) for each in words}) == 1, key
        assert all(each.text.startswith("{salutation}\n\n") for each in words), key
        assert not any(re.search(r"\{[^}]*[^\w}]", each.text) for each in words), key


def test_standard_replies_are_loaded_once_and_never_overwrite(desk: Desk) -> None:
    assert load_standard_replies() == len(standard_replies())
    changed = SavedReplyText.objects.get(reply__standard="thanks", language="en")
    changed.text = "Ours now."
    changed.save()
    replies.put_away(SavedReply.objects.get(standard="delay"))
    assert load_standard_replies() == 0
    changed.refresh_from_db()
    assert changed.text == "Ours now."
    assert not SavedReply.objects.in_use().filter(standard="delay").exists()


def address(conversation: Conversation) -> str:
    return f"/conversations/{conversation.pk}/insertions/"


def test_the_composer_is_offered_them(ada: Client, desk: Desk) -> None:
    lid()
    page = text_of(ada.get(address(canary_in(desk)), {"sign": "/", "q": "lid"}, headers=HTMX))
    assert "A new lid" in page
    assert "Hi Grace," in page
    assert "to fill in: {date}" in page


def test_emoji_and_colleagues_are_offered_too(ada: Client, desk: Desk) -> None:
    where = address(canary_in(desk))
    assert "🎉" in text_of(ada.get(where, {"sign": ":", "q": "tad"}))
    page = text_of(ada.get(where, {"sign": "@", "q": ""}))
    assert "@Bo " in page
    assert "@Eve " not in page
    assert "@Ada " not in page
    assert text_of(ada.get(where, {"sign": "x", "q": ""})).strip() == ""


def test_a_stranger_is_offered_nothing(eve: Client, desk: Desk) -> None:
    assert_hidden(eve, address(canary_in(desk)) + "?sign=/")


SETTINGS = "/settings/saved-replies/"


def test_an_administrator_writes_one_for_all(desk: Desk) -> None:
    browser = browser_of(agent("Root", Role.ADMINISTRATOR))
    fields = {"team": "", "shortcut": "/Lid", "name_en": "Lid", "text_en": "Here.\r\nBye"}
    assert browser.post(f"{SETTINGS}new/", fields).status_code == 302
    reply = SavedReply.objects.get()
    assert (reply.shortcut, reply.team) == ("lid", None)
    assert reply.texts.get().text == "Here.\nBye"
    assert "Lid" in text_of(browser.get(SETTINGS, {"q": "here"}))
    browser.post(f"{SETTINGS}{reply.pk}/putting-away/")
    assert not SavedReply.objects.in_use().exists()
    browser.post(f"{SETTINGS}{reply.pk}/putting-away/?again=1")
    assert SavedReply.objects.in_use().exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name_en": "Lid"}, "Write the words of this language."),
        ({"text_en": "Here."}, "Give it a name in this language."),
        ({}, "Write it in one language at least."),
        ({"name_en": "a", "text_en": "b", "shortcut": "a b"}, "Use letters, digits and hyphens"),
    ],
)
def test_what_is_missing_is_said(desk: Desk, fields: dict[str, str], words: str) -> None:
    browser = browser_of(agent("Root", Role.ADMINISTRATOR))
    answer = browser.post(f"{SETTINGS}new/", {"team": "", **fields})
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_a_lead_changes_those_of_the_own_teams(desk: Desk) -> None:
    browser = browser_of(desk.liv)
    everybodys, own = lid(), lid(desk.team)
    assert browser.get(f"{SETTINGS}{own.pk}/").status_code == 200
    assert browser.get(f"{SETTINGS}{everybodys.pk}/").status_code == 404
    assert browser.post(f"{SETTINGS}{everybodys.pk}/putting-away/").status_code == 404
    fields = {"team": "", "name_en": "Lid", "text_en": "Here."}
    assert browser.post(f"{SETTINGS}{own.pk}/", fields).status_code == 422


def test_nobody_else_finds_the_settings(ada: Client, eve: Client, desk: Desk) -> None:
    own = lid(desk.team)
    for browser in (ada, eve):
        for end in ("", "new/", f"{own.pk}/"):
            assert browser.get(f"{SETTINGS}{end}").status_code == 404
    night = Team.objects.create(name="Night")
    stranger = agent("Mallory", Role.LEAD)
    night.members.add(stranger)
    assert browser_of(stranger).get(f"{SETTINGS}{own.pk}/").status_code == 404
    assert "A new lid" not in text_of(browser_of(stranger).get(SETTINGS))


def test_files_are_kept_offered_and_taken_away(
    desk: Desk, tmp_path: Path, settings: Settings
) -> None:
    settings.TILLIT_DATA = tmp_path
    browser = browser_of(agent("Root", Role.ADMINISTRATOR))
    manual = SimpleUploadedFile("manual.pdf", b"%PDF-1.4", "application/pdf")
    fields = {"team": "", "shortcut": "lid", "name_en": "Lid", "text_en": "Here.", "files": manual}
    assert browser.post(f"{SETTINGS}new/", fields).status_code == 302
    reply = SavedReply.objects.get()
    kept = reply.files.get()
    assert (kept.name, kept.size) == ("manual.pdf", 8)

    conversation = canary_in(desk)
    page = text_of(browser.get(address(conversation), {"sign": "/", "q": "lid"}, headers=HTMX))
    assert "with 1 file" in page
    value = re.search(r'name="kept" value="([^"]+)"', page)
    assert value is not None
    said = {"kind": "reply", "text": "Here.", "kept": value[1]}
    browser.post(f"/conversations/{conversation.pk}/messages/", said)
    sent = conversation.messages.get(kind="outgoing", automatic=False)
    assert [file.name for file in sent.attachments.all()] == ["manual.pdf"]

    fields = {"team": "", "shortcut": "lid", "name_en": "Lid", "text_en": "Here."}
    browser.post(f"{SETTINGS}{reply.pk}/", {**fields, "without": str(kept.pk)})
    assert not reply.files.exists()


def test_a_file_that_no_mail_could_carry_is_refused(desk: Desk, settings: Settings) -> None:
    settings.TILLIT_MAX_UPLOAD = 4
    browser = browser_of(agent("Root", Role.ADMINISTRATOR))
    film = SimpleUploadedFile("film.mp4", b"12345", "video/mp4")
    fields = {"team": "", "name_en": "Lid", "text_en": "Here.", "files": film}
    answer = browser.post(f"{SETTINGS}new/", fields)
    assert answer.status_code == 422
    assert "film.mp4" in text_of(answer)
    assert not SavedReply.objects.exists()
