"""The export: everything about every conversation, one JSON object per line."""

import hashlib
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tillit import clock
from tillit.api import export
from tillit.conversations import actions, custom_fields, problems, properties, snoozing, ties
from tillit.conversations.envelope import Enclosure
from tillit.conversations.macros.using import use
from tillit.conversations.merging import merge
from tillit.conversations.models import Conversation, CustomField, Macro
from tillit.conversations.spine import keep_enclosures, post
from tillit.feedback.answering import rated, save_response
from tillit.feedback.models import Invitation
from tillit.people.actor import Actor
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, ZSOFIA, Desk, writes
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def exported() -> list[dict[str, Any]]:
    """What the export wrote, line by line."""
    file = io.StringIO()
    export.write(file)
    lines = file.getvalue().splitlines()
    assert file.getvalue() == "".join(f"{line}\n" for line in lines)
    return [json.loads(line) for line in lines]


def a_whole_story(desk: Desk) -> Conversation:
    """Grace asks, Ada notes and answers with a file, it is resolved, Grace is content."""
    conversation = writes(GRACE, desk.inbox, text="The lid\nis cracked. æøå őű  ")
    by = Actor.agent(desk.ada)
    post(conversation=conversation, by=by, agent=desk.ada, text="CANARY", note=True)
    kept = keep_enclosures([Enclosure("guide.pdf", "application/pdf", b"%PDF")])
    with clock.moved_to(MONDAY_TEN + timedelta(hours=1)):
        post(conversation=conversation, by=by, agent=desk.ada, text="Sorry!", kept=kept)
        run_reactions()
        actions.resolve(conversation=conversation, by=by)
        run_reactions()
        asked = Invitation.objects.get(conversation=conversation)
        save_response(invitation=asked, given=rated(4, "Quick!"), at=clock.now())
    return conversation


def test_nothing_to_export_is_an_empty_file() -> None:
    assert exported() == []


def test_one_object_per_line_in_the_order_of_their_numbers(desk: Desk) -> None:
    numbers = [writes(customer, desk.inbox).number for customer in (GRACE, DAAN, ZSOFIA)]
    assert [line["number"] for line in exported()] == numbers


def test_the_conversation_itself(desk: Desk) -> None:
    conversation = a_whole_story(desk)
    [line] = exported()
    assert line["number"] == conversation.number
    assert (line["inbox"], line["team"], line["channel"]) == ("Desk", "Desk", "email")
    assert (line["subject"], line["language"]) == ("A question", "en")
    assert (line["status"], line["assignee"]) == ("resolved", "ada@desk.example")
    assert line["created_at"] == "2026-06-01T08:00:00Z"
    assert line["resolved_at"] == "2026-06-01T09:00:00Z"
    assert line["contact"]["name"] == "Grace Whitfield"
    assert line["contact"]["identities"] == [{"kind": "email", "value": "grace@customer.example"}]


def test_every_message_with_its_files_and_its_delivery(desk: Desk) -> None:
    conversation = a_whole_story(desk)
    [line] = exported()
    stored = {message.pk: message for message in conversation.messages.all()}
    assert {message["id"] for message in line["messages"]} == set(stored)
    for message in line["messages"]:
        row = stored[message["id"]]
        assert (message["text"], message["kind"]) == (row.text, row.kind)
        assert (message["agent"], message["external_id"]) == (row.agent_id, row.external_id)
    kinds = [(message["kind"], message["purpose"]) for message in line["messages"]]
    assert ("incoming", "") in kinds
    assert ("note", "") in kinds
    assert ("outgoing", "acknowledgement") in kinds
    assert ("outgoing", "survey") in kinds
    [answer] = [one for one in line["messages"] if one["text"] == "Sorry!"]
    [delivery] = answer["deliveries"]
    assert (delivery["role"], delivery["state"]) == ("to", "sent")
    assert delivery["recipient"] == "grace@customer.example"
    checksum = hashlib.sha256(b"%PDF").hexdigest()
    [guide] = answer["attachments"]
    assert (guide["name"], guide["content_type"]) == ("guide.pdf", "application/pdf")
    assert (guide["size"], guide["sha256"], guide["inline"]) == (4, checksum, False)


