"""Light agents read along and write notes; customers never hear from them."""

import pytest
from django.test import Client

from tillit.conversations.colleagues import may_answer
from tillit.conversations.models import Conversation, Message, MessageKind, Status
from tillit.people.models import Agent, Role
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, agent, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


@pytest.fixture
def mia(desk: Desk) -> Agent:
    found = agent("Mia", Role.LIGHT)
    desk.team.members.add(found)
    return found


@pytest.fixture
def browser(mia: Agent) -> Client:
    client = browser_of(mia)
    return client


@pytest.fixture
def conversation(desk: Desk) -> Conversation:
    return writes(GRACE, desk.inbox, at=MONDAY_TEN)


def page_of(browser: Client, conversation: Conversation) -> str:
    address = f"/inbox/open/?conversation={conversation.pk}"
    return browser.get(address).content.decode()


def test_the_page_offers_a_note_and_nothing_else(
    browser: Client, conversation: Conversation
) -> None:
    page = page_of(browser, conversation)
    assert GRACE.words in page
    assert 'value="note" checked' in page
    for missing in ('value="reply"', "/resolution/", "/assignment/", "/forwarding/", "later-menu"):
        assert missing not in page, missing


def test_a_note_is_written_and_a_reply_refused(browser: Client, conversation: Conversation) -> None:
    address = f"/conversations/{conversation.pk}/messages/"
    assert browser.post(address, {"kind": "reply", "text": "Hello"}).status_code == 404
    assert not Message.objects.exclude(kind=MessageKind.INCOMING).filter(automatic=False).exists()
    assert browser.post(address, {"kind": "note", "text": "Ask Bo"}).status_code == 302
    assert Message.objects.get(kind=MessageKind.NOTE).text == "Ask Bo"


@pytest.mark.parametrize("act", ["assignment", "resolution", "reopening"])
def test_sorting_only_where_the_team_allows_it(
    browser: Client, desk: Desk, conversation: Conversation, act: str
) -> None:
    address = f"/conversations/{conversation.pk}/{act}/"
    assert browser.post(address).status_code == 404
    desk.team.light_agents_sort = True
    desk.team.save()
    assert browser.post(address).status_code == 302
    assert "/resolution/" in page_of(browser, conversation) or act == "resolution"


def test_nobody_gives_them_a_conversation(
    desk: Desk, mia: Agent, conversation: Conversation
) -> None:
    ada = browser_of(desk.ada)
    assert "Mia" not in page_of(ada, conversation)
    address = f"/conversations/{conversation.pk}/assignment/"
    assert ada.post(address, {"agent": mia.pk}).status_code == 404
    conversation.refresh_from_db()
    assert conversation.assignee is None


def test_their_reading_leaves_it_unread_for_the_others(
    browser: Client, conversation: Conversation
) -> None:
    assert browser.post(f"/conversations/{conversation.pk}/reading/").status_code == 204
    conversation.refresh_from_db()
    assert (conversation.unread, conversation.status) == (True, Status.NEW)


def test_their_mails_never_go_to_customers(
    desk: Desk, mia: Agent, conversation: Conversation
) -> None:
    assert not may_answer(mia, conversation)
    assert may_answer(desk.ada, conversation)


def test_elsewhere_they_find_nothing(desk: Desk, conversation: Conversation) -> None:
    eve = Client()
    Agent.objects.filter(pk=desk.eve.pk).update(role=Role.LIGHT)
    eve.force_login(desk.eve)
    assert eve.get(f"/inbox/open/?conversation={conversation.pk}").status_code == 404
    address = f"/conversations/{conversation.pk}/messages/"
    assert eve.post(address, {"kind": "note", "text": "x"}).status_code == 404
