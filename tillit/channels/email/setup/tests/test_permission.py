"""Asking Google or Microsoft for a permission: given, refused, forged, late, and kept sealed."""

import base64
import hashlib
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from tillit import clock
from tillit.channels.email.fetching.models import ImapSource, SignIn
from tillit.channels.email.fetching.models import Provider as Giver
from tillit.channels.email.fetching.tests.dovecot import LOOPBACK
from tillit.channels.email.fetching.tests.post_office import PostOffice, fetch
from tillit.channels.email.fetching.tests.provider import Provider
from tillit.channels.email.fetching.tokens import TOKEN_URLS
from tillit.channels.email.leaving import server_of
from tillit.channels.email.setup.providers import PROVIDERS, MailProvider, Place
from tillit.channels.email.setup.tests.connecting import Connector, Page, words_on
from tillit.channels.email.setup.tests.test_sending import Counter
from tillit.testing.browsers import browser_of
from tillit.testing.cast import Desk, agent

pytestmark = pytest.mark.django_db(transaction=True)

BACK = "/settings/mail/oauth/"


@pytest.fixture
def provider(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """Google as it would be on this machine."""
    google = MailProvider(
        "Google",
        Place(LOOPBACK, office.server.port, "none"),
        Place(LOOPBACK, 9, "smtp"),
        permissions=Giver.GOOGLE,
    )
    scripted = Provider(office.server.provider_port)
    monkeypatch.setitem(PROVIDERS, "google", google)
    monkeypatch.setitem(TOKEN_URLS, Giver.GOOGLE, scripted.token_url)
    with scripted.listening():
        yield scripted


@pytest.fixture
def asker(liv: Connector, provider: Provider) -> Connector:
    """Liv has entered how Tillit is registered with Google."""
    liv.fills_in(
        provider="google", auth="oauth2", password="", client_id="tillit", client_secret="hush"
    )
    return liv


def asked_by(person: Connector) -> dict[str, str]:
    """What the provider is asked when somebody presses the button."""
    page = person.presses("permission")
    url = page.context["asking"]["url"]
    assert url.startswith("https://accounts.google.com/o/oauth2/v2/auth?")
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def comes_back(person: Connector, **answer: str) -> Page:
    """The provider sends the browser back; the page that follows."""
    return person.browser.get(BACK, answer, follow=True)


def nothing_is_stored() -> bool:
    """Whether there is still no permission."""
    return not ImapSource.objects.exclude(sealed_refresh_token="").exists()


def test_a_permission_is_asked_for_given_and_used(
    asker: Connector, provider: Provider, office: PostOffice, settings: Settings
) -> None:
    settings.TILLIT_BASE_URL = "https://service.example.com"
    assert "Ask Google for a permission" in words_on(asker.looks())
    asked = asked_by(asker)
    assert asked["redirect_uri"] == f"https://service.example.com{BACK}"
    assert (asked["client_id"], asked["login_hint"]) == ("tillit", office.user)
    provider.gives("one", owner=office.user, refresh_token="lasting")
    page = words_on(comes_back(asker, state=asked["state"], code="code"))
    assert "Tillit may read and send the mail of this mailbox now." in page
    assert "Where shall Tillit begin?" in page
    [redeemed] = provider.asked
    digest = hashlib.sha256(redeemed.pop("code_verifier").encode()).digest()
    assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert redeemed == {
        "grant_type": "authorization_code",
        "code": "code",
        "redirect_uri": f"https://service.example.com{BACK}",
        "client_id": "tillit",
        "client_secret": "hush",
    }
    asker.presses("beginning", begin_with="new")
    assert fetch(asker.source) == 0
    server = server_of(asker.mailbox)
    assert (server.user, server.token, server.password) == (office.user, "one", "")


def test_the_browser_is_sent_without_a_script(asker: Connector) -> None:
    page = asker.presses("permission").content.decode()
    assert '<meta http-equiv="refresh" content="0; url=https://accounts.google.com/' in page
    assert "<script" not in page


def test_mailbox_and_sending_server_are_tested_with_it(
    asker: Connector, provider: Provider, office: PostOffice
) -> None:
    provider.gives("one", owner=office.user, refresh_token="lasting")
    comes_back(asker, state=asked_by(asker)["state"], code="code")
    counter = Counter(EHLO="250-me\r\n250 AUTH XOAUTH2", AUTH="235 welcome")
    with counter.open() as port:
        mailbox = asker.mailbox
        mailbox.outgoing_url = f"smtp://{LOOPBACK}:{port}"
        mailbox.save()
        assert "Both work" in words_on(asker.presses("check"))


def test_nothing_of_it_is_readable_in_the_database_or_on_the_page(
    asker: Connector, provider: Provider, office: PostOffice
) -> None:
    provider.gives("access-one", owner=office.user, refresh_token="lasting")
    comes_back(asker, state=asked_by(asker)["state"], code="code")
    stored = str(list(ImapSource.objects.values()) + list(asker.source.__dict__.values()))
    for secret in ("lasting", "hush", "access-one"):
        assert secret not in stored
        assert secret not in asker.looks().content.decode()


@pytest.mark.parametrize("state", ["", "made-up", "ø"])
def test_a_forged_state_stores_nothing(asker: Connector, provider: Provider, state: str) -> None:
    asked_by(asker)
    page = comes_back(asker, state=state, code="code")
    assert page.status_code == 400
    assert "does not belong to anything that was asked here" in words_on(page)
    assert provider.asked == []
    assert nothing_is_stored()


def test_an_answer_to_a_question_of_another_session_stores_nothing(
    served: Desk, asker: Connector, provider: Provider
) -> None:
    state = asked_by(asker)["state"]
    other = browser_of(served.liv)
    page = other.get(BACK, {"state": state, "code": "code"})
    assert page.status_code == 400
    assert provider.asked == []
    assert nothing_is_stored()


def test_an_answer_counts_once(asker: Connector, provider: Provider, office: PostOffice) -> None:
    state = asked_by(asker)["state"]
    provider.gives("one", owner=office.user, refresh_token="lasting")
    comes_back(asker, state=state, code="code")
    assert comes_back(asker, state=state, code="another").status_code == 400
    assert len(provider.asked) == 1


def test_an_answer_that_comes_too_late_stores_nothing(asker: Connector, provider: Provider) -> None:
    state = asked_by(asker)["state"]
    with clock.moved_to(clock.now() + timedelta(minutes=11)):
        page = comes_back(asker, state=state, code="code")
    assert "The answer came too late." in words_on(page)
    assert provider.asked == []
    assert nothing_is_stored()


def test_a_person_who_says_no_is_understood(asker: Connector, provider: Provider) -> None:
    state = asked_by(asker)["state"]
    page = comes_back(asker, state=state, error="access_denied", error_description="<b>No</b>")
    assert "Google gave no permission: &lt;b&gt;No&lt;/b&gt;" in page.content.decode()
    assert asker.page in page.content.decode()
    assert nothing_is_stored()


def test_a_code_that_the_provider_does_not_accept(asker: Connector, provider: Provider) -> None:
    state = asked_by(asker)["state"]
    provider.refuses(400, {"error": "invalid_grant", "error_description": "Expired code."})
    page = comes_back(asker, state=state, code="old")
    assert "Google gave no permission: Expired code." in words_on(page)
    assert nothing_is_stored()


def test_a_permission_that_does_not_last_is_not_kept(
    asker: Connector, provider: Provider, office: PostOffice
) -> None:
    state = asked_by(asker)["state"]
    provider.gives("one", owner=office.user)
    assert "does not last" in words_on(comes_back(asker, state=state, code="code"))
    assert nothing_is_stored()


def test_who_may_not_look_after_settings_any_more_brings_nothing_back(
    served: Desk, asker: Connector, provider: Provider
) -> None:
    state = asked_by(asker)["state"]
    served.team.members.remove(served.liv)
    assert comes_back(asker, state=state, code="code").status_code == 404
    assert provider.asked == []
    assert nothing_is_stored()


def test_eve_finds_no_address_to_come_back_to(served: Desk) -> None:
    browser = browser_of(served.eve)
    assert browser.get(BACK, {"state": "x", "code": "y"}).status_code == 404


def test_a_permission_ends_with_another_person_or_program(
    asker: Connector, provider: Provider, office: PostOffice
) -> None:
    provider.gives("one", owner=office.user, refresh_token="lasting")
    comes_back(asker, state=asked_by(asker)["state"], code="code")
    values = {"provider": "google", "auth": "oauth2", "password": ""}
    asker.fills_in(**values, client_id="tillit", client_secret="")
    assert asker.source.refresh_token == "lasting"
    assert asker.source.client_secret == "hush"
    asker.fills_in(**values, client_id="other", client_secret="")
    assert (asker.source.refresh_token, asker.source.client_secret) == ("", "")
    assert asker.source.progress.access_token == ""


def test_only_the_servers_of_the_provider_are_shown_a_permission(asker: Connector) -> None:
    values = {"provider": "google", "auth": "oauth2", "client_id": "tillit"}
    asker.fills_in(**values, host="collector.example", sending_host="collector.example")
    assert asker.source.host == LOOPBACK
    assert asker.mailbox.outgoing_url == f"smtp://{LOOPBACK}:9"


def test_the_program_may_be_that_of_the_installation(
    liv: Connector, provider: Provider, settings: Settings
) -> None:
    values = {"provider": "google", "auth": "oauth2", "password": ""}
    assert "Please enter the ID" in words_on(liv.fills_in(**values))
    settings.TILLIT_MAIL_CLIENTS = {"google": ("ours", "secret")}
    liv.fills_in(**values)
    assert asked_by(liv)["client_id"] == "ours"


def test_a_company_with_a_directory_of_its_own(liv: Connector) -> None:
    values = {"provider": "microsoft", "auth": "oauth2", "client_id": "tillit", "password": ""}
    assert liv.fills_in(**values, tenant="../../evil").status_code == 422
    liv.fills_in(**values, tenant="firma.example")
    url = liv.presses("permission").context["asking"]["url"]
    assert url.startswith("https://login.microsoftonline.com/firma.example/oauth2/v2.0/authorize?")
    assert liv.source.token_url.endswith("/firma.example/oauth2/v2.0/token")
    assert 'value="firma.example"' in liv.looks().content.decode()
    assert liv.source.auth == SignIn.OAUTH2


def test_a_mailbox_with_a_password_asks_for_no_permission(liv: Connector) -> None:
    liv.fills_in()
    assert liv.presses("permission").status_code == 404
    root = browser_of(agent("Root"))
    assert root.post(f"{liv.page}permission/").status_code == 404
