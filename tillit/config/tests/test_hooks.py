"""Providers on loopback that hand over mail: true ones, forged ones, and the same mail twice."""

import importlib
import json
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import clear_url_caches
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tillit.channels.email.hooks import urls as hook_urls
from tillit.channels.email.hooks import views
from tillit.channels.email.tests.letters import letter
from tillit.config import environment
from tillit.config import urls as all_urls
from tillit.config.tests.mail_peers import (
    ADDRESSED,
    BY_HEADERS,
    FILE,
    IN_PIECES,
    MAIL,
    SECRETS,
    SENDER,
    WITHOUT_SENDER,
    Peer,
    Store,
)
from tillit.conversations.models import Attachment, Message, Parcel, ParcelState
from tillit.people.models import Team
from tillit.testing.cast import Desk, open_desk, open_inbox
from tillit.testing.journal import run_reactions

pytestmark = pytest.mark.django_db(transaction=True)

ASKED_BACK = ("brevo", "resend", "mailtrap")


def registered(settings: Settings, secrets: dict[str, tuple[str, str]]) -> None:
    """The addresses as an installation with these secrets has them."""
    settings.TILLIT_WEBHOOKS = secrets
    importlib.reload(hook_urls)
    importlib.reload(all_urls)
    clear_url_caches()


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    """Where those who only announce a mail keep it."""
    store = Store()
    with store.listening() as address:
        settings.ANYMAIL = {f"{name.upper()}_API_URL": address for name in ASKED_BACK}
        yield store


@pytest.fixture
def site(settings: Settings, live_server: LiveServer, store: Store) -> Iterator[str]:
    """An installation that listens to all of them, with the desk."""
    registered(settings, SECRETS)
    open_desk()
    yield live_server.url
    registered(settings, {})


@pytest.mark.parametrize("name", SECRETS)
class TestEach:
    def test_a_mail_is_stored_as_it_came_and_filed(self, site: str, name: str) -> None:
        assert Peer(name).hands_over(site) == 200
        parcel = Parcel.objects.get()
        assert parcel.sender == ("" if name in WITHOUT_SENDER else SENDER)
        if name not in IN_PIECES:
            assert parcel.raw == (ADDRESSED if name in ASKED_BACK else MAIL)
        run_reactions()
        assert "æøå ő" in Message.objects.get(kind="incoming").text

    def test_the_same_mail_twice_is_one_message(self, site: str, name: str) -> None:
        assert [Peer(name).hands_over(site) for _ in range(2)] == [200, 200]
        run_reactions()
        states = list(Parcel.objects.order_by("id").values_list("state", flat=True))
        assert states == [ParcelState.CONVERSATION, ParcelState.DUPLICATE]
        assert Message.objects.filter(kind="incoming").count() == 1

    @pytest.mark.parametrize("secret", ["x", "tillit:wrong", "ő:ű"])
    def test_a_forged_one_is_refused_and_nothing_is_stored(
        self, site: str, name: str, secret: str
    ) -> None:
        assert Peer(name, secret=secret).hands_over(site) == 403
        assert not Parcel.objects.exists()

    def test_one_without_any_proof_is_refused(self, site: str, name: str) -> None:
        request = Peer(name).request(site)
        for header in ("Authorization", "Signature", "Mailtrap-signature"):
            request.remove_header(header)
        request.remove_header("X-postal-signature")
        request.data = b""
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=10)
        assert refused.value.code == 403

    def test_without_an_inbox_the_provider_keeps_it(
        self, site: str, name: str, store: Store
    ) -> None:
        if name in BY_HEADERS:
            store.mail = MAIL
        assert Peer(name, to="nobody@desk.example").hands_over(site) == 503
        assert not Parcel.objects.exists()

    def test_what_cannot_be_stored_the_provider_keeps(
        self, site: str, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object, **__: object) -> None:
            raise OSError("the disk is full")

        monkeypatch.setattr(views, "take_in", fail)
        assert Peer(name).hands_over(site) == 503

    def test_it_may_ask_whether_the_address_is_there(self, site: str, name: str) -> None:
        request = urllib.request.Request(f"{site}/mail/mime/{name}/", method="HEAD")
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert answer.status == 200

    def test_nobody_gets_anything_there(self, site: str, name: str) -> None:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{site}/mail/mime/{name}/", timeout=10)
        assert refused.value.code == 405


def test_a_mail_to_two_inboxes_is_stored_for_each(site: str) -> None:
    open_inbox("Sales", Team.objects.get(), "sales@desk.example")
    to = "support+token@desk.example,SALES@desk.example,else@other.example"
    assert Peer("sendgrid", to=to).hands_over(site) == 200
    assert set(Parcel.objects.values_list("inbox__name", flat=True)) == {"Desk", "Sales"}


