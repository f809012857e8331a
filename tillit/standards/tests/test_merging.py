"""Merging, undoing it, splitting, linking: in both conversations, and for nobody else."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tillit import clock
from tillit.conversations import merging, splitting, ties
from tillit.conversations.case_events import (
    ConversationAbsorbed,
    ConversationLinked,
    ConversationMerged,
    ConversationSplitOff,
    ParentChanged,
)
from tillit.conversations.composing import drafts
from tillit.conversations.models import Conversation, Inbox, KeptDraft, Link, Merge, Shelf
from tillit.conversations.properties import NotThat
from tillit.conversations.tests.browsing import HTMX, text_of
from tillit.people.actor import Actor
from tillit.standards.models import Cause, Promise, PromiseState
from tillit.testing.cast import DAAN, GRACE, MONDAY_TEN, Desk, writes
from tillit.testing.journal import assert_emits
from tillit.testing.steps import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

LATER = MONDAY_TEN + timedelta(minutes=30)


@pytest.fixture
def source(desk: Desk) -> Conversation:
    """What Grace wrote first."""
    return writes(GRACE, desk.inbox, message_id="<source@x>", subject="Cracked lid")


@pytest.fixture
def target(desk: Desk, source: Conversation) -> Conversation:
    """What Daan wrote half an hour later about the same."""
    return writes(DAAN, desk.inbox, at=LATER, message_id="<target@x>", subject="The same lid")


def merge(desk: Desk, source: Conversation, target: Conversation) -> Merge:
    """Ada merges them an hour after the first."""
    with clock.moved_to(MONDAY_TEN + timedelta(hours=1)):
        return merging.merge(source=source, into=target, by=Actor.agent(desk.ada))


def ties_of(conversation: Conversation) -> str:
    """Where ties are posted to."""
    return f"/conversations/{conversation.pk}/ties/?view=open"


def test_messages_move_and_the_timeline_tells_both(
    ada: Client, desk: Desk, source: Conversation, target: Conversation
) -> None:
    with assert_emits(ConversationMerged, ConversationAbsorbed):
        answer = ada.post(
            ties_of(source), {"kind": "merge", "other": f"#{target.pk}"}, headers=HTMX
        )
    shown = text_of(answer)
    assert GRACE.words in shown
    assert DAAN.words in shown
    assert f"Ada merged #{source.pk} into this conversation" in shown
    assert answer.headers["HX-Push-Url"].endswith(f"={target.pk}")
    assert Conversation.objects.get(pk=source.pk).shelf == Shelf.MERGED
    assert "This went into" in text_of(ada.get(f"/inbox/open/?conversation={source.pk}"))


def test_the_oldest_wait_is_inherited_and_counts_once(
    desk: Desk, source: Conversation, target: Conversation
) -> None:
    merge(desk, source, target)
    ended = Promise.objects.filter(state=PromiseState.CANCELLED, cause=Cause.MOVED)
    heir = Promise.objects.unsettled().get()
    assert ended.count() == 2
    assert (heir.conversation_id, heir.started_at) == (target.pk, MONDAY_TEN)
    assert Conversation.objects.get(pk=target.pk).next_due_at == heir.due_at


def test_what_is_answered_meanwhile_stays_answered(
    desk: Desk, source: Conversation, target: Conversation
) -> None:
    done = merge(desk, source, target)
    answers(desk.ada, target, at=MONDAY_TEN + timedelta(hours=2))
    merging.unmerge(merge=done, by=Actor.agent(desk.ada))
    assert not Promise.objects.unsettled().exists()
    assert Promise.objects.filter(state=PromiseState.KEPT).get().conversation_id == target.pk


def test_an_answer_to_the_merged_one_lands_in_the_target(
    desk: Desk, source: Conversation, target: Conversation
) -> None:
    merge(desk, source, target)
    after = MONDAY_TEN + timedelta(hours=3)
    said = writes(GRACE, desk.inbox, at=after, answers="<source@x>", message_id="<again@x>")
    assert said.pk == target.pk


def test_a_chain_is_found_to_its_end_and_no_circle_is_made(
    desk: Desk, source: Conversation, target: Conversation
) -> None:
    third = writes(DAAN, desk.inbox, at=LATER, subject="Third")
    merge(desk, source, target)
    merge(desk, target, third)
    assert merging.root_of(Conversation.objects.get(pk=source.pk)).pk == third.pk
    with pytest.raises(NotThat):
        merge(desk, third, source)
    with pytest.raises(NotThat):
        merge(desk, third, third)


def test_a_stale_page_of_the_merged_one_keeps_what_was_typed(
    ada: Client, desk: Desk, source: Conversation, target: Conversation
) -> None:
    merge(desk, source, target)
    answer = ada.post(
        f"/conversations/{source.pk}/messages/", {"kind": "reply", "text": "Half"}, headers=HTMX
    )
    assert answer.status_code == 422
    assert "Half" in text_of(answer)
    assert ada.post(f"/conversations/{source.pk}/resolution/").status_code == 404


@pytest.mark.parametrize("kind", ["merge", "link", "parent"])
def test_a_foreign_number_is_not_found(
    ada: Client, desk: Desk, night: Inbox, source: Conversation, kind: str
) -> None:
    foreign = writes(DAAN, night, subject="canary-77")
    for number in (foreign.pk, 987654):
        answer = ada.post(ties_of(source), {"kind": kind, "other": number}, headers=HTMX)
        assert answer.status_code == 404
        assert "canary-77" not in text_of(answer)
    assert not Merge.objects.exists()
    assert not Link.objects.exists()


def test_a_merge_is_undone_only_by_who_sees_both(
    eve: Client, ada: Client, desk: Desk, source: Conversation, target: Conversation
) -> None:
    said = {"kind": "unmerge", "merge": merge(desk, source, target).pk}
    assert eve.post(ties_of(target), said).status_code == 404
    assert ada.post(ties_of(target), said, headers=HTMX).status_code == 200
    assert Conversation.objects.get(pk=source.pk).shelf == Shelf.OPEN


def test_links_are_told_on_both_sides_and_undone(
    ada: Client, desk: Desk, source: Conversation, target: Conversation
) -> None:
    with assert_emits(ConversationLinked, ConversationLinked):
        ada.post(ties_of(source), {"kind": "link", "other": target.pk})
    assert f"linked it to #{source.pk}" in text_of(
        ada.get(f"/inbox/open/?conversation={target.pk}")
    )
    ada.post(ties_of(target), {"kind": "unlink", "other": source.pk})
    assert not Link.objects.exists()


def test_parts_make_no_circle(
    ada: Client, desk: Desk, source: Conversation, target: Conversation
) -> None:
    with assert_emits(ParentChanged):
        ada.post(ties_of(source), {"kind": "parent", "other": target.pk})
    with pytest.raises(NotThat):
        ties.set_parent(conversation=target, parent=source, by=Actor.agent(desk.ada))
    ada.post(ties_of(target), {"kind": "apart", "other": source.pk})
    assert Conversation.objects.get(pk=source.pk).parent_id is None


@pytest.mark.parametrize(("onwards", "left"), [(False, 2), (True, 1)])
def test_messages_are_split_off(
    ada: Client, desk: Desk, source: Conversation, onwards: bool, left: int
) -> None:
    writes(GRACE, desk.inbox, at=LATER, answers="<source@x>", message_id="<two@x>", text="Two")
    third = LATER + timedelta(minutes=5)
    writes(GRACE, desk.inbox, at=third, answers="<source@x>", message_id="<three@x>", text="Three")
    middle = source.messages.get(text="Two")
    with clock.moved_to(LATER + timedelta(hours=1)), assert_emits(ConversationSplitOff):
        ada.post(
            f"/conversations/{source.pk}/messages/{middle.pk}/split/",
            {"onwards": "1" if onwards else ""},
        )
    new = Conversation.objects.exclude(pk=source.pk).get()
    assert source.messages.filter(automatic=False).count() == left
    assert new.messages.count() == 3 - left
    assert [one.started_at for one in new.promises.all()] == [LATER]
    assert source.promises.unsettled().count() == 1


def test_the_only_message_and_a_stranger_split_nothing(
    ada: Client, eve: Client, desk: Desk, source: Conversation
) -> None:
    only = source.messages.get(automatic=False)
    address = f"/conversations/{source.pk}/messages/{only.pk}/split/"
    assert ada.post(address, headers=HTMX).status_code == 422
    assert eve.post(address).status_code == 404
    with pytest.raises(NotThat):
        splitting.split(message=only, onwards=True, by=Actor.agent(desk.ada))


def test_each_of_the_two_says_once_what_became_of_it(
    ada: Client, desk: Desk, source: Conversation, target: Conversation
) -> None:
    merge(desk, target, source)
    there = text_of(ada.get(f"/inbox/open/?conversation={source.pk}"))
    assert f"merged #{target.pk} into this conversation" in there
    assert f"merged it into #{source.pk}" not in there
    assert "another conversation has it now" not in there
    left = text_of(ada.get(f"/inbox/open/?conversation={target.pk}"))
    assert f"merged it into #{source.pk}" in left
    assert "another conversation has it now" in left
    assert "No promise is running" not in left


def test_half_an_answer_goes_on_where_it_can_be_sent(
    ada: Client, desk: Desk, source: Conversation, target: Conversation
) -> None:
    drafts.keep(source, desk.ada, text="Dear Grace, the lid", note=False)
    drafts.keep(source, desk.bo, text="What stays", note=True)
    drafts.keep(target, desk.bo, text="What Bo began there", note=True)
    page = text_of(ada.post(ties_of(source), {"kind": "merge", "other": target.pk}, headers=HTMX))
    assert "Dear Grace, the lid" in page
    texts = {
        (one.conversation_id, one.agent.name): one.text for one in KeptDraft.objects.iterator()
    }
    assert texts[source.pk, desk.bo.name] == "What stays"
    assert texts[target.pk, desk.bo.name] == "What Bo began there"


def test_undo_leads_back_to_where_one_was(
    ada: Client, desk: Desk, source: Conversation, target: Conversation
) -> None:
    merged = ada.post(ties_of(source), {"kind": "merge", "other": target.pk}, headers=HTMX)
    assert merged.headers["HX-Push-Url"] == f"/inbox/open/?conversation={target.pk}"
    undo = re.search(r'class="toast".*?action="([^"]+)"', text_of(merged), re.DOTALL)
    assert undo
    back = ada.post(undo[1].replace("&amp;", "&"), headers=HTMX)
    assert back.headers["HX-Push-Url"] == f"/inbox/open/?conversation={source.pk}"
    assert back.headers["HX-Retarget"] == "#thread"
    assert "Cracked lid" in text_of(back)
