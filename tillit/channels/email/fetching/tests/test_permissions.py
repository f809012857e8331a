"""Signing in with a permission: refreshed when needed, kept sealed, told when it has ended."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tillit import clock
from tillit.channels.email.fetching.models import ImapProgress, ImapSource, SignIn
from tillit.channels.email.fetching.tests.post_office import PostOffice, fetch, mail, progress
from tillit.channels.email.fetching.tests.provider import Provider
from tillit.channels.email.fetching.tokens import access_token
from tillit.channels.email.fetching.trouble import Kind, Trouble
from tillit.channels.email.fetching.trying_out import try_out
from tillit.conversations.models import Parcel
from tillit.testing.cast import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(office: PostOffice) -> Iterator[Provider]:
    """A provider of permissions."""
    provider = Provider(office.server.provider_port)
    with provider.listening():
        yield provider


@pytest.fixture
def source(desk: Desk, office: PostOffice, provider: Provider) -> ImapSource:
    """A mailbox that Tillit has a permission for."""
    return office.source(
        desk.inbox,
        auth=SignIn.OAUTH2,
        provider="google",
        token_url=provider.token_url,
        client_id="tillit",
        client_secret="hush",
        refresh_token="first",
    )


def test_a_real_server_lets_us_in_with_a_fresh_token(
    source: ImapSource, provider: Provider, office: PostOffice
) -> None:
    provider.gives("one", owner=office.user)
    fetch(source)
    office.receives(mail(1))
    assert fetch(source) == 1
    assert Parcel.objects.count() == 1
    assert provider.asked == [
        {
            "grant_type": "refresh_token",
            "refresh_token": "first",
            "client_id": "tillit",
            "client_secret": "hush",
        }
    ]


def test_a_token_is_used_until_shortly_before_its_end(
    source: ImapSource, provider: Provider
) -> None:
    provider.gives("one")
    provider.gives("two")
    assert [access_token(source), access_token(source)] == ["one", "one"]
    with clock.moved_to(clock.now() + timedelta(minutes=59)):
        assert access_token(source) == "two"


def test_a_token_withdrawn_before_its_time_is_replaced_at_once(
    source: ImapSource, provider: Provider, office: PostOffice
) -> None:
    provider.gives("one", owner=office.user)
    fetch(source)
    provider.owners.clear()
    provider.gives("two", owner=office.user)
    assert fetch(source) == 0
    assert progress(source).access_token == "two"


def test_a_new_refresh_token_is_kept_and_nothing_begins_anew(
    source: ImapSource, provider: Provider
) -> None:
    provider.gives("one", refresh_token="second")
    access_token(source)
    edited_at = source.edited_at
    source.refresh_from_db()
    assert (source.refresh_token, source.edited_at) == ("second", edited_at)


def test_what_signs_in_is_not_readable_in_the_database(
    source: ImapSource, provider: Provider
) -> None:
    provider.gives("one")
    access_token(source)
    stored = str([list(ImapSource.objects.values()), list(ImapProgress.objects.values())])
    assert "sealed_access_token" in stored
    for secret in ("first", "hush", "'one'"):
        assert secret not in stored


@pytest.mark.parametrize(
    ("status", "answer", "kind", "detail"),
    [
        (
            400,
            {"error": "invalid_grant", "error_description": "Token has been revoked."},
            Kind.PERMISSION,
            "Token has been revoked.",
        ),
        (401, {"error": "invalid_client"}, Kind.PERMISSION, "invalid_client"),
        (500, b"<html>oops</html>", Kind.PROVIDER, "HTTP Error 500"),
        (400, ["not", "an", "object"], Kind.PROVIDER, "HTTP Error 400"),
        (200, b"not json", Kind.PROVIDER, "Expecting value"),
        (200, [1], Kind.PROVIDER, "not what was expected"),
        (200, {"expires_in": 5}, Kind.PROVIDER, "no token in the answer"),
    ],
)
def test_a_provider_that_says_no(
    source: ImapSource, provider: Provider, status: int, answer: Any, kind: Kind, detail: str
) -> None:
    provider.refuses(status, answer)
    with pytest.raises(Trouble) as trouble:
        access_token(source)
    assert trouble.value.kind == kind
    assert detail in trouble.value.detail


def test_a_permission_that_has_ended_in_one_sentence(
    source: ImapSource, provider: Provider, office: PostOffice
) -> None:
    provider.refuses(400, {"error": "invalid_grant"})
    outcome = try_out(source)
    assert outcome.sentence == (
        f"The permission to read the mail of {office.user} has ended: connect the account anew."
    )


def test_a_mail_server_that_does_not_accept_the_permission(
    source: ImapSource, provider: Provider, office: PostOffice
) -> None:
    provider.gives("one", owner="somebody else")
    provider.gives("two", owner="somebody else")
    assert try_out(source).kind == Kind.TOKEN_REFUSED


def test_tokens_travel_encrypted_only(source: ImapSource) -> None:
    source.token_url = "http://tokens.example/token"
    with pytest.raises(Trouble, match="not encrypted"):
        access_token(source)