def test_a_mail_that_the_provider_took_apart_is_put_together(site: str) -> None:
    event = {
        "FromFull": {"Email": "grace@customer.example", "Name": "Grace"},
        "ToFull": [{"Email": "support@desk.example", "Name": ""}],
        "OriginalRecipient": "support@desk.example",
        "Subject": "The kettle",
        "TextBody": "The lid is cracked: æøå.",
        "Headers": [],
    }
    request = Peer("postmark").request(site)
    request.data = json.dumps(event).encode()
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200
    run_reactions()
    assert Parcel.objects.get().cause == ""
    message = Message.objects.get(kind="incoming")
    assert (message.text.strip(), message.subject) == ("The lid is cracked: æøå.", "The kettle")


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"RawEmail": 5}', b'{"RecordType": "Open"}'])
def test_what_cannot_be_understood_is_kept_by_the_provider(site: str, data: bytes) -> None:
    request = Peer("postmark").request(site)
    request.data = data
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    assert refused.value.code == 503


@pytest.mark.parametrize("name", sorted(IN_PIECES))
def test_a_file_comes_with_a_mail_in_pieces(site: str, name: str) -> None:
    assert Peer(name).hands_over(site) == 200
    run_reactions()
    file = Attachment.objects.get()
    assert (file.name, file.content_type, file.size) == ("lid.png", "image/png", len(FILE))
    assert Message.objects.get(kind="incoming").subject == "The kettle"


@pytest.mark.parametrize("name", ["sparkpost", "postal"])
def test_a_mail_that_is_not_in_utf_8_is_stored_as_it_came(site: str, name: str) -> None:
    raw = letter("The lid: \xe6\xf8\xe5".encode("latin-1"), charset="latin-1")
    assert Peer(name).hands_over(site, raw) == 200
    run_reactions()
    assert Parcel.objects.get().raw == raw
    assert Message.objects.get(kind="incoming").text.strip() == "The lid: æøå"


@pytest.mark.parametrize("name", ASKED_BACK)
class TestAskedBack:
    """Those that only announce a mail are asked for it, with our key."""

    def test_the_key_is_shown_to_the_provider_alone(
        self, site: str, name: str, store: Store
    ) -> None:
        assert Peer(name).hands_over(site) == 200
        key = SECRETS[name][1]
        expected = [key] if name == "brevo" else [f"Bearer {key}", ""]
        assert store.keys == expected

    @pytest.mark.parametrize("status", [302, 401, 404, 500])
    def test_what_is_not_given_the_provider_announces_again(
        self, site: str, name: str, store: Store, status: int
    ) -> None:
        store.status = status
        assert Peer(name).hands_over(site) == 503
        assert (Parcel.objects.count(), len(store.keys)) == (0, 1)


def test_what_is_too_large_is_not_read_to_its_end(
    site: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tillit.channels.email.hooks.asking_back.LARGEST_MAIL", 100)
    assert Peer("resend").hands_over(site) == 503
    assert not Parcel.objects.exists()


def test_a_try_from_the_page_of_a_provider_stores_nothing(site: str) -> None:
    peer = Peer("mailtrap")
    request = peer.request(site)
    event = {"event": "inbound_message_received", "inbox_id": 1, "message_id": "one"}
    body, headers = peer._signed({"events": [event]}, "Mailtrap-Signature")
    tried = urllib.request.Request(request.full_url, body, headers)
    with urllib.request.urlopen(tried, timeout=10) as answer:
        assert answer.status == 200
    assert not Parcel.objects.exists()


def test_a_mail_to_two_inboxes_is_stored_for_each_by_those_who_name_all(site: str) -> None:
    open_inbox("Sales", Team.objects.get(), "sales@desk.example")
    to = "support@desk.example,sales@desk.example"
    assert Peer("mailersend", to=to).hands_over(site) == 200
    assert Parcel.objects.count() == 2


def test_addresses_that_are_not_set_up_do_not_exist(
    settings: Settings, live_server: LiveServer, desk: Desk
) -> None:
    registered(settings, {"postmark": SECRETS["postmark"]})
    assert Peer("postmark").hands_over(live_server.url) == 200
    assert Peer("mailgun").hands_over(live_server.url) == 404
    registered(settings, {})
    assert Peer("postmark").hands_over(live_server.url) == 404


def test_mail_that_is_only_announced_needs_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILLIT_RESEND_SECRET", "tillit:secret")
    with pytest.raises(ImproperlyConfigured, match="TILLIT_RESEND_API_KEY"):
        environment.webhooks()
    monkeypatch.setenv("TILLIT_RESEND_API_KEY", "key")
    assert environment.webhooks() == {"resend": ("tillit:secret", "key")}
