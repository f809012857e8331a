"""Properties, tags, followers, fields and the team of a conversation, as an agent sets them."""

import pytest
from django.test import Client

from tillit.conversations import actions, custom_fields, properties
from tillit.conversations.case_events import (
    ConversationMoved,
    FieldAnswered,
    PriorityChanged,
    TagAdded,
    TagRemoved,
)
from tillit.conversations.models import (
    CaseType,
    Conversation,
    CustomField,
    FieldKind,
    FieldValue,
    Inbox,
    Priority,
    Shelf,
    Tag,
)
from tillit.conversations.properties import NotThat
from tillit.conversations.tests.browsing import (
    ACTS_ON_CASES,
    HTMX,
    assert_hidden,
    canary_in,
    text_of,
)
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, Desk, writes
from tillit.testing.journal import assert_emits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def address_of(conversation: Conversation, act: str) -> str:
    """Where an act is posted to."""
    return f"/conversations/{conversation.pk}/{act}/?view=open"


@pytest.mark.parametrize("act", ACTS_ON_CASES)
def test_a_stranger_changes_nothing(eve: Client, desk: Desk, act: str) -> None:
    assert_hidden(eve, address_of(canary_in(desk), act), post=True)


def test_the_priority_is_set_told_and_undone(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    with assert_emits(PriorityChanged):
        answer = ada.post(
            address_of(conversation, "properties"),
            {"name": "priority", "value": "high"},
            headers=HTMX,
        )
    shown = text_of(answer)
    assert "Ada set the priority to high" in shown
    back = f"/conversations/{conversation.pk}/properties/?view=open&amp;name=priority"
    assert f"{back}&amp;value=normal" in shown
    ada.post(f"{back}&value=normal".replace("&amp;", "&"))
    assert Conversation.objects.get().priority == Priority.NORMAL


@pytest.mark.parametrize(("name", "value"), [("priority", "x"), ("subject", "x"), ("", "")])
def test_only_known_values_are_taken(ada: Client, desk: Desk, name: str, value: str) -> None:
    address = address_of(writes(GRACE, desk.inbox), "properties")
    assert ada.post(address, {"name": name, "value": value}).status_code == 404


def test_the_same_value_is_told_once(desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    before = Conversation.objects.get().version
    properties.choose(conversation=conversation, name="stage", value="", by=by)
    assert Conversation.objects.get().version == before


def test_tags_are_one_whatever_their_letters(ada: Client, desk: Desk) -> None:
    one, other = writes(GRACE, desk.inbox), writes(GRACE, desk.inbox, text="Again")
    with assert_emits(TagAdded):
        answer = ada.post(address_of(one, "tags"), {"add": " Kettle  lid "}, headers=HTMX)
    assert "Ada added the tag Kettle lid" in text_of(answer)
    ada.post(address_of(other, "tags"), {"add": "kettle LID"})
    assert [tag.name for tag in Tag.objects.all()] == ["Kettle lid"]
    with assert_emits(TagRemoved):
        ada.post(address_of(one, "tags"), {"remove": Tag.objects.get().pk})
    assert one.tags.count() == 0
    assert other.tags.count() == 1


def test_a_tag_needs_a_word(ada: Client, desk: Desk) -> None:
    answer = ada.post(address_of(writes(GRACE, desk.inbox), "tags"), {"add": " # "}, headers=HTMX)
    assert answer.status_code == 422


def test_following_shows_it_in_a_view_of_its_own(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, subject="Cracked lid")
    ada.post(address_of(conversation, "following"), {"follow": "1"})
    assert "Cracked lid" in text_of(ada.get("/inbox/followed/"))
    ada.post(address_of(conversation, "following"), {"follow": ""})
    assert "Cracked lid" not in text_of(ada.get("/inbox/followed/"))


def test_who_hands_it_over_to_others_is_back_at_the_list(
    ada: Client, desk: Desk, night: Inbox
) -> None:
    conversation = writes(GRACE, desk.inbox)
    actions.assign(conversation=conversation, to=desk.bo, by=Actor.agent(desk.ada))
    with assert_emits(ConversationMoved):
        answer = ada.post(address_of(conversation, "team"), {"team": night.team_id}, headers=HTMX)
    assert answer.headers["HX-Redirect"] == "/inbox/open/"
    moved = Conversation.objects.get()
    assert (moved.team_id, moved.assignee_id) == (night.team_id, None)
    assert ada.get(f"/conversations/{conversation.pk}/").status_code == 404


def test_a_required_field_refuses_to_resolve_and_leads_to_itself(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    field = CustomField.objects.create(name="Order number", required_to_resolve=True)
    answer = ada.post(address_of(conversation, "resolution"), headers=HTMX)
    assert answer.status_code == 422
    assert "Order number" in text_of(answer)
    assert f'href="#field-{field.pk}"' in text_of(answer)
    assert Conversation.objects.get().shelf == Shelf.OPEN
    with assert_emits(FieldAnswered):
        ada.post(address_of(conversation, "fields"), {"field": field.pk, "value": "A-17"})
    ada.post(address_of(conversation, "resolution"))
    assert Conversation.objects.get().shelf == Shelf.RESOLVED


def test_a_field_of_one_kind_is_not_asked_of_others(desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    CustomField.objects.create(name="Batch", case_type=CaseType.COMPLAINT, required_to_resolve=True)
    assert custom_fields.missing(conversation) == []
    properties.choose(conversation=conversation, name="case_type", value="complaint", by=by)
    assert [field.name for field in custom_fields.missing(Conversation.objects.get())] == ["Batch"]


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        (FieldKind.TEXT, " A-17 ", "A-17"),
        (FieldKind.NUMBER, "1 234,50", "1234.50"),
        (FieldKind.DATE, "2026-06-01", "2026-06-01"),
        (FieldKind.CHOICE, "Red", "Red"),
        (FieldKind.CHECKBOX, "on", "yes"),
    ],
)
def test_fields_keep_what_they_are_for(desk: Desk, kind: str, value: str, kept: str) -> None:
    conversation = writes(GRACE, desk.inbox)
    field = CustomField.objects.create(name="Field", kind=kind, choices="Red\nGreen")
    by = Actor.agent(desk.ada)
    custom_fields.say(conversation=conversation, field=field, value=value, by=by)
    assert FieldValue.objects.get().value == kept
    custom_fields.say(conversation=conversation, field=field, value="", by=by)
    assert not FieldValue.objects.exists()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldKind.NUMBER, "many"),
        (FieldKind.NUMBER, "NaN"),
        (FieldKind.DATE, "tomorrow"),
        (FieldKind.CHOICE, "Blue"),
    ],
)
def test_fields_refuse_what_they_are_not_for(desk: Desk, kind: str, value: str) -> None:
    conversation = writes(GRACE, desk.inbox)
    field = CustomField.objects.create(name="Field", kind=kind, choices="Red\nGreen")
    with pytest.raises(NotThat):
        custom_fields.say(
            conversation=conversation, field=field, value=value, by=Actor.agent(desk.ada)
        )
