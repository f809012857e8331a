"""The inbox: the whole page, its parts for htmx, and what strangers get."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tillit.conversations.standing import VIEWS
from tillit.conversations.tests.browsing import CANARY, HTMX, assert_hidden, canary_in, text_of
from tillit.testing.cast import DAAN, GRACE, NORA, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def test_home_leads_to_what_waits_for_everybody(ada: Client) -> None:
    assert ada.get("/").headers["Location"] == "/inbox/open/"


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_is_a_whole_page(ada: Client, desk: Desk, view: str) -> None:
    canary_in(desk)
    page = text_of(ada.get(f"/inbox/{view}/"))
    assert page.startswith("<!doctype html>")
    assert str(VIEWS[view].title) in page
    assert (CANARY in page) == (view in ("open", "unassigned", "unanswered"))


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_view_says_so(ada: Client, view: str) -> None:
    assert str(VIEWS[view].empty_title) in text_of(ada.get(f"/inbox/{view}/"))


def test_a_page_with_a_conversation_shows_list_and_thread(ada: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    writes(NORA, desk.inbox, subject="Kvernen")
    page = text_of(ada.get(f"/inbox/open/?conversation={conversation.pk}"))
    assert "Kvernen" in page
    assert f"Words {CANARY}" in page
    assert f'id="row-{conversation.pk}"' in page
    assert 'id="composer"' in page


def test_htmx_gets_the_thread_alone(ada: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    answer = ada.get(f"/inbox/open/?conversation={conversation.pk}", headers=HTMX)
    assert f"Words {CANARY}" in text_of(answer)
    assert "<html" not in text_of(answer)
    assert f'id="row-{conversation.pk}"' not in text_of(answer)
    assert f"<title>Subject {CANARY}" in text_of(answer)


def test_going_back_gets_the_whole_page(ada: Client, desk: Desk) -> None:
    headers = {**HTMX, "HX-History-Restore-Request": "true"}
    answer = ada.get(f"/inbox/open/?conversation={canary_in(desk).pk}", headers=headers)
    assert text_of(answer).startswith("<!doctype html>")


def test_no_cache_mixes_up_page_and_fragment(ada: Client, desk: Desk) -> None:
    address = f"/inbox/open/?conversation={canary_in(desk).pk}"
    for headers in ({}, HTMX):
        assert "HX-Request" in ada.get(address, headers=headers).headers["Vary"]


def test_what_has_not_changed_is_not_sent_again(ada: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    conversation.refresh_from_db()
    address = f"/inbox/open/?conversation={conversation.pk}&version="
    same = ada.get(f"{address}{conversation.version}", headers=HTMX)
    assert (same.status_code, same.content) == (204, b"")
    older = ada.get(f"{address}{conversation.version - 1}", headers=HTMX)
    assert f"Words {CANARY}" in text_of(older)


def test_the_page_asks_with_the_version_it_shows(ada: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    conversation.refresh_from_db()
    page = text_of(ada.get(f"/inbox/open/?conversation={conversation.pk}"))
    live = f"/inbox/open/?conversation={conversation.pk}&amp;version={conversation.version}"
    assert f'hx-get="{live}"' in page


def test_the_live_list_brings_rows_count_and_sidebar(ada: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    writes(DAAN, desk.inbox)
    address = f"/inbox/open/?live=1&conversation={conversation.pk}"
    answer = text_of(ada.get(address, headers=HTMX))
    assert CANARY in answer
    assert f'id="row-{conversation.pk}"' in answer
    assert "data-ui-current" in answer
    assert 'hx-target="#list-count"' in answer
    assert 'hx-target="#nav-groups"' in answer
    assert f"Words {CANARY}" in answer  # as the preview of the row
    assert 'id="composer"' not in answer


def test_the_next_page_brings_rows_alone(
    ada: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tillit.conversations.listing.PAGE", 2)
    for number in range(3):
        writes(GRACE, desk.inbox, subject=f"Matter {number}")
    first = text_of(ada.get("/inbox/open/"))
    next_url = first.partition('class="row-more" hx-get="')[2].partition('"')[0]
    assert next_url.startswith("/inbox/open/?after=")
    rest = text_of(ada.get(next_url.replace("&amp;", "&"), headers=HTMX))
    assert "Matter 0" in rest
    assert "Matter 2" not in rest
    assert "row-more" not in rest
    assert "<html" not in rest


def test_a_view_that_does_not_exist_is_not_found(ada: Client) -> None:
    assert ada.get("/inbox/everything/").status_code == 404


@pytest.mark.parametrize("number", ["999999", "-1", "1.5", "x", "9" * 18, "9" * 30, "٣٣٣", "1\x00"])
def test_a_number_that_nobody_has_is_not_found(ada: Client, desk: Desk, number: str) -> None:
    for headers in ({}, HTMX):
        answer = ada.get("/inbox/open/", {"conversation": number}, headers=headers)
        assert answer.status_code == 404


@pytest.mark.parametrize("after", ["x", "1-", "9e99-1", "1-999999999999999999999999", "nan-3"])
def test_a_place_that_nobody_wrote_is_no_error(ada: Client, desk: Desk, after: str) -> None:
    canary_in(desk)
    for headers in ({}, HTMX):
        assert ada.get("/inbox/open/", {"after": after}, headers=headers).status_code == 200


def test_a_stranger_finds_neither_the_conversation_nor_its_row(eve: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    for view in VIEWS:
        assert_hidden(eve, f"/inbox/{view}/?conversation={conversation.pk}")
        assert_hidden(eve, f"/inbox/{view}/?conversation={conversation.pk}&version=1")
        assert CANARY not in text_of(eve.get(f"/inbox/{view}/"))
        live = f"/inbox/{view}/?live=1&conversation={conversation.pk}"
        assert CANARY not in text_of(eve.get(live, headers=HTMX))
        assert CANARY not in text_of(eve.get(f"/inbox/{view}/?after=9999999999-1", headers=HTMX))


def test_a_stranger_cannot_tell_what_exists_from_what_does_not(eve: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    there = eve.get(f"/inbox/open/?conversation={conversation.pk}")
    nowhere = eve.get("/inbox/open/?conversation=999999")
    assert there.content == nowhere.content


def test_the_list_costs_the_same_for_one_and_for_thirty(ada: Client, desk: Desk) -> None:
    ada.get("/inbox/open/")  # what is looked up once is known now
    used = []
    for more in (1, 29):
        for _ in range(more):
            writes(GRACE, desk.inbox)
        with CaptureQueriesContext(connection) as queries:
            ada.get("/inbox/open/")
        used.append(len(queries))
    assert used[0] == used[1]
