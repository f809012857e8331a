"""Macros: what they say beforehand, what they do at once, and how they are undone."""

import uuid
from typing import Any

import pytest
from django.test import Client

from tillit import clock
from tillit.conversations import actions, properties
from tillit.conversations.macros.scene import Scene
from tillit.conversations.macros.undoing import undo
from tillit.conversations.macros.using import MacroRefused, before_of, steps_of, usable, use
from tillit.conversations.models import (
    Conversation,
    CustomField,
    Macro,
    MacroUse,
    Message,
    MessageKind,
    SavedReply,
    Tag,
)
from tillit.conversations.tests.browsing import HTMX, assert_hidden, canary_in, text_of
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.people.models import Agent, Role, Team
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, Desk, agent, writes
from tillit.testing.steps import mails_leave

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def lost_parcel(desk: Desk, **fields: Any) -> Macro:
    """A macro that does nearly everything."""
    macro = Macro.objects.create(
        **{
            "name": "Lost parcel",
            "team": desk.team,
            "note": "Asked the carrier about {number}.",
            "case_type": "complaint",
            "stage": "after",
            "priority": "high",
            "assigns": "me",
            "follows": True,
            "snooze": "tomorrow",
            **fields,
        }
    )
    macro.added_tags.add(Tag.objects.create(name="parcel"))
    macro.removed_tags.add(Tag.objects.get_or_create(name="old")[0])
    return macro


def now(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)


def everything(conversation: Conversation) -> dict[str, Any]:
    """All that a macro may change."""
    found = now(conversation)
    return {
        **before_of(found),
        "shelf": found.shelf,
        "tags": sorted(found.tags.values_list("name", flat=True)),
        "followers": sorted(found.followers.values_list("name", flat=True)),
        "words": list(found.messages.order_by("id").values_list("pk", flat=True)),
        "preview": found.preview,
    }


def test_it_does_everything_at_once(desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    properties.add_tag(conversation=conversation, name="old", by=by)
    use(macro=lost_parcel(desk), conversation=conversation, agent=desk.ada)
    found = now(conversation)
    assert (found.case_type, found.stage, found.priority) == ("complaint", "after", "high")
    assert [tag.name for tag in found.tags.all()] == ["parcel"]
    assert found.assignee == desk.ada
    assert list(found.followers.all()) == [desk.ada]
    assert found.snoozed_until is not None
    assert found.snoozed_until.isoformat() == "2026-06-02T06:00:00+00:00"
    note = found.messages.get(kind=MessageKind.NOTE)
    assert note.text == f"Asked the carrier about #{found.pk}."
    assert Event.objects.filter(kind="conversations.MacroRun").count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"sends": True, "reply": "{salutation}\n\nWe look."},
        {"sends": True, "reply": "Done.", "snooze": "", "status": "resolved"},
        {"snooze": "", "status": "no_reply", "assigns": "nobody"},
    ],
)
def test_undoing_brings_everything_back(desk: Desk, fields: dict[str, Any]) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.ada)
    properties.add_tag(conversation=conversation, name="old", by=by)
    actions.assign(conversation=conversation, to=desk.bo, by=by)
    before = everything(conversation)
    used = use(
        macro=lost_parcel(desk, **fields),
        conversation=conversation,
        agent=desk.ada,
        leaves_at=MONDAY_TEN.replace(minute=1),
    ).use
    assert everything(conversation) != before
    assert undo(use=used, by=by)
    assert everything(conversation) == before
    assert undo(use=used, by=by)
    assert Event.objects.filter(kind="conversations.MacroRunUndone").count() == 1


