"""Posting who has a conversation."""

import pytest
from django.test import Client

from tillit.conversations.models import Conversation
from tillit.conversations.tests.browsing import HTMX, assert_hidden, canary_in, text_of
from tillit.people.models import Agent
from tillit.testing.cast import GRACE, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def address_of(conversation: Conversation, view: str = "mine") -> str:
    """Where it is posted to, from a view."""
    return f"/conversations/{conversation.pk}/assignment/?view={view}"


def test_a_colleague_gets_it(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answer = ada.post(address_of(conversation), {"agent": desk.bo.pk})
    assert answer.headers["Location"] == f"/inbox/mine/?conversation={conversation.pk}"
    assert Conversation.objects.get().assignee == desk.bo


def test_htmx_gets_the_thread_as_it_is_now(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    answer = ada.post(address_of(conversation), {"agent": desk.bo.pk}, headers=HTMX)
    assert answer.status_code == 200
    assert "Assigned to Bo, change" in text_of(answer)
    assert "<html" not in text_of(answer)


def test_nobody_gets_it(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    ada.post(address_of(conversation), {"agent": desk.ada.pk})
    ada.post(address_of(conversation), {"agent": ""})
    assert Conversation.objects.get().assignee is None


def test_a_view_that_does_not_exist_leads_to_all_open(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    for view in ("//evil.example", "everything", ""):
        answer = ada.post(address_of(conversation, view), {"agent": desk.bo.pk})
        assert answer.headers["Location"] == f"/inbox/open/?conversation={conversation.pk}"


@pytest.mark.parametrize("chosen", ["999999", "-1", "x", "9" * 30, "9" * 5000, "1 OR 1=1"])
def test_an_agent_who_does_not_exist_does_not_get_it(ada: Client, desk: Desk, chosen: str) -> None:
    conversation = writes(GRACE, desk.inbox)
    assert ada.post(address_of(conversation), {"agent": chosen}).status_code == 404
    assert Conversation.objects.get().assignee is None


def test_who_could_not_see_it_does_not_get_it(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    assert ada.post(address_of(conversation), {"agent": desk.eve.pk}).status_code == 404
    assert Conversation.objects.get().assignee is None


def test_who_has_left_does_not_get_it(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    Agent.objects.filter(pk=desk.bo.pk).update(is_active=False)
    assert ada.post(address_of(conversation), {"agent": desk.bo.pk}).status_code == 404


def test_a_stranger_changes_nothing(eve: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    assert_hidden(eve, address_of(conversation), post=True)
    assert eve.post(address_of(conversation), {"agent": desk.eve.pk}).status_code == 404
    assert Conversation.objects.get().assignee is None


def test_only_posting_changes_something(ada: Client, desk: Desk) -> None:
    assert ada.get(address_of(writes(GRACE, desk.inbox))).status_code == 405
