"""The sidebar: each view with its number, and held mail only when there is some."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tillit import clock
from tillit.conversations import actions
from tillit.conversations.models import Conversation, Inbox
from tillit.conversations.parcels import hold, keep
from tillit.conversations.standing import VIEWS
from tillit.conversations.tests.browsing import HTMX, text_of
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, NORA, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

ITEM = re.compile(r'<a class="nav-item" href="([^"]+)".*?</a>', re.DOTALL)
COUNT = re.compile(r'<span class="nav-count[^"]*">(\d+)</span>')


def counts_on(page: str) -> dict[str, int]:
    """The numbers in the sidebar by the addresses that they stand beside."""
    found = {}
    for item in ITEM.finditer(page):
        count = COUNT.search(item.group())
        if count:
            found[item.group(1)] = int(count.group(1))
    return found


def numbers(mine: int, unassigned: int, at_risk: int, opened: int, resolved: int) -> dict[str, int]:
    """What the sidebar should say where nobody is answered; nothing stands in the other views."""
    others = {f"/inbox/{key}/": 0 for key in VIEWS}
    return {
        **others,
        "/inbox/mine/": mine,
        "/inbox/unassigned/": unassigned,
        "/inbox/unanswered/": opened,
        "/inbox/at-risk/": at_risk,
        "/inbox/open/": opened,
        "/inbox/resolved/": resolved,
    }


def test_each_view_shows_how_many_there_are(ada: Client, eve: Client, desk: Desk) -> None:
    by = Actor.agent(desk.ada)
    writes(GRACE, desk.inbox)
    actions.assign(conversation=writes(NORA, desk.inbox), to=desk.ada, by=by)
    actions.resolve(conversation=writes(NORA, desk.inbox), by=by)
    assert counts_on(text_of(ada.get("/inbox/open/"))) == numbers(1, 1, 0, 2, 1)
    assert counts_on(text_of(eve.get("/inbox/open/"))) == numbers(0, 0, 0, 0, 0)


def test_the_live_sidebar_shows_the_same(ada: Client, desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    live = text_of(ada.get("/inbox/mine/?live=1", headers=HTMX))
    assert counts_on(live) == numbers(0, 1, 0, 1, 0)


def test_what_is_at_risk_is_counted_when_its_time_comes(ada: Client, desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    warn_at = Conversation.objects.get().warn_at
    assert warn_at is not None
    with clock.moved_to(warn_at + timedelta(seconds=1)):
        assert counts_on(text_of(ada.get("/inbox/open/")))["/inbox/at-risk/"] == 1


def test_the_number_above_the_list_is_that_of_the_sidebar(ada: Client, desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    page = text_of(ada.get("/inbox/unassigned/"))
    assert 'id="list-count">1</span>' in page


def test_the_view_one_is_in_is_marked(ada: Client) -> None:
    page = text_of(ada.get("/inbox/mine/"))
    current = [item.group(1) for item in ITEM.finditer(page) if "aria-current" in item.group()]
    assert current == ["/inbox/mine/"]


def test_held_mail_appears_for_those_who_may_see_it(
    ada: Client, eve: Client, desk: Desk, night: Inbox
) -> None:
    assert 'href="/held/"' not in text_of(ada.get("/inbox/open/"))
    hold(keep(inbox=desk.inbox, key="a", raw=b"nonsense"), cause="no head")
    assert counts_on(text_of(ada.get("/inbox/open/")))["/held/"] == 1
    assert 'href="/held/"' not in text_of(eve.get("/inbox/open/"))


def test_a_page_listens_to_the_own_teams_only(
    ada: Client, eve: Client, desk: Desk, night: Inbox
) -> None:
    page = text_of(ada.get("/inbox/open/"))
    assert f"topic=team.{desk.team.pk}&amp;topic=agent.{desk.ada.pk}" in page
    assert f"team.{desk.team.pk}&" not in text_of(eve.get("/inbox/open/"))
