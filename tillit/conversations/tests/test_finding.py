"""What the index knows of conversations, what filters let through, and who finds what."""

from datetime import timedelta

import pytest

from tillit.conversations import actions, changes
from tillit.conversations.envelope import Enclosure, Envelope
from tillit.conversations.events import ConversationFact
from tillit.conversations.finding.reading import KIND
from tillit.conversations.finding.searching import search
from tillit.conversations.finding.telling import SILENT
from tillit.conversations.models import (
    Conversation,
    CustomField,
    FieldValue,
    Inbox,
    Status,
    Tag,
)
from tillit.conversations.spine import post, receive
from tillit.journal.registry import handlers_of
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.search.marking import mark_stale
from tillit.search.models import Stale
from tillit.search.rebuilding import begin, catch_up, go_on
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, NORA, ZSOFIA, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def index() -> None:
    while catch_up():
        pass


def found(agent: Agent, text: str) -> list[int]:
    index()
    return search(agent, text).numbers


@pytest.fixture
def letters(desk: Desk) -> dict[str, Conversation]:
    """One conversation with each customer, an hour apart."""
    return {
        customer.language: writes(customer, desk.inbox, at=MONDAY_TEN + timedelta(hours=hours))
        for hours, customer in enumerate((NORA, DAAN, ZSOFIA, GRACE))
    }


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("kvern", "nb"),
        ("bestellingen", "nl"),
        ("kavefozo", "hu"),
        ("kettles", "en"),
        ("haugen", "nb"),
        ("nora@kunde.example", "nb"),
        ("zsofia", "hu"),
        ("from:whitfield", "en"),
        ("from:daan@klant.example", "nl"),
    ],
)
def test_words_names_and_addresses_are_found(
    desk: Desk, letters: dict[str, Conversation], text: str, language: str
) -> None:
    assert found(desk.ada, text) == [letters[language].pk]


def test_the_newest_comes_first(desk: Desk, letters: dict[str, Conversation]) -> None:
    expected = [letters[language].pk for language in ("en", "hu", "nl", "nb")]
    assert found(desk.ada, "question") == expected


def test_a_number_is_found_with_and_without_its_sign(
    desk: Desk, letters: dict[str, Conversation]
) -> None:
    number = letters["en"].pk
    assert found(desk.ada, f"#{number}") == [number]
    assert number in found(desk.ada, str(number))


def test_notes_replies_and_files_are_found(desk: Desk, letters: dict[str, Conversation]) -> None:
    by = Actor.agent(desk.ada)
    post(conversation=letters["en"], by=by, agent=desk.ada, text="A goodwill cupboard", note=True)
    post(conversation=letters["nl"], by=by, agent=desk.ada, text="Here is the umbrella")
    envelope = Envelope(
        sender_address=NORA.email,
        subject="Photo",
        text="See",
        enclosures=[Enclosure("broken-spout.png", "image/png", b"x")],
    )
    photo = receive(envelope, inbox=desk.inbox, at=MONDAY_TEN).conversation
    assert found(desk.ada, "cupboard") == [letters["en"].pk]
    assert found(desk.ada, "umbrella from:ada") == [letters["nl"].pk]
    assert found(desk.ada, "umbrella to:daan") == [letters["nl"].pk]
    assert found(desk.ada, "umbrella to:grace") == []
    assert found(desk.ada, "spout") == [photo.pk]
    assert found(desk.ada, "has:attachment") == [photo.pk]


def test_what_tillit_says_by_itself_is_no_hit(desk: Desk, letters: dict[str, Conversation]) -> None:
    assert letters["en"].messages.filter(automatic=True).exists()
    assert found(desk.ada, "received") == []


def test_states_are_told_apart(desk: Desk, letters: dict[str, Conversation]) -> None:
    by = Actor.agent(desk.ada)
    everything = set(found(desk.ada, "question"))
    actions.assign(conversation=letters["nb"], to=desk.ada, by=by)
    actions.resolve(conversation=letters["nl"], by=by)
    actions.mark_read(conversation=letters["hu"], by=by)
    expected = {
        "is:mine": {letters["nb"].pk},
        "is:unassigned": everything - {letters["nb"].pk},
        "is:resolved": {letters["nl"].pk},
        "is:open": everything - {letters["nl"].pk},
        "is:unread": everything - {letters["nl"].pk, letters["hu"].pk},
        "question is:open is:unassigned": everything - {letters["nb"].pk, letters["nl"].pk},
        "in:desk": everything,
        "in:elsewhere": set(),
    }
    assert {text: set(found(desk.ada, text)) for text in expected} == expected
    assert found(desk.bo, "is:mine") == []


