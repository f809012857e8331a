"""Signing in with the company's own accounts, against a scripted provider on loopback."""

from collections.abc import Iterator
from typing import cast
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from tillit.people import inviting, staffing
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.people.tests.provider import Provider, running_provider
from tillit.testing.cast import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    app = {"provider_id": "company", "name": "Fjord ID", "client_id": "tillit", "secret": "s3cret"}
    with running_provider() as running:
        there = {"server_url": running.address, "oauth_pkce_enabled": True}
        apps = {"APPS": [{**app, "settings": there}]}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": apps}
        settings.TILLIT_OIDC_VOUCHES = False
        yield running


def claims(name: str, **more: object) -> dict[str, object]:
    email = f"{name.lower()}@desk.example"
    known = {"sub": f"id-of-{name}", "email": email, "email_verified": True, "name": f"{name} B"}
    return {**known, **more}


def comes_back(browser: Client, **answer: str) -> HttpResponse:
    """Go there, sign in there, and come back."""
    there = browser.get("/sign-in/company/?next=/figures/").headers["Location"]
    asked = {key: values[0] for key, values in parse_qs(urlsplit(there).query).items()}
    assert asked["client_id"] == "tillit"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"].endswith("/sign-in/company/callback/")
    told = {"code": "abc", "state": asked["state"], **answer}
    return cast(HttpResponse, browser.get("/sign-in/company/callback/", told))


def who(browser: Client) -> str:
    number = browser.session.get("_auth_user_id")
    return Agent.objects.get(pk=number).name if number else ""


def test_an_agent_comes_in_and_lands_where_he_wanted(
    client: Client, desk: Desk, provider: Provider
) -> None:
    assert b"Sign in with Fjord ID" in client.get("/sign-in/").content
    provider.claims = claims("Ada")
    assert comes_back(client).headers["Location"] == "/figures/"
    assert who(client) == "Ada"
    assert provider.asked[0]["code_verifier"]
    again = Client()
    provider.claims = claims("Ada", email="renamed@desk.example")
    comes_back(again)
    assert who(again) == "Ada"


def test_who_is_invited_joins_by_it(client: Client, desk: Desk, provider: Provider) -> None:
    invitation = inviting.invite(
        email="kim@desk.example", role="light", teams=[desk.team], language="en", by=desk.liv
    )
    provider.claims = claims("Kim", locale="nl-NL")
    comes_back(client)
    kim = Agent.objects.get(email="kim@desk.example")
    assert (who(client), kim.role, kim.language) == ("Kim B", "light", "nl")
    assert list(kim.teams.all()) == [desk.team]
    assert not kim.has_usable_password()
    invitation.refresh_from_db()
    assert invitation.accepted_at


def test_who_is_neither_stays_out(client: Client, desk: Desk, provider: Provider) -> None:
    provider.claims = claims("Mallory")
    answer = comes_back(client)
    assert answer.status_code == 403
    assert b"mallory@desk.example" in answer.content
    assert who(client) == ""
    assert not Agent.objects.filter(email__startswith="mallory").exists()
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("proven", [False, None, "", "no", 0])
def test_an_address_that_is_not_proven_opens_nothing(
    client: Client, desk: Desk, provider: Provider, proven: object
) -> None:
    provider.claims = claims("Ada", email_verified=proven)
    if proven is None:
        del provider.claims["email_verified"]
    assert comes_back(client).status_code == 403
    assert who(client) == ""


@pytest.mark.parametrize(("proven", "comes_in"), [(None, True), (False, False)])
def test_an_issuer_may_be_said_to_vouch_for_all(
    client: Client,
    desk: Desk,
    provider: Provider,
    settings: Settings,
    proven: bool | None,
    comes_in: bool,
) -> None:
    settings.TILLIT_OIDC_VOUCHES = True
    provider.claims = claims("Ada", email_verified=proven)
    comes_back(client)
    assert (who(client) == "Ada") is comes_in


def test_who_has_left_stays_out(client: Client, desk: Desk, provider: Provider) -> None:
    provider.claims = claims("Ada")
    comes_back(Client())
    staffing.deactivate(agent=desk.ada, by=Actor.agent(desk.liv))
    assert comes_back(client).headers["Location"] == "/sign-in/inactive/"
    assert who(client) == ""


def test_an_invitation_that_is_over_lets_nobody_in(
    client: Client, desk: Desk, provider: Provider
) -> None:
    invitation = inviting.invite(
        email="kim@desk.example", role="agent", teams=[desk.team], language="en", by=desk.liv
    )
    inviting.revoke(invitation=invitation, by=Actor.agent(desk.liv))
    provider.claims = claims("Kim")
    assert comes_back(client).status_code == 403


def test_an_answer_that_nobody_asked_for_is_refused(
    client: Client, desk: Desk, provider: Provider
) -> None:
    provider.claims = claims("Ada")
    assert comes_back(client, state="made-up").status_code == 401
    answer = client.get("/sign-in/company/callback/", {"code": "abc", "state": "x"})
    assert answer.status_code == 401
    assert b"This did not work" in answer.content
    assert who(client) == ""


def test_changing_ones_mind_and_refusals_are_said_in_words(
    client: Client, desk: Desk, provider: Provider
) -> None:
    answer = comes_back(client, error="access_denied")
    assert answer.headers["Location"] == "/sign-in/company/cancelled/"
    assert b"You are not signed in" in client.get("/sign-in/company/cancelled/").content
    provider.refuses = True
    assert comes_back(client).status_code == 401


def test_a_provider_that_is_away_is_said_in_words(client: Client, settings: Settings) -> None:
    app = {"provider_id": "company", "name": "X", "client_id": "a", "secret": "b"}
    there = {"server_url": "http://127.0.0.1:9"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [{**app, "settings": there}]}}
    answer = client.get("/sign-in/company/")
    assert answer.status_code == 502
    assert b"could not be reached" in answer.content


def test_nothing_is_connected_to_who_is_signed_in(
    client: Client, desk: Desk, provider: Provider
) -> None:
    client.force_login(desk.ada)
    assert client.get("/sign-in/company/?process=connect").status_code == 404
    assert client.post("/sign-in/company/").status_code == 404
    provider.claims = claims("Eve")
    comes_back(client)
    assert who(client) == "Eve"
    assert SocialAccount.objects.get().user == desk.eve


def test_without_a_provider_there_is_no_such_page(client: Client) -> None:
    assert b"/sign-in/company/" not in client.get("/sign-in/").content
    assert client.get("/sign-in/company/").status_code == 404
    assert client.get("/sign-in/company/callback/?code=x&state=y").status_code == 404
