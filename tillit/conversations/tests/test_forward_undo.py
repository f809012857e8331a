"""A forward can be undone for some seconds; it comes back into the form that it was written in."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from tillit import clock
from tillit.conversations.envelope import Envelope
from tillit.conversations.models import Message, MessageKind
from tillit.conversations.spine import receive
from tillit.conversations.tests.browsing import letter_with_files, text_of
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

SECONDS = 8


@pytest.fixture(autouse=True)
def seconds_to_undo(settings: Settings) -> None:
    settings.TILLIT_UNDO_SECONDS = SECONDS


@pytest.fixture
def original(desk: Desk) -> Message:
    """Grace wrote, with two files."""
    message = letter_with_files(desk)
    run_reactions()
    return message


def form_url(original: Message) -> str:
    return f"/conversations/{original.conversation_id}/messages/{original.pk}/forwarding/"


def withdrawal_url(sent: Message) -> str:
    return f"/conversations/{sent.conversation_id}/messages/{sent.pk}/withdrawal/"


def filled_in(original: Message) -> dict[str, str]:
    return {
        "to": "Mona <mona@maker.example>",
        "cc": "m2@maker.example",
        "text": "Can you help?",
        "whole": "on",
        "enclosed": str(original.attachments.get(name="lid.txt").pk),
        "key": str(uuid.uuid4()),
    }


def forwards(browser: Client, original: Message) -> Message:
    browser.post(form_url(original), filled_in(original))
    return Message.objects.get(kind=MessageKind.FORWARD)


def came_back(browser: Client, original: Message) -> None:
    """The form shows what was written, as it was written."""
    page = browser.get(form_url(original))
    form = page.context["forwarding"]["form"]
    typed = {name: form[name].value() for name in ("to", "cc", "text", "whole", "enclosed")}
    file = str(original.attachments.get(name="lid.txt").pk)
    assert typed == {
        "to": "Mona <mona@maker.example>",
        "cc": "m2@maker.example",
        "text": "Can you help?",
        "whole": True,
        "enclosed": [file],
    }


def test_it_is_held_and_then_leaves(ada: Client, original: Message) -> None:
    sent = forwards(ada, original)
    assert run_reactions() == []
    page = text_of(ada.get(f"/conversations/{sent.conversation_id}/", follow=True))
    assert "Forwarded." in page
    assert withdrawal_url(sent) in page
    with clock.moved_to(MONDAY_TEN + timedelta(seconds=SECONDS + 1)):
        assert len(run_reactions()) == 2


def test_undone_it_never_leaves_and_comes_back_into_its_form(
    ada: Client, original: Message
) -> None:
    before = original.conversation.messages.count()
    sent = forwards(ada, original)
    answer = ada.post(withdrawal_url(sent))
    assert answer.headers["Location"] == form_url(original)
    assert original.conversation.messages.count() == before
    came_back(ada, original)
    came_back(ada, original)
    with clock.moved_to(MONDAY_TEN + timedelta(minutes=1)):
        assert run_reactions() == []


def test_with_script_the_page_goes_there(ada: Client, original: Message) -> None:
    sent = forwards(ada, original)
    answer = ada.post(withdrawal_url(sent), headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == form_url(original)
    came_back(ada, original)


def test_what_was_sent_after_all_is_not_shown_again(ada: Client, original: Message) -> None:
    ada.post(withdrawal_url(forwards(ada, original)))
    forwards(ada, original)
    form = ada.get(form_url(original)).context["forwarding"]["form"]
    assert (form["to"].value(), form["text"].value()) == (None, None)


def test_it_is_found_among_others_by_its_words(ada: Client, original: Message, desk: Desk) -> None:
    """Another message of the same conversation is newer, and was not passed on."""
    sent = forwards(ada, original)
    later = Envelope(
        sender_address=GRACE.email, text="And the box.", references=(original.external_id,)
    )
    newer = receive(later, inbox=desk.inbox, at=MONDAY_TEN).message
    newer.conversation = original.conversation
    newer.save(update_fields=["conversation"])
    assert ada.post(withdrawal_url(sent)).headers["Location"] == form_url(original)


def test_too_late_is_told(ada: Client, original: Message) -> None:
    sent = forwards(ada, original)
    with clock.moved_to(MONDAY_TEN + timedelta(seconds=SECONDS + 1)):
        run_reactions()
        answer = ada.post(withdrawal_url(sent))
    assert answer.status_code == 409
    assert "It has already left." in text_of(answer)


def test_without_seconds_to_undo_it_leaves_at_once(
    ada: Client, original: Message, settings: Settings
) -> None:
    settings.TILLIT_UNDO_SECONDS = 0
    sent = forwards(ada, original)
    assert len(run_reactions()) == 2
    assert withdrawal_url(sent) not in text_of(
        ada.get(f"/conversations/{sent.conversation_id}/", follow=True)
    )


def test_only_its_writer_undoes_it(ada: Client, eve: Client, original: Message, desk: Desk) -> None:
    sent = forwards(ada, original)
    bo = browser_of(desk.bo)
    for other in (bo, eve):
        assert other.post(withdrawal_url(sent)).status_code == 404
        assert "forward_draft" not in other.session
    assert Message.objects.filter(pk=sent.pk).exists()
