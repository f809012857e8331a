"""The page of searches, what the palette is offered, and what is remembered."""

import pytest
from django.test import Client

from tillit.conversations.models import RecentSearch
from tillit.conversations.spine import post
from tillit.conversations.tests.browsing import CANARY, HTMX, canary_in, text_of
from tillit.people.actor import Actor
from tillit.people.models import Identity
from tillit.people.profiles import describe
from tillit.search.rebuilding import catch_up
from tillit.testing.cast import GRACE, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

PLACES = ("/search/", "/search/palette/")
HOSTILE = [
    '"',
    "*",
    "NOT a",
    "a\x00b",
    "a" * 10_000,
    "🫖",
    "\u202eab",
    "' OR 1=1 --",
    "%",
]


def index() -> None:
    while catch_up():
        pass


def test_a_hit_is_highlighted_and_leads_to_the_conversation(ada: Client, desk: Desk) -> None:
    number = writes(GRACE, desk.inbox).pk
    index()
    page = text_of(ada.get("/search/", {"q": "kettles"}))
    assert f'href="/conversations/{number}/"' in page
    assert "my <mark>kettle</mark> is cracked" in page
    assert "hx-target" not in page.partition("<ol")[2].partition("</ol>")[0]


@pytest.mark.parametrize("words", ["K-4711", GRACE.email, "22 33 44 55", "+4722334455", "@grace"])
def test_who_is_named_exactly_is_recognised(
    ada: Client, eve: Client, desk: Desk, words: str
) -> None:
    grace, by = writes(GRACE, desk.inbox).contact, Actor.agent(desk.ada)
    describe(contact=grace, by=by, customer_number="K-4711")
    for kind, value in (("phone", "+4722334455"), ("handle", "@grace")):
        Identity.objects.create(contact=grace, kind=kind, value=value)
    assert f'href="/customers/{grace.pk}/"' in text_of(ada.get("/search/", {"q": words}))
    assert f"/customers/{grace.pk}/" not in text_of(eve.get("/search/", {"q": words}))


def test_what_customers_write_is_escaped(ada: Client, desk: Desk) -> None:
    evil = '<script>alert(1)</script> kettle "onmouseover=x'
    writes(GRACE, desk.inbox, subject=evil, text=evil)
    index()
    for place in PLACES:
        page = text_of(ada.get(place, {"q": "script kettle"}))
        assert "<mark>script</mark>" in page
        assert "<script>alert" not in page
        assert '"onmouseover' not in page.partition("<ol")[2].partition("</ol>")[0]


def test_what_was_asked_is_escaped(ada: Client, desk: Desk) -> None:
    page = text_of(ada.get("/search/", {"q": '"><script>x</script> is:<b>'}))
    assert "<script>x" not in page
    assert "is:<b>" not in page


def test_a_page_leads_to_the_next(ada: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [writes(GRACE, desk.inbox, message_id=f"<{one}@x>").pk for one in range(30)]
    index()
    first = ada.get("/search/", {"q": "kettle"}).context["search"]
    second = ada.get(first["next_url"]).context["search"]
    rows = [row["url"] for page in (first, second) for row in page["rows"]]
    assert sorted(rows) == sorted(f"/conversations/{number}/" for number in numbers)
    assert (second["next_url"], len(first["rows"])) == ("", 25)


def test_nothing_found_offers_one_next_step(ada: Client, desk: Desk) -> None:
    assert "Search without filters" in text_of(ada.get("/search/", {"q": "xyzzy is:open"}))
    assert "in any order" in text_of(ada.get("/search/", {"q": '"xyzzy plugh"'}))
    assert "Show all open" in text_of(ada.get("/search/", {"q": "xyzzy"}))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:8]))
@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_is_typed_breaks_it(ada: Client, desk: Desk, place: str, text: str) -> None:
    assert ada.get(place, {"q": text}).status_code == 200
    assert ada.get(place, {"q": b"\xff" + text.encode()}).status_code == 200
    assert ada.get(place, {"q": "kettle", "after": text[:50]}).status_code == 200


def test_searches_are_remembered_for_each_agent(ada: Client, eve: Client, desk: Desk) -> None:
    for text in ("kettle", "lid", "kettle", *(f"word{number}" for number in range(9))):
        ada.get("/search/", {"q": text})
    kept = list(RecentSearch.objects.of(desk.ada).values_list("text", flat=True))
    assert kept == [f"word{number}" for number in range(8, 0, -1)]
    assert "word8" in text_of(ada.get("/search/"))
    assert "word8" in text_of(ada.get("/search/palette/"))
    assert "word8" not in text_of(eve.get("/search/")) + text_of(eve.get("/search/palette/"))
    assert ada.post("/search/recent/").status_code == 302
    assert not RecentSearch.objects.exists()


def test_typing_in_the_palette_is_not_remembered(ada: Client, desk: Desk) -> None:
    ada.get("/search/palette/", {"q": "kettle"})
    assert not RecentSearch.objects.exists()


def test_the_palette_offers_conversations_people_and_settings(ada: Client, desk: Desk) -> None:
    number = writes(GRACE, desk.inbox).pk
    index()
    offered = text_of(ada.get("/search/palette/", {"q": "whitf"}))
    assert f'data-url="/conversations/{number}/"' in offered
    assert "q=from%3Agrace%40customer.example" in offered
    assert "Your settings" in text_of(ada.get("/search/palette/", {"q": "your sett"}))


def test_a_stranger_is_shown_nothing(eve: Client, desk: Desk) -> None:
    conversation = canary_in(desk)
    post(
        conversation=conversation,
        by=Actor.agent(desk.ada),
        agent=desk.ada,
        text=f"Note {CANARY}",
        note=True,
    )
    index()
    for place in PLACES:
        for text in ("subject", "words note", f"#{conversation.pk}", "grace", "is:open", "in:desk"):
            for headers in ({}, HTMX):
                shown = text_of(eve.get(place, {"q": text}, headers=headers))
                assert CANARY not in shown
                assert GRACE.name not in shown
                assert f"/conversations/{conversation.pk}/" not in shown


def test_nobody_searches_without_signing_in(client: Client, desk: Desk) -> None:
    for place in (*PLACES, "/search/recent/"):
        assert client.get(place).status_code == 302
