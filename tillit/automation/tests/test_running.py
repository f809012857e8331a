"""What a rule does about an event: once per cause, in order, told, and never round in a circle."""

from zoneinfo import ZoneInfo

import pytest

from tillit import clock
from tillit.automation import changing, running
from tillit.automation.models import Firing, Outcome
from tillit.automation.tests.rules import BOSS, asks, rule, tag
from tillit.conversations import actions, properties, spam
from tillit.conversations.envelope import Envelope
from tillit.conversations.models import Conversation, Inbox, Mention, MessageKind, Tag
from tillit.conversations.spine import receive
from tillit.conversations.timeline import Item, items_of
from tillit.journal.models import Reaction
from tillit.people.actor import Actor
from tillit.people.models import Team
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, NORA, Desk, writes
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def tags_of(conversation: Conversation) -> set[str]:
    return set(conversation.tags.values_list("name", flat=True))


def timeline_of(conversation: Conversation, desk: Desk) -> list[Item]:
    items, _cut = items_of(
        conversation, {}, zone=ZoneInfo("UTC"), whole=True, agent=desk.ada, view="open"
    )
    return items


def test_a_rule_sorts_what_its_conditions_hold_of(desk: Desk) -> None:
    made = rule("begun", tag("parcel"), conditions=asks("words", "contains", "PARCÉL"))
    lost = writes(GRACE, desk.inbox, text="Where is my parcel?")
    other = writes(NORA, desk.inbox, text="Hvor er kaffen?")
    run_reactions()
    assert (tags_of(lost), tags_of(other)) == ({"parcel"}, set())
    [firing] = Firing.objects.filter(rule=made)
    assert (firing.conversation, firing.outcome) == (lost, Outcome.DONE)
    assert [one["true"] for one in firing.saw] == [True]
    assert [one["do"] for one in firing.did] == ["tag"]
    assert any("A rule" in item.text for item in timeline_of(lost, desk))


def test_conditions_of_the_database_and_of_the_message_go_together(desk: Desk) -> None:
    either = {
        "mode": "any",
        "items": [
            {"field": "words", "operator": "contains", "value": "parcel"},
            {
                "mode": "all",
                "items": [
                    {"field": "language", "operator": "is", "value": "nl"},
                    {"field": "vip", "operator": "is", "value": "no"},
                ],
            },
        ],
    }
    rule("begun", tag("taken"), conditions=either)
    dutch = writes(DAAN, desk.inbox, text="Waar blijft mijn pakket en mijn koffie?")
    english = writes(GRACE, desk.inbox, text="Where is my coffee?")
    run_reactions()
    assert (tags_of(dutch), tags_of(english)) == ({"taken"}, set())


def test_one_cause_is_asked_about_once(desk: Desk) -> None:
    rule("begun", {"do": "note", "text": "Look here."})
    conversation = writes(GRACE, desk.inbox)
    waiting = list(Reaction.objects.filter(handler="automation.ask_rules"))
    run_reactions()
    for reaction in waiting:
        Reaction.objects.create(
            event=reaction.event, handler=reaction.handler, ready_at=clock.now()
        )
    run_reactions()
    assert conversation.messages.filter(kind=MessageKind.NOTE).count() == 1


def test_what_happened_before_it_was_switched_on_sets_nothing_going(desk: Desk) -> None:
    made = rule("begun", tag("new"), on=False)
    early = writes(GRACE, desk.inbox)
    run_reactions()
    changing.switch(rule=made, on=True, by=BOSS)
    run_reactions()
    late = writes(NORA, desk.inbox)
    run_reactions()
    assert (tags_of(early), tags_of(late)) == (set(), {"new"})
    changing.switch(rule=made, on=False, by=BOSS)
    assert not tags_of(writes(DAAN, desk.inbox))


def test_rules_are_asked_in_order_until_one_ends_it(desk: Desk) -> None:
    first = rule("begun", tag("first"), stops=True, conditions=asks("language", "is", "en"))
    second = rule("begun", tag("second"))
    english, dutch = writes(GRACE, desk.inbox), writes(DAAN, desk.inbox)
    run_reactions()
    assert (tags_of(english), tags_of(dutch)) == ({"first"}, {"second"})
    changing.move(rule=second, up=True, among=[first, second], by=BOSS)
    another = writes(GRACE, desk.inbox)
    run_reactions()
    assert tags_of(another) == {"first", "second"}


def test_a_later_rule_sees_what_an_earlier_one_has_done(desk: Desk) -> None:
    rule("begun", {"do": "priority", "value": "urgent"})
    rule("begun", tag("fire"), conditions=asks("priority", "is", "urgent"))
    conversation = writes(GRACE, desk.inbox)
    run_reactions()
    assert tags_of(conversation) == {"fire"}


def test_a_rule_of_a_team_leaves_others_alone(desk: Desk, night: Inbox) -> None:
    rule("begun", tag("ours"), team=desk.inbox.team)
    ours, theirs = writes(GRACE, desk.inbox), writes(NORA, night)
    run_reactions()
    assert (tags_of(ours), tags_of(theirs)) == ({"ours"}, set())


