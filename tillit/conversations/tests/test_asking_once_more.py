"""What is asked before a reply leaves, send and resolve, and colleagues who are called."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tillit.conversations.models import Conversation, Mention, Message, MessageKind, Status
from tillit.conversations.standing import counts_for
from tillit.conversations.tests.browsing import HTMX, text_of
from tillit.journal.models import Event
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.steps import clicks_send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def sends(browser: Client, conversation: Conversation, text: str, **fields: Any) -> Any:
    where = f"/conversations/{conversation.pk}/messages/?view=unassigned"
    return browser.post(where, {"kind": "reply", "text": text, **fields}, headers=HTMX)


def replies() -> list[str]:
    ours = Message.objects.filter(kind=MessageKind.OUTGOING, automatic=False)
    return list(ours.order_by("id").values_list("text", flat=True))


def newest(conversation: Conversation) -> int:
    return max(conversation.messages.values_list("id", flat=True))


@pytest.mark.parametrize("kind", ["reply", "note"])
def test_a_colleagues_answer_is_shown_first(
    ada: Client, desk: Desk, conversation: Conversation, kind: str
) -> None:
    seen = newest(conversation)
    clicks_send(desk.bo, conversation, at=MONDAY_TEN, text="Bo was quicker")
    answer = sends(ada, conversation, "Ada too", seen=seen, kind=kind)
    if kind == "note":
        assert answer.status_code == 200
        return
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Bo has answered meanwhile" in page
    assert "Bo was quicker" in page
    assert "Ada too</textarea>" in page
    assert replies() == ["Bo was quicker"]
    assert sends(ada, conversation, "Ada too", seen=newest(conversation)).status_code == 200
    assert replies() == ["Bo was quicker", "Ada too"]


def test_so_is_what_the_customer_wrote_since(
    ada: Client, desk: Desk, conversation: Conversation
) -> None:
    seen = newest(conversation)
    first = conversation.messages.get(kind=MessageKind.INCOMING)
    writes(GRACE, desk.inbox, text="One more thing", answers=first.external_id, message_id="<2@x>")
    answer = sends(ada, conversation, "Hello", seen=seen)
    assert "The customer has written again" in text_of(answer)


def test_own_and_automatic_messages_are_no_news(
    ada: Client, desk: Desk, conversation: Conversation
) -> None:
    seen = conversation.messages.get(kind=MessageKind.INCOMING).pk
    clicks_send(desk.ada, conversation, at=MONDAY_TEN, text="Mine")
    assert sends(ada, conversation, "Mine too", seen=seen).status_code == 200


@pytest.mark.parametrize("seen", ["", "x", "9" * 30])
def test_a_form_that_does_not_say_is_not_asked(
    ada: Client, conversation: Conversation, seen: str
) -> None:
    assert sends(ada, conversation, "Hello", seen=seen).status_code == 200


def test_a_gap_is_asked_about_once(ada: Client, conversation: Conversation) -> None:
    answer = sends(ada, conversation, "It leaves on {date}, {dátum}.")
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Not filled in yet: {date} and {dátum}." in page.replace("&#x27;", "'")
    assert 'name="confirmed" value="{date}"' in page
    confirmed = ["{date}", "{dátum}"]
    again = sends(ada, conversation, "It leaves on {date}, {dátum}.", confirmed=confirmed)
    assert again.status_code == 200


def test_files_survive_a_question(ada: Client, conversation: Conversation) -> None:
    photo = SimpleUploadedFile("photo.png", b"picture", content_type="image/png")
    page = text_of(sends(ada, conversation, "On {date}", attachments=[photo]))
    kept = page.split('name="kept" value="')[1].split('"')[0]
    sends(ada, conversation, "On Monday", kept=kept)
    assert Message.objects.get(text="On Monday").attachments.get().name == "photo.png"


def test_send_and_resolve(ada: Client, conversation: Conversation) -> None:
    answer = sends(ada, conversation, "Done", then="resolve")
    assert "Sent and resolved." in text_of(answer)
    conversation.refresh_from_db()
    assert conversation.status == Status.RESOLVED
    assert not conversation.without_reply


@pytest.mark.parametrize("fields", [{"kind": "note"}, {"later": "hour"}])
def test_a_note_or_what_leaves_later_resolves_nothing(
    ada: Client, conversation: Conversation, fields: dict[str, str]
) -> None:
    sends(ada, conversation, "Done", then="resolve", **fields)
    conversation.refresh_from_db()
    assert conversation.is_open


def test_a_note_calls_colleagues_who_see_it(
    ada: Client, desk: Desk, conversation: Conversation
) -> None:
    sends(ada, conversation, "@Bo and @eve and @Ada: look. Also @Bo", kind="note")
    assert [mention.agent for mention in Mention.objects.all()] == [desk.bo]
    (event,) = Event.objects.filter(kind__endswith="ColleagueMentioned")
    assert event.data["agent"] == desk.bo.pk


def test_a_reply_calls_nobody(ada: Client, conversation: Conversation) -> None:
    sends(ada, conversation, "@Bo will help you")
    assert not Mention.objects.exists()


def test_who_is_called_finds_it_in_a_view_until_it_is_resolved(
    ada: Client, desk: Desk, conversation: Conversation
) -> None:
    sends(ada, conversation, "@Bo look", kind="note")
    assert counts_for(desk.bo)["mentions"] == 1
    assert counts_for(desk.ada)["mentions"] == 0
    bo = browser_of(desk.bo)
    assert f"conversation={conversation.pk}" in text_of(bo.get("/inbox/mentions/"))
    sends(ada, conversation, "Done", then="resolve")
    assert counts_for(desk.bo)["mentions"] == 0
