"""Rows of a list: made once, and made again when something changes."""

from datetime import timedelta

import pytest
from django.template import loader
from django.utils import translation

from tillit.conversations import actions, listing
from tillit.conversations.envelope import Envelope
from tillit.conversations.listing import page_of, rows_of
from tillit.conversations.models import Conversation
from tillit.conversations.spine import receive
from tillit.conversations.standing import VIEWS
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, MONDAY_TEN, NORA, Desk, writes
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The subjects of the rows that were really made."""
    subjects: list[str] = []

    def counting(template: str, context: dict[str, dict[str, str]]) -> str:
        subjects.append(context["row"]["subject"])
        return loader.render_to_string(template, context)

    monkeypatch.setattr(listing, "render_to_string", counting)
    return subjects


def shown(desk: Desk, selected: int | None = None) -> str:
    """The rows as Ada sees them."""
    return rows_of(page_of(VIEWS["open"], desk.ada).entries, selected=selected)


def test_a_row_is_made_once(desk: Desk, made: list[str]) -> None:
    writes(GRACE, desk.inbox, subject="The lid")
    assert shown(desk) == shown(desk)
    assert made == ["The lid"]


def test_only_what_changed_is_made_again_and_shows_at_once(desk: Desk, made: list[str]) -> None:
    writes(GRACE, desk.inbox, subject="The lid")
    conversation = writes(NORA, desk.inbox, subject="Kvernen")
    assert "We are on it." not in shown(desk)
    made.clear()
    answers(desk.ada, conversation, at=MONDAY_TEN + timedelta(minutes=1))
    assert "We are on it." in shown(desk)
    assert set(made) == {"Kvernen"}


def test_a_row_that_was_read_is_no_longer_unread(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    assert 'class="row unread"' in shown(desk)
    actions.mark_read(conversation=conversation, by=Actor.agent(desk.bo))
    assert 'class="row unread"' not in shown(desk)


def test_the_promise_is_shown_and_goes_when_it_is_kept(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    due_at = Conversation.objects.get().next_due_at
    assert due_at is not None
    assert due_at.strftime("%Y-%m-%dT%H:%M") in shown(desk)
    answers(desk.ada, conversation, at=MONDAY_TEN)
    assert due_at.strftime("%Y-%m-%dT%H:%M") not in shown(desk)


def test_each_language_has_its_own_rows(desk: Desk, made: list[str]) -> None:
    writes(GRACE, desk.inbox)
    rows = {}
    for language in ("en", "nl", "en", "nl"):
        with translation.override(language):
            rows[language] = shown(desk)
    assert len(made) == 2
    assert rows["en"] != rows["nl"]


def test_who_looks_changes_nothing_but_the_mark(desk: Desk, made: list[str]) -> None:
    conversation = writes(GRACE, desk.inbox)
    plain, marked = shown(desk), shown(desk, selected=conversation.pk)
    assert marked.replace(" data-ui-current", "") == plain
    assert marked != plain
    assert len(made) == 1


def test_a_name_learnt_later_shows_in_all_rows(desk: Desk) -> None:
    nameless = Envelope(sender_address=GRACE.email, text=GRACE.words)
    receive(nameless, inbox=desk.inbox)
    assert GRACE.name not in shown(desk)
    writes(GRACE, desk.inbox)
    assert shown(desk).count(f">{GRACE.name}<") == 2


def test_words_of_a_customer_are_only_words(desk: Desk) -> None:
    writes(GRACE, desk.inbox, subject="<script>alert(1)</script>", text='"><img src=x onerror=y>')
    assert "<script" not in shown(desk)
    assert "<img" not in shown(desk)
