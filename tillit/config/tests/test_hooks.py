"""Providers on loopback that hand over mail: true ones, forged ones, and the same mail twice."""

import base64
import hashlib
import hmac
import importlib
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.urls import clear_url_caches
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tillit.channels.email.hooks import urls as hook_urls
from tillit.channels.email.hooks import views
from tillit.channels.email.tests.letters import letter
from tillit.config import urls as all_urls
from tillit.conversations.models import Message, Parcel, ParcelState
from tillit.people.models import Team
from tillit.testing.cast import Desk, open_desk, open_inbox
from tillit.testing.journal import run_reactions

pytestmark = pytest.mark.django_db(transaction=True)

SECRETS = {"mailgun": "signing-key", "postmark": "tillit:secret", "sendgrid": "tillit:other"}
MAIL = letter(
    "The lid is cracked: æøå ő.\n", Message_ID="<one@customer.example>", To="Us <us@x.example>"
)


def registered(settings: Settings, secrets: dict[str, str]) -> None:
    """The addresses as an installation with these secrets has them."""
    settings.TILLIT_WEBHOOKS = secrets
    importlib.reload(hook_urls)
    importlib.reload(all_urls)
    clear_url_caches()


@pytest.fixture
def site(settings: Settings, live_server: LiveServer) -> Iterator[str]:
    """An installation that listens to all three, with the desk."""
    registered(settings, SECRETS)
    open_desk()
    yield live_server.url
    registered(settings, {})


class Peer:
    """A provider that hands over a mail, as it documents it."""

    def __init__(self, name: str, *, secret: str = "", to: str = "support@desk.example") -> None:
        self.name, self.to = name, to
        self.secret = secret or SECRETS[name]

    def request(self, site: str, raw: bytes = MAIL) -> urllib.request.Request:
        body, kind = getattr(self, f"_{self.name}")(raw.decode())
        request = urllib.request.Request(f"{site}/mail/mime/{self.name}/", body)
        request.add_header("Content-Type", kind)
        if self.name != "mailgun":
            word = base64.b64encode(self.secret.encode()).decode()
            request.add_header("Authorization", f"Basic {word}")
        return request

    def hands_over(self, site: str, raw: bytes = MAIL) -> int:
        """The answer to it."""
        try:
            with urllib.request.urlopen(self.request(site, raw), timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def _mailgun(self, raw: str) -> tuple[bytes, str]:
        signed = hmac.new(self.secret.encode(), b"1780000000token", hashlib.sha256).hexdigest()
        fields = {"timestamp": "1780000000", "token": "token", "signature": signed}
        fields |= {"recipient": self.to, "sender": "grace@customer.example", "body-mime": raw}
        return urlencode(fields).encode(), "application/x-www-form-urlencoded"

    def _postmark(self, raw: str) -> tuple[bytes, str]:
        path = {"Name": "Return-Path", "Value": "<grace@customer.example>"}
        event = {"OriginalRecipient": self.to, "RawEmail": raw, "Headers": [path]}
        return json.dumps(event).encode(), "application/json"

    def _sendgrid(self, raw: str) -> tuple[bytes, str]:
        envelope = json.dumps({"from": "grace@customer.example", "to": self.to.split(",")})
        fields = {"email": raw, "envelope": envelope}
        return urlencode(fields).encode(), "application/x-www-form-urlencoded"


@pytest.mark.parametrize("name", SECRETS)
class TestEach:
    def test_a_mail_is_stored_as_it_came_and_filed(self, site: str, name: str) -> None:
        assert Peer(name).hands_over(site) == 200
        parcel = Parcel.objects.get()
        assert (parcel.raw, parcel.sender) == (MAIL, "grace@customer.example")
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
        request.remove_header("Authorization")
        request.data = b""
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=10)
        assert refused.value.code == 403

    def test_without_an_inbox_the_provider_keeps_it(self, site: str, name: str) -> None:
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


def test_addresses_that_are_not_set_up_do_not_exist(
    settings: Settings, live_server: LiveServer, desk: Desk
) -> None:
    registered(settings, {"postmark": SECRETS["postmark"]})
    assert Peer("postmark").hands_over(live_server.url) == 200
    assert Peer("mailgun").hands_over(live_server.url) == 404
    registered(settings, {})
    assert Peer("postmark").hands_over(live_server.url) == 404