def test_what_cannot_be_done_is_parked_and_can_be_tried_again(desk: Desk) -> None:
    elsewhere = Team.objects.create(name="Elsewhere")
    broken = rule("begun", tag("half"), {"do": "move", "team": str(elsewhere.pk)})
    rule("begun", tag("still"))
    elsewhere.delete()
    conversation = writes(GRACE, desk.inbox)
    run_reactions()
    [firing] = Firing.objects.filter(rule=broken)
    assert firing.outcome == Outcome.PARKED
    assert "not there any more" in firing.error
    assert tags_of(conversation) == {"still"}
    broken.steps = [tag("half")]
    broken.save()
    firing.refresh_from_db()
    running.again(firing)
    assert firing.outcome == Outcome.DONE
    assert tags_of(conversation) == {"still", "half"}


def test_rules_that_set_each_other_going_end_and_are_named(desk: Desk) -> None:
    on = rule("untagged", tag("ping"), name="On")
    off = rule("tagged", {"do": "untag", "tag": "ping"}, name="Off")
    conversation = writes(GRACE, desk.inbox)
    properties.add_tag(conversation=conversation, name="ping", by=Actor.agent(desk.ada))
    run_reactions()
    ended = Firing.objects.get(outcome=Outcome.LOOP)
    assert ended.rule in (on, off)
    assert Firing.objects.filter(outcome=Outcome.DONE, rule__in=(on, off)).count() == 2


def test_a_condition_that_nothing_can_ask_any_more_holds_of_nothing(desk: Desk) -> None:
    rule("begun", tag("never"), conditions=asks("horoscope", "is", "pisces"))
    conversation = writes(GRACE, desk.inbox)
    run_reactions()
    assert not tags_of(conversation)


def test_a_tag_of_nobody_is_no_obstacle(desk: Desk) -> None:
    gone = Tag.objects.create(name="gone")
    rule("begun", tag("kept"), conditions=asks("tag", "is_not", str(gone.pk)))
    gone.delete()
    conversation = writes(GRACE, desk.inbox)
    run_reactions()
    assert tags_of(conversation) == {"kept"}


def test_history_that_is_brought_in_sets_nothing_going(desk: Desk) -> None:
    rule("begun", tag("new"))
    letter = Envelope(sender_address=GRACE.email, subject="Old", text="Long ago", language="en")
    received = receive(letter, inbox=desk.inbox, at=MONDAY_TEN, quiet=True)
    run_reactions()
    assert not tags_of(received.conversation)
    assert not Firing.objects.exists()


def test_spam_is_nobodys_concern(desk: Desk) -> None:
    rule("begun", tag("new"))
    conversation = writes(GRACE, desk.inbox)
    spam.mark(conversation=conversation, by=Actor.agent(desk.ada))
    run_reactions()
    assert not tags_of(conversation)


def test_a_note_of_a_rule_names_it_and_calls_colleagues(desk: Desk) -> None:
    rule("begun", {"do": "note", "text": "@Bo please look."}, name="Greeter")
    conversation = writes(GRACE, desk.inbox)
    run_reactions()
    note = conversation.messages.get(kind=MessageKind.NOTE)
    [shown] = [one for one in timeline_of(conversation, desk) if one.message_id == note.pk]
    assert "Greeter" in shown.author
    assert Mention.objects.get(message=note).agent == desk.bo


@pytest.mark.parametrize(
    ("step", "is_so"),
    [
        ({"do": "priority", "value": "high"}, lambda one: one.priority == "high"),
        ({"do": "case_type", "value": "complaint"}, lambda one: one.case_type == "complaint"),
        ({"do": "stage", "value": "after"}, lambda one: one.stage == "after"),
        ({"do": "status", "status": "resolved"}, lambda one: not one.is_open),
        ({"do": "status", "status": "on_hold"}, lambda one: one.status == "on_hold"),
        ({"do": "snooze", "until": "tomorrow"}, lambda one: one.is_snoozed),
        ({"do": "snooze", "until": "reply"}, lambda one: one.snoozed_until_reply),
    ],
)
def test_each_step_goes_through_the_verb_of_a_person(
    desk: Desk, step: dict[str, str], is_so: object
) -> None:
    rule("begun", step)
    conversation = writes(GRACE, desk.inbox)
    run_reactions()
    conversation.refresh_from_db()
    assert is_so(conversation)  # type: ignore[operator]


def test_it_is_given_to_a_colleague_or_let_go(desk: Desk) -> None:
    rule("begun", {"do": "assign", "to": str(desk.bo.pk)})
    rule("resolved", {"do": "assign", "to": "nobody"})
    conversation = writes(GRACE, desk.inbox)
    run_reactions()
    conversation.refresh_from_db()
    assert conversation.assignee == desk.bo
    actions.resolve(conversation=conversation, by=Actor.agent(desk.bo), no_reply_needed=True)
    run_reactions()
    conversation.refresh_from_db()
    assert conversation.assignee is None
