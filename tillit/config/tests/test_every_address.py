"""A walk over every address: nobody gets in without signing in, and no stranger sees a thing."""

from io import BytesIO

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from pypdf import PdfReader

from tillit.config.tests.every_address import (
    CANARY,
    OF_ADMINISTRATORS,
    OF_EVERY_LEAD,
    OF_LEADS,
    OF_ONE_PERSON,
    OF_ONE_TEAM,
    OPEN_TO_ALL,
    SHOWING_ONES_OWN,
    all_routes,
)
from tillit.people.models import Agent, Team
from tillit.testing.browsers import browser_of, words_of
from tillit.testing.cast import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

OF_SOME_ROLE = OF_LEADS | OF_EVERY_LEAD | OF_ADMINISTRATORS | OF_ONE_PERSON
BEHIND_THE_SIGN_IN = SHOWING_ONES_OWN | OF_ONE_TEAM | OF_SOME_ROLE
HEADERS: list[dict[str, str]] = [{}, {"HX-Request": "true"}]


def answers_to(browser: Client, address: str) -> list[HttpResponseBase]:
    """What looking and posting give, with htmx and without."""
    asks = (browser.get, browser.post)
    return [ask(address, headers=headers) for ask in asks for headers in HEADERS]


def text_of(answer: HttpResponseBase) -> str:
    """The words of an answer and its headers."""
    if answer.headers.get("Content-Type") == "application/pdf":
        pages = PdfReader(BytesIO(answer.content)).pages  # type: ignore[attr-defined]
        return "".join(page.extract_text() for page in pages) + str(dict(answer.headers))
    streamed = getattr(answer, "streaming_content", None)
    body = getattr(answer, "content", b"") if streamed is None else b"".join(streamed)
    return body.decode() + str(dict(answer.headers))


def test_every_address_is_listed_with_who_may_use_it() -> None:
    listed = OPEN_TO_ALL | BEHIND_THE_SIGN_IN
    unlisted, gone = sorted(all_routes() - listed), sorted(listed - all_routes())
    assert not unlisted, f"say in every_address.py who may use them: {unlisted}"
    assert not gone, f"no longer addresses, take them out of every_address.py: {gone}"


def test_every_address_behind_the_sign_in_is_walked(places: dict[str, list[str]]) -> None:
    forgotten, unknown = BEHIND_THE_SIGN_IN - set(places), set(places) - BEHIND_THE_SIGN_IN
    assert not forgotten, f"furnish them in every_address.py: {sorted(forgotten)}"
    assert not unknown, f"furnished, but in no list of every_address.py: {sorted(unknown)}"


def test_without_signing_in_there_is_only_the_sign_in(places: dict[str, list[str]]) -> None:
    for address in (address for some in places.values() for address in some):
        for answer in answers_to(Client(), address):
            assert answer.status_code == 302, address
            assert answer.headers["Location"].startswith("/sign-in/?next="), address
            assert CANARY not in text_of(answer)


def test_who_has_left_is_signed_out_everywhere(desk: Desk, places: dict[str, list[str]]) -> None:
    browser = browser_of(desk.ada)
    Agent.objects.filter(pk=desk.ada.pk).update(is_active=False)
    for address in (address for some in places.values() for address in some):
        answer = browser.get(address)
        assert answer.headers["Location"].startswith("/sign-in/?next="), address


def test_the_team_finds_what_is_behind_each_address(
    desk: Desk, places: dict[str, list[str]]
) -> None:
    browser = browser_of(desk.ada)
    found = {route: browser.get(places[route][-1]) for route in OF_ONE_TEAM}
    assert {answer.status_code for answer in found.values()} == {200, 302, 405}
    seen = {route for route, answer in found.items() if CANARY in text_of(answer)}
    telling = (
        "attachments/",
        "messages/",
        "pictures/",
        "parcels/",
        "held/",
        "demo/mailbox/<",
        "demo/mails/",
        "demo/files/",
    )
    shown = {route for route, answer in found.items() if answer.status_code == 200}
    assert seen >= {route for route in shown if route.startswith(telling)}
    for address in (*places["figures/<slug:key>/"], "/held/", "/inbox/open/"):
        assert CANARY in text_of(browser.get(address)), address


@pytest.mark.parametrize("with_a_team", [False, True])
def test_a_stranger_does_not_find_what_belongs_to_a_team(
    desk: Desk, places: dict[str, list[str]], with_a_team: bool
) -> None:
    if with_a_team:
        Team.objects.create(name="Night").members.set([desk.eve])
    browser = browser_of(desk.eve)
    hidden = BEHIND_THE_SIGN_IN - SHOWING_ONES_OWN
    for address in (address for route in hidden for address in places[route]):
        statuses = set()
        for answer in answers_to(browser, address):
            statuses.add(answer.status_code)
            assert CANARY not in text_of(answer), address
        assert 404 in statuses <= {404, 405}, address


def test_a_stranger_sees_nothing_of_the_team_on_her_own_pages(
    desk: Desk, places: dict[str, list[str]]
) -> None:
    browser = browser_of(desk.eve)
    for address in (address for route in SHOWING_ONES_OWN for address in places[route]):
        for answer in answers_to(browser, address):
            assert answer.status_code in (200, 204, 302, 403, 404, 405, 422), address
            assert CANARY not in text_of(answer), address


def test_a_stranger_cannot_ask_for_the_figures_of_the_team(
    desk: Desk, places: dict[str, list[str]]
) -> None:
    browser = browser_of(desk.eve)
    for address in places["figures/"] + places["figures/<slug:key>/"]:
        for team in (desk.team.pk, "all", "", "x", "0"):
            answer = browser.get(address, {"team": team, "agent": desk.ada.pk})
            assert CANARY not in text_of(answer)
            assert desk.ada.name not in words_of(text_of(answer))


def test_a_wrong_token_opens_nothing(places: dict[str, list[str]]) -> None:
    for token in ("x", "' OR 1=1 --", "%00", "a" * 5000):
        answer = Client().get(f"/feedback/{token}/")
        assert answer.status_code == 404
        assert CANARY not in text_of(answer)


@pytest.mark.parametrize("junk", ["-1", "\x00", "9" * 5000])
def test_no_address_breaks_over_what_nobody_would_ask(
    desk: Desk, places: dict[str, list[str]], junk: str
) -> None:
    names = "q conversation version view after page mail saved score team period clock agent next"
    asked = dict.fromkeys(names.split(), junk)
    browser = browser_of(desk.ada)
    for address in (address for some in places.values() for address in some):
        assert browser.get(address.partition("?")[0], asked).status_code < 500