def test_promises_and_what_the_customer_thought(desk: Desk) -> None:
    conversation = a_whole_story(desk)
    [line] = exported()
    [promise] = line["promises"]
    row = conversation.promises.get()
    assert (promise["id"], promise["state"], promise["clock"]) == (row.pk, "kept", "first_response")
    assert promise["due_at"] == "2026-06-01T12:00:00Z"
    assert promise["wording"]["nl"] == "Antwoord binnen vier werkuren"
    assert promise["calendar_version"] == row.calendar_version_id
    assert (line["answer"]["score"], line["answer"]["comment"]) == (4, "Quick!")
    assert line["first_response"]["first_response_business"] == 3600
    outcome = line["outcome"]
    assert (outcome["replies"], outcome["reopens"], outcome["was_held"]) == (1, 0, False)
    assert outcome["full_resolution_business"] == outcome["requester_wait_calendar"] == 3600


def test_all_that_happened_with_cause_and_actor(desk: Desk) -> None:
    a_whole_story(desk)
    [line] = exported()
    kinds = [event["kind"].rpartition(".")[2] for event in line["events"]]
    for kind in ("ConversationStarted", "NoteWritten", "MessageSent", "ConversationResolved"):
        assert kind in kinds
    [resolved] = [one for one in line["events"] if one["kind"].endswith("ConversationResolved")]
    assert resolved["actor"] == f"agent:{desk.ada.pk}"
    assert any(event["cause_id"] for event in line["events"])


def test_letters_stay_readable_and_a_line_stays_a_line(desk: Desk) -> None:
    writes(GRACE, desk.inbox, text="one\ntwo\u2028three\r\nØ ő")
    file = io.StringIO()
    export.write(file)
    assert "Ø ő" in file.getvalue()
    assert file.getvalue().count("\n") == 1


def test_asking_the_database_does_not_grow_with_each_message(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            exported()
        return len(captured)

    before = queries()
    for _ in range(30):
        by = Actor.agent(desk.ada)
        post(conversation=conversation, by=by, agent=desk.ada, text="More.")
    assert queries() <= before + 1


def test_the_case_with_its_ties_and_its_macros(desk: Desk) -> None:
    conversation, other = writes(GRACE, desk.inbox), writes(DAAN, desk.inbox)
    part = writes(ZSOFIA, desk.inbox)
    by = Actor.agent(desk.ada)
    for name, value in (("case_type", "complaint"), ("stage", "after"), ("priority", "high")):
        properties.choose(conversation=conversation, name=name, value=value, by=by)
    properties.add_tag(conversation=conversation, name="lid", by=by)
    properties.follow(conversation=conversation, agent=desk.bo, by=by)
    order = CustomField.objects.create(name="Order")
    custom_fields.say(conversation=conversation, field=order, value="85804", by=by)
    words = {"problem": "A crack", "options": "", "solution": "A new one", "result": ""}
    problems.write(conversation=conversation, agent=desk.ada, words=words, by=by)
    ties.link(conversation=conversation, other=part, by=by)
    ties.set_parent(conversation=part, parent=conversation, by=by)
    merge(source=other, into=conversation, by=by)
    until = MONDAY_TEN + timedelta(days=1)
    snoozing.snooze(conversation=conversation, until=until, until_reply=True, by=by)
    macro = Macro.objects.create(name="Seen", note="Seen.")
    use(macro=macro, conversation=conversation, agent=desk.ada)

    lines = {line["number"]: line for line in exported()}
    line = lines[conversation.pk]
    assert (line["type"], line["stage"], line["priority"]) == ("complaint", "after", "high")
    assert (line["tags"], line["fields"]) == (["lid"], {"Order": "85804"})
    assert line["followers"] == ["bo@desk.example"]
    assert (line["snoozed_until"], line["snoozed_until_reply"]) == ("2026-06-02T08:00:00Z", True)
    assert [version["solution"] for version in line["problem"]] == ["A new one"]
    assert (line["merged"], line["linked"], line["children"]) == ([other.pk], [part.pk], [part.pk])
    assert [(used["name"], used["agent"]) for used in line["macros"]] == [
        ("Seen", "ada@desk.example")
    ]
    assert lines[other.pk]["merged_into"] == conversation.pk
    part_line = lines[part.pk]
    assert (part_line["parent"], part_line["linked"]) == (conversation.pk, [conversation.pk])
