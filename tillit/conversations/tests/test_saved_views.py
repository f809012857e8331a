"""Saved views: put together, shared, opened, counted; nobody opens somebody else's."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tillit.conversations.models import Inbox, KeptDraft, SavedView, Sharing, in_sidebar_of
from tillit.conversations.tests.browsing import CANARY, HTMX, assert_hidden, canary_in, text_of
from tillit.conversations.viewing import sieve as sieving
from tillit.conversations.viewing.conditions import NoConditions, read
from tillit.conversations.viewing.saved_views import put_away, save
from tillit.people.models import Agent, Role
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, MONDAY_TEN, NORA, Desk, agent, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

OPEN: dict[str, Any] = {
    "mode": "all",
    "items": [{"field": "status", "operator": "is", "value": "unresolved"}],
}


def view_of(owner: Agent, shared: str = "nobody", said: dict[str, Any] = OPEN) -> SavedView:
    """A view of somebody."""
    return save(SavedView(name=f"Broken {CANARY}", owner=owner), read(said), shared=shared)


def filled(**more: Any) -> dict[str, Any]:
    """A form as it is filled in."""
    return {
        "name": "High",
        "sorting": "newest",
        "shared": "nobody",
        "mode": "all",
        "field": ["priority"],
        "operator": ["is"],
        "value": ["high"],
        "group": ["0"],
        "was": ["priority"],
        **more,
    }


def test_a_view_is_put_together_and_opened(ada: Client, desk: Desk) -> None:
    canary_in(desk)
    answer = ada.post("/views/new/", filled(value=["normal"]))
    view = SavedView.objects.get()
    assert answer.headers["Location"] == f"/inbox/saved-{view.pk}/"
    page = text_of(ada.get(f"/inbox/saved-{view.pk}/"))
    assert f"Subject {CANARY}" in page
    assert 'id="list-count">1</span>' in page
    ada.post(f"/views/{view.pk}/", filled())
    assert CANARY not in text_of(ada.get(f"/inbox/saved-{view.pk}/"))


def test_its_thread_its_live_list_and_what_is_done_stay_in_the_view(
    ada: Client, desk: Desk
) -> None:
    conversation, view = canary_in(desk), view_of(desk.ada)
    here = f"/inbox/saved-{view.pk}/"
    page = text_of(ada.get(f"{here}?conversation={conversation.pk}"))
    assert f"/conversations/{conversation.pk}/resolution/?view=saved-{view.pk}" in page
    live = text_of(ada.get(f"{here}?live=1", headers=HTMX))
    assert f"Subject {CANARY}" in live
    done = ada.post(f"/conversations/{conversation.pk}/resolution/?view=saved-{view.pk}")
    assert done.headers["Location"] == f"{here}?conversation={conversation.pk}"


def test_somebody_elses_view_is_not_found(ada: Client, desk: Desk) -> None:
    view = view_of(desk.bo)
    for address in (f"/inbox/saved-{view.pk}/", f"/views/{view.pk}/"):
        assert_hidden(ada, address)
    assert_hidden(ada, f"/views/{view.pk}/", post=True)
    assert_hidden(ada, f"/views/{view.pk}/putting-away/", post=True)
    assert CANARY not in text_of(ada.get("/inbox/open/"))
    answer = ada.post(f"/conversations/{canary_in(desk).pk}/reopening/?view=saved-{view.pk}")
    assert answer.headers["Location"].startswith("/inbox/open/")


def test_a_shared_view_shows_everybody_their_own_only(
    ada: Client, eve: Client, desk: Desk, night: Inbox
) -> None:
    canary_in(desk)
    root = agent("Root", Role.ADMINISTRATOR)
    view = view_of(root, shared="all")
    here = f"/inbox/saved-{view.pk}/"
    assert f"Subject {CANARY}" in text_of(ada.get(here))
    assert f"Subject {CANARY}" not in text_of(eve.get(here))
    writes(NORA, night)
    assert 'id="list-count">1</span>' in text_of(eve.get(here))
    assert 'id="list-count">2</span>' in text_of(browser_of(root).get(here))


def test_a_teams_view_is_found_by_the_team(ada: Client, eve: Client, desk: Desk) -> None:
    view = view_of(desk.liv, shared=f"team-{desk.team.pk}")
    assert ada.get(f"/inbox/saved-{view.pk}/").status_code == 200
    assert_hidden(eve, f"/inbox/saved-{view.pk}/")
    assert_hidden(ada, f"/views/{view.pk}/")
    assert browser_of(desk.liv).get(f"/views/{view.pk}/").status_code == 200


def test_who_may_not_share_is_not_offered_it(ada: Client, desk: Desk) -> None:
    for shared in ("all", f"team-{desk.team.pk}", "team-999", "x"):
        assert ada.post("/views/new/", filled(shared=shared)).status_code == 422
    liv = browser_of(desk.liv)
    assert liv.post("/views/new/", filled(shared="all")).status_code == 422
    assert liv.post("/views/new/", filled(shared=f"team-{desk.team.pk}")).status_code == 302
    assert SavedView.objects.get().sharing == Sharing.TEAM


def test_the_sidebar_counts_it(ada: Client, desk: Desk) -> None:
    view = view_of(desk.ada)
    writes(GRACE, desk.inbox)
    page = text_of(ada.get("/inbox/mine/"))
    item = page.partition(f'href="/inbox/saved-{view.pk}/"')[2].partition("</a>")[0]
    assert '<span class="nav-count">1</span>' in item


def test_large_numbers_and_bounds_are_told(
    ada: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sieving, "COUNTED", 2)
    for _ in range(4):
        writes(GRACE, desk.inbox)
    view = view_of(desk.ada)
    assert 'id="list-count">2+</span>' in text_of(ada.get(f"/inbox/saved-{view.pk}/"))
    urgent = {"field": "priority", "operator": "is", "value": "normal"}
    sifted = view_of(desk.ada, said={"mode": "all", "items": [urgent]})
    assert "Among the newest" not in text_of(ada.get(f"/inbox/saved-{sifted.pk}/"))
    monkeypatch.setattr(sieving, "CANDIDATES", 3)
    assert "Among the newest" in text_of(ada.get(f"/inbox/saved-{sifted.pk}/"))


def test_deleting_can_be_undone(ada: Client, desk: Desk) -> None:
    view = view_of(desk.ada)
    told = text_of(ada.post(f"/views/{view.pk}/putting-away/", follow=True))
    assert f"/views/{view.pk}/putting-away/?again=1" in told
    assert_hidden(ada, f"/inbox/saved-{view.pk}/")
    ada.post(f"/views/{view.pk}/putting-away/?again=1")
    assert ada.get(f"/inbox/saved-{view.pk}/").status_code == 200


def test_lines_are_added_and_removed_without_script(ada: Client) -> None:
    more = text_of(ada.post("/views/new/", filled(change="add-0")))
    assert more.count('name="field"') == 2
    assert 'value="High"' in more
    grouped = text_of(ada.post("/views/new/", filled(change="group")))
    assert grouped.count('name="mode"') == 2
    assert 'name="field"' not in text_of(ada.post("/views/new/", filled(change="remove-0")))
    assert not SavedView.objects.exists()


def test_lines_are_added_with_script_and_the_number_is_told(ada: Client, desk: Desk) -> None:
    canary_in(desk)
    said = filled(value=["normal"])
    part = text_of(ada.post("/views/conditions/", said, headers=HTMX))
    assert "Shows 1 conversation now." in part
    more = text_of(ada.post("/views/conditions/?change=add-0", said, headers=HTMX))
    assert more.count('name="field"') == 2
    other = text_of(ada.post("/views/conditions/", filled(field=["team"]), headers=HTMX))
    assert f'value="{desk.team.pk}" selected' in other
    assert "<html" not in part
    assert CANARY not in part


def test_what_is_missing_is_said_in_words(ada: Client) -> None:
    wrong = filled(field=["subject"], was=["subject"], operator=["contains"], value=[" "])
    answer = ada.post("/views/new/", wrong)
    assert answer.status_code == 422
    assert "Write the words to look for." in text_of(answer)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        {"mode": "some", "items": []},
        {"mode": "all", "items": [{"mode": "all", "items": [{"mode": "all", "items": []}]}]},
        {"mode": "all", "items": [{"field": "pk", "operator": "is", "value": "1"}]},
        {"mode": "all", "items": [{"field": "tag", "operator": "is", "value": "1 OR 1=1"}]},
        {"mode": "all", "items": [{"field": "tag", "operator": "is", "value": 1}]},
        {"mode": "all", "items": [{"field": "created", "operator": "after", "value": "x"}]},
        {"mode": "all", "items": [OPEN["items"][0]] * 21},
    ],
)
def test_what_nobody_can_ask_is_refused_and_shows_nothing(
    ada: Client, desk: Desk, said: Any
) -> None:
    with pytest.raises(NoConditions):
        read(said)
    canary_in(desk)
    view = view_of(desk.ada)
    SavedView.objects.update(conditions=said if said is not None else {})
    assert f"Subject {CANARY}" not in text_of(ada.get(f"/inbox/saved-{view.pk}/"))


def plan_of(view: SavedView, someone: Agent, sorting: str) -> str:
    """How the database reads a page and a number."""
    sieve = sieving.Sieve.of(read(view.conditions), sorting, someone)
    with CaptureQueriesContext(connection) as asked:
        sieve.page(None)
        sieve.count()
    told = []
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                told += [row[3] for row in cursor.fetchall()]
    return "\n".join(told)


@pytest.mark.sqlite_only
@pytest.mark.parametrize("sorting", ["newest", "oldest", "due", "created"])
@pytest.mark.parametrize(
    ("field", "value", "index"),
    [
        ("status", "unresolved", "conversation_shelf"),
        ("assignee", "me", "conversation_assignee"),
        ("assignee", "nobody", "conversation_assignee"),
        ("tag", "1", "conversation_shelf"),
        ("promise", "late", "conversation_warn"),
        ("subject", "x", "conversation_shelf"),
        ("vip", "yes", "conversation_shelf"),
    ],
)
def test_no_view_reads_all_conversations(
    desk: Desk, field: str, value: str, index: str, sorting: str
) -> None:
    said = {"field": field, "operator": "contains" if field == "subject" else "is", "value": value}
    open_ones = OPEN["items"][0]
    items = [said] if field == "status" else [open_ones, said]
    plan = plan_of(view_of(desk.ada, said={"mode": "all", "items": items}), desk.ada, sorting)
    assert f"INDEX {index} " in plan
    assert "SCAN c" not in plan
    assert "SCAN conversations_conversation" not in plan


def test_a_draft_is_marked_for_its_writer_at_no_cost(ada: Client, desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    ada.get("/inbox/open/")
    with CaptureQueriesContext(connection) as before:
        assert "row-draft" not in text_of(ada.get("/inbox/open/"))
    KeptDraft.objects.create(
        conversation=conversation, agent=desk.ada, text="I wonder", saved_at=MONDAY_TEN
    )
    with CaptureQueriesContext(connection) as after:
        assert "row-draft" in text_of(ada.get("/inbox/open/"))
    assert len(before) == len(after)
    assert "row-draft" not in text_of(browser_of(desk.bo).get("/inbox/open/"))
    assert "row-draft" in text_of(ada.get(f"/inbox/saved-{view_of(desk.ada).pk}/"))


def test_the_sidebar_asks_for_those_that_may_be_opened(desk: Desk) -> None:
    root = agent("Root", Role.ADMINISTRATOR)
    for owner, shared in [
        (desk.ada, "nobody"),
        (desk.bo, "nobody"),
        (desk.liv, f"team-{desk.team.pk}"),
        (root, "all"),
        (root, "all"),
    ]:
        view_of(owner, shared)
    put_away(SavedView.objects.order_by("pk").reverse()[0])
    found = {}
    for reader in (desk.ada, desk.bo, desk.liv, desk.eve, root):
        found[reader.name] = {one.pk for one in in_sidebar_of(reader)}
        may = SavedView.objects.in_use().visible_to(reader)
        assert found[reader.name] == set(may.values_list("pk", flat=True)), reader.name
    assert [len(found[name]) for name in ("Ada", "Bo", "Liv", "Eve")] == [3, 3, 2, 1]