def test_spam_is_found_by_those_who_ask_for_it(
    desk: Desk, letters: dict[str, Conversation]
) -> None:
    spam = changes.lock(letters["en"].pk)
    changes.change(spam, status=Status.SPAM)
    mark_stale(KIND, spam.pk)
    assert spam.pk not in found(desk.ada, "kettle")
    assert found(desk.ada, "kettle is:spam") == [spam.pk]


def test_days_months_and_years_bound_a_search(desk: Desk, letters: dict[str, Conversation]) -> None:
    later = writes(GRACE, desk.inbox, at=MONDAY_TEN + timedelta(days=40), message_id="<later@x>")
    assert found(desk.ada, "question after:2026-07-01") == [later.pk]
    assert found(desk.ada, "question after:2026-07") == [later.pk]
    assert later.pk not in found(desk.ada, "question before:2026-07")
    assert found(desk.ada, "question before:2026") == []
    assert len(found(desk.ada, "question after:2026-06-01 before:2026-06-02")) == len(letters)


@pytest.mark.parametrize(
    "text",
    ["is:x", "before:soon", "after:2026-13", "has:wings", "in:nowhere", "from:", "tag:", "to:***"],
)
def test_what_is_not_understood_is_said(desk: Desk, text: str) -> None:
    assert len(search(desk.ada, text).notes) == 1


def test_tags_and_own_fields_are_found(desk: Desk, letters: dict[str, Conversation]) -> None:
    tagged, asked = letters["en"], letters["nl"]
    tagged.tags.add(Tag.objects.create(name="Späte Lieferung"))
    field = CustomField.objects.create(name="Serial number")
    FieldValue.objects.create(conversation=asked, field=field, value="SN-4711")
    assert found(desk.ada, 'tag:"spate lieferung"') == [tagged.pk]
    assert found(desk.ada, "lieferung") == [tagged.pk]
    assert found(desk.ada, "tag:lieferung") == []
    assert found(desk.ada, "sn-4711") == [asked.pk]


def test_a_stranger_finds_nothing_and_another_team_only_its_own(
    desk: Desk, letters: dict[str, Conversation], night: Inbox
) -> None:
    own = writes(GRACE, night, message_id="<night@x>")
    assert found(desk.eve, "question") == [own.pk]
    for text in (f"#{letters['en'].pk}", "in:desk", "from:nora", "is:open has:attachment"):
        assert letters["en"].pk not in found(desk.eve, text)
    desk.eve.teams.clear()
    desk.eve.__dict__.pop("team_ids")
    assert found(desk.eve, "question") == []


def test_a_conversation_that_moves_is_found_by_its_new_team_alone(
    desk: Desk, letters: dict[str, Conversation], night: Inbox
) -> None:
    index()
    moved = changes.lock(letters["en"].pk)
    changes.change(moved, team=night.team, inbox=night)
    mark_stale(KIND, moved.pk)
    assert found(desk.eve, "kettle") == [moved.pk]
    assert found(desk.ada, "kettle") == []


def test_what_is_deleted_is_no_longer_found(desk: Desk, letters: dict[str, Conversation]) -> None:
    index()
    number = letters["en"].pk
    letters["en"].messages.all().delete()
    Conversation.objects.filter(pk=number).delete()
    mark_stale(KIND, number)
    assert found(desk.ada, "kettle") == []


def test_building_anew_goes_on_where_it_stopped(
    desk: Desk, letters: dict[str, Conversation]
) -> None:
    index()
    begin()
    assert search(desk.ada, "question").numbers == []
    assert go_on(batch=2) == 2
    assert len(search(desk.ada, "question").numbers) == 2
    while go_on(batch=2):
        pass
    assert len(search(desk.ada, "question").numbers) == len(letters)


def test_every_fact_reaches_the_index_or_is_known_to_be_silent() -> None:
    def facts(parent: type[ConversationFact]) -> set[type[ConversationFact]]:
        children = set(parent.__subclasses__())
        return children.union(*map(facts, children))

    for fact in facts(ConversationFact):
        if fact.__module__.startswith("tillit.conversations."):
            handlers = {handler.name for handler in handlers_of(fact, quiet=True)}
            assert ("conversations.finding.tell_index" in handlers) != (fact in SILENT), fact


def test_one_mail_marks_one_conversation_once(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    assert Stale.objects.count() == 1