def test_a_reply_that_took_it_gives_it_back(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    before = everything(conversation)
    macro = Macro.objects.create(name="Ok", reply="Ok.", sends=True, status="resolved")
    leaves = MONDAY_TEN.replace(minute=1)
    used = use(macro=macro, conversation=conversation, agent=desk.ada, leaves_at=leaves).use
    assert undo(use=used, by=Actor.agent(desk.ada))
    assert everything(conversation) == before


def test_what_has_left_stays_and_is_told(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    macro = lost_parcel(desk, sends=True, reply="We look.")
    used = use(macro=macro, conversation=conversation, agent=desk.ada).use
    mails_leave(at=MONDAY_TEN)
    assert not undo(use=used, by=Actor.agent(desk.ada))
    found = now(conversation)
    assert found.priority == "normal"
    assert found.messages.filter(text="We look.").exists()


def test_what_others_changed_meanwhile_stays(desk: Desk) -> None:
    conversation, by = writes(GRACE, desk.inbox), Actor.agent(desk.bo)
    used = use(macro=lost_parcel(desk), conversation=conversation, agent=desk.ada).use
    properties.choose(conversation=conversation, name="priority", value="urgent", by=by)
    actions.assign(conversation=conversation, to=desk.bo, by=by)
    undo(use=used, by=Actor.agent(desk.ada))
    assert now(conversation).priority == "urgent"
    assert now(conversation).assignee == desk.bo


def test_the_same_press_twice_does_it_once(desk: Desk) -> None:
    conversation, key = writes(GRACE, desk.inbox), uuid.uuid4()
    macro = lost_parcel(desk)
    first = use(macro=macro, conversation=conversation, agent=desk.ada, submission=key)
    again = use(macro=macro, conversation=conversation, agent=desk.ada, submission=key)
    assert first.use.pk == again.use.pk
    assert conversation.messages.filter(kind=MessageKind.NOTE).count() == 1


def test_what_cannot_be_done_leaves_everything_as_it_is(desk: Desk) -> None:
    CustomField.objects.create(name="Order", required_to_resolve=True)
    conversation = writes(GRACE, desk.inbox)
    before = everything(conversation)
    macro = lost_parcel(desk, snooze="", status="resolved")
    with pytest.raises(MacroRefused, match="Order"):
        use(macro=macro, conversation=conversation, agent=desk.ada)
    assert everything(conversation) == before
    assert not MacroUse.objects.exists()


def test_a_light_agent_is_told_what_is_not_allowed(desk: Desk) -> None:
    mia = agent("Mia", Role.LIGHT)
    desk.team.members.add(mia)
    conversation = writes(GRACE, desk.inbox)
    with pytest.raises(MacroRefused, match="You may not"):
        use(macro=lost_parcel(desk), conversation=conversation, agent=mia)
    note = Macro.objects.create(name="Seen", note="I have seen it.")
    use(macro=note, conversation=conversation, agent=mia)
    assert conversation.messages.filter(kind=MessageKind.NOTE).count() == 1


@pytest.mark.parametrize("reply", ["Sent on {date}.", "Order {order}."])
def test_what_is_not_filled_in_is_never_sent_unread(desk: Desk, reply: str) -> None:
    conversation = writes(GRACE, desk.inbox)
    macro = Macro.objects.create(name="Sent", reply=reply, sends=True)
    with pytest.raises(MacroRefused, match="not filled in"):
        use(macro=macro, conversation=conversation, agent=desk.ada)
    assert not Message.objects.filter(kind=MessageKind.OUTGOING, automatic=False).exists()


def test_a_colleague_who_left_cannot_be_given_anything(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    macro = Macro.objects.create(name="To Bo", assigns="agent", assignee=desk.bo)
    Agent.objects.filter(pk=desk.bo.pk).update(is_active=False)
    macro.refresh_from_db()
    with pytest.raises(MacroRefused, match="not here any more"):
        use(macro=macro, conversation=conversation, agent=desk.ada)


def test_nothing_to_do_is_said(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    macro = Macro.objects.create(name="Calm", priority="normal")
    with pytest.raises(MacroRefused, match="everything is so already"):
        use(macro=macro, conversation=conversation, agent=desk.ada)


def test_who_sees_which(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    night = Team.objects.create(name="Night")
    Macro.objects.create(name="All", follows=True)
    Macro.objects.create(name="Desk", team=desk.team, follows=True)
    Macro.objects.create(name="Night", team=night, follows=True)
    Macro.objects.create(name="Ada's", owner=desk.ada, follows=True)
    Macro.objects.create(name="Bo's", owner=desk.bo, follows=True)
    Macro.objects.create(name="Gone", follows=True, put_away_at=MONDAY_TEN)
    night.members.add(desk.ada)
    assert [one.name for one in usable(conversation, desk.ada)] == ["Ada's", "All", "Desk"]


def test_it_says_beforehand_what_it_will_do(desk: Desk) -> None:
    conversation = writes(DAAN, desk.inbox)
    saved = SavedReply.objects.create()
    saved.texts.create(language="nl", name="x", text="{salutation}\n\nOp {datum}.")
    macro = lost_parcel(desk, saved_reply=saved)
    steps = steps_of(Scene(macro, now(conversation), desk.ada, clock.now()))
    words = [step.words for step in steps]
    assert words == [
        "Write an internal note",
        "Put a reply into the composer, to be read before it is sent",
        "Give it to you",
        "Set the type to “Complaint”",
        "Set the stage to “After the purchase”",
        "Set the priority to high",
        "Add #parcel",
        "Follow it",
        "Snooze it until Tue 2 Jun, 08:00",
    ]
    assert steps[1].text.startswith("Beste Daan,")
    assert steps[1].open == ("{datum}",)


def address(conversation: Conversation, macro: Macro | None = None) -> str:
    here = f"/conversations/{conversation.pk}/macros/"
    return f"{here}{macro.pk}/" if macro else here


def test_the_page_and_the_fragment_list_them(ada: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    lost_parcel(desk, reply="On {date}.")
    for headers in ({}, HTMX):
        page = text_of(ada.get(address(conversation), headers=headers))
        assert "Lost parcel" in page
        assert "<mark>{date}</mark>" in page
        assert "to fill in: {date}" in page


def test_a_reply_lands_in_the_composer_before_what_was_typed(ada: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    macro = lost_parcel(desk, reply="{salutation}\n\nWe look.")
    typed = {"text": "My own words.", "kind": "reply"}
    page = text_of(ada.post(address(conversation, macro), typed, headers=HTMX))
    assert "Hi Grace,\n\nWe look.\n\nMy own words.</textarea>" in page
    assert "Used “Lost parcel”." in page
    used = MacroUse.objects.get()
    back = f"/conversations/{conversation.pk}/macro-uses/{used.pk}/undoing/"
    typed["text"] = used.words_after
    page = text_of(ada.post(back, typed, headers=HTMX))
    assert ">My own words.</textarea>" in page
    assert "Undone." in page
    assert now(conversation).priority == "normal"


def test_words_that_were_changed_are_left_alone_by_undoing(ada: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    ada.post(address(conversation, lost_parcel(desk, reply="We look.")), headers=HTMX)
    back = f"/conversations/{conversation.pk}/macro-uses/{MacroUse.objects.get().pk}/undoing/"
    typed = {"text": "We look, and more.", "kind": "reply"}
    assert ">We look, and more.</textarea>" in text_of(ada.post(back, typed, headers=HTMX))


def test_what_is_refused_is_said_on_the_page(ada: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    macro = Macro.objects.create(name="Calm", priority="normal")
    answer = ada.post(address(conversation, macro), headers=HTMX)
    assert answer.status_code == 422
    assert "everything is so already" in text_of(answer)


def test_who_no_longer_sees_it_is_back_at_the_list(ada: Client, desk: Desk) -> None:
    conversation, night = canary_in(desk), Team.objects.create(name="Night")
    macro = Macro.objects.create(name="Pass on", new_team=night)
    answer = ada.post(address(conversation, macro), headers=HTMX)
    assert answer.headers["HX-Redirect"] == "/inbox/open/"
    assert now(conversation).team == night


def test_nobody_undoes_what_somebody_else_did(ada: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    used = use(macro=lost_parcel(desk), conversation=conversation, agent=desk.bo).use
    back = f"/conversations/{conversation.pk}/macro-uses/{used.pk}/undoing/"
    assert ada.post(back).status_code == 404


def test_the_timeline_tells_who_used_which(ada: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    use(macro=lost_parcel(desk), conversation=conversation, agent=desk.ada)
    page = text_of(ada.get(f"/inbox/snoozed/?conversation={conversation.pk}"))
    assert "Ada used the macro “Lost parcel”" in page


def test_a_stranger_finds_no_macro(eve: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    macro = lost_parcel(desk)
    assert_hidden(eve, address(conversation))
    assert_hidden(eve, address(conversation, macro), post=True)
    assert_hidden(eve, f"/settings/macros/{macro.pk}/")
    used = use(macro=macro, conversation=conversation, agent=desk.ada).use
    assert_hidden(eve, f"/conversations/{conversation.pk}/macro-uses/{used.pk}/undoing/", post=True)


def test_the_palette_offers_them_where_one_is(ada: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    lost_parcel(desk)
    here = {"Referer": f"http://testserver/inbox/open/?conversation={conversation.pk}", **HTMX}
    asked = "/search/palette/?q=lost"
    assert "data-macro=" in text_of(ada.get(asked, headers=here))
    assert "data-macro=" not in text_of(ada.get(asked, headers=HTMX))
