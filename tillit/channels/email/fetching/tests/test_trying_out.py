"""What is in the way is told in one sentence, and what works is told as well."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils import translation
from pytest_django import Settings

from tillit.channels.email.fetching import connecting
from tillit.channels.email.fetching.models import Security
from tillit.channels.email.fetching.tests.dovecot import FROM_OUTSIDE, LOOPBACK, free_ports
from tillit.channels.email.fetching.tests.post_office import PostOffice, mail
from tillit.channels.email.fetching.trouble import Kind, sentence
from tillit.channels.email.fetching.trying_out import Outcome, try_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def trusted(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine trusts the certificate of the server."""
    monkeypatch.setenv("SSL_CERT_FILE", str(office.server.certificate))


@contextmanager
def greeting(words: bytes) -> Iterator[int]:
    """A server that greets everybody so, and can hardly do anything; yields its port."""
    listener = socket.create_server((LOOPBACK, 0))

    def serve() -> None:
        client, _ = listener.accept()
        with client, client.makefile("rwb", buffering=0) as line:
            line.write(words)
            while command := line.readline():
                tag = command.split()[0]
                line.write(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    with listener:
        yield listener.getsockname()[1]
        thread.join(5)


def kind_and_sentence(outcome: Outcome) -> tuple[Kind | None, str]:
    """What people see."""
    assert not outcome.works
    return outcome.kind, outcome.sentence


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("security", Security)
def test_what_works(office: PostOffice, security: Security) -> None:
    office.receives(mail(1), mail(2))
    office.receives(folder="Støtte")
    port = office.server.tls_port if security == Security.TLS else office.server.port
    outcome = try_out(office.unsaved(security=security, port=port))
    assert outcome.works, outcome.detail
    assert outcome.sentence == "It works: the folder holds 2 mails. New mail comes in at once."
    assert list(outcome.folders) == ["INBOX", "Støtte"]


def test_a_server_that_does_not_exist(office: PostOffice) -> None:
    assert kind_and_sentence(try_out(office.unsaved(host="imap.invalid"))) == (
        Kind.HOST,
        "There is no server called imap.invalid: is the name written correctly?",
    )


@pytest.mark.parametrize("host", ["", "imap..example", "x" * 80 + ".example", "imap\x00.example"])
def test_a_name_that_no_server_can_have(office: PostOffice, host: str) -> None:
    assert try_out(office.unsaved(host=host)).kind in (Kind.HOST, Kind.PORT)


def test_a_port_on_which_nothing_listens(office: PostOffice) -> None:
    [port] = free_ports(1)
    assert kind_and_sentence(try_out(office.unsaved(port=port))) == (
        Kind.PORT,
        f"{LOOPBACK} cannot be reached on port {port}: is the port right?",
    )


def test_a_port_that_waits_for_tls(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "REACHING", 0.3)
    port = office.server.tls_port
    assert kind_and_sentence(try_out(office.unsaved(port=port))) == (
        Kind.SILENCE,
        f"{LOOPBACK} does not answer on port {port}: is the port right, and does it expect TLS?",
    )


def test_tls_on_a_port_that_does_not_speak_it(office: PostOffice) -> None:
    port = office.server.port
    assert kind_and_sentence(try_out(office.unsaved(security=Security.TLS))) == (
        Kind.TLS,
        f"{LOOPBACK} does not speak TLS on port {port}: is it STARTTLS, or another port?",
    )


def test_starttls_that_is_not_offered(office: PostOffice) -> None:
    with greeting(b"* OK hello\r\n") as port:
        outcome = try_out(office.unsaved(security=Security.STARTTLS, port=port))
    assert outcome.kind == Kind.STARTTLS


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_that_nobody_trusts(office: PostOffice, security: Security) -> None:
    port = office.server.tls_port if security == Security.TLS else office.server.port
    outcome = try_out(office.unsaved(security=security, port=port))
    assert kind_and_sentence(outcome) == (
        Kind.CERTIFICATE,
        f"The certificate of {LOOPBACK} is not trusted.",
    )
    assert "self-signed" in outcome.detail


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_name(office: PostOffice) -> None:
    outcome = try_out(
        office.unsaved(security=Security.TLS, host="localhost", port=office.server.tls_port)
    )
    assert outcome.kind == Kind.CERTIFICATE


def test_a_wrong_password(office: PostOffice) -> None:
    assert kind_and_sentence(try_out(office.unsaved(password="wrong"))) == (
        Kind.LOGIN,
        f"{LOOPBACK} does not accept the name {office.user} with this password.",
    )


def test_a_server_that_wants_encryption(office: PostOffice) -> None:
    assert kind_and_sentence(try_out(office.unsaved(host=FROM_OUTSIDE))) == (
        Kind.PLAIN,
        f"{FROM_OUTSIDE} lets nobody sign in without encryption: choose TLS or STARTTLS.",
    )


def test_a_folder_that_is_not_there_and_those_that_are(office: PostOffice) -> None:
    outcome = try_out(office.unsaved(folder="Suport"))
    assert kind_and_sentence(outcome) == (
        Kind.FOLDER,
        f"There is no folder called Suport in the mailbox of {office.user}.",
    )
    assert list(outcome.folders) == ["INBOX"]


def test_a_limit_of_the_provider(office: PostOffice) -> None:
    with greeting(b"* BYE [LIMIT] Too many simultaneous connections\r\n") as port:
        assert try_out(office.unsaved(port=port)).kind == Kind.QUOTA


@pytest.mark.parametrize("words", [b"220 this is SMTP\r\n", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_a_server_of_another_kind(office: PostOffice, words: bytes) -> None:
    with greeting(words) as port:
        assert try_out(office.unsaved(port=port)).kind in (Kind.ANSWER, Kind.SILENCE)


def test_a_secret_key_that_was_changed(office: PostOffice, settings: Settings) -> None:
    source = office.unsaved()
    settings.SECRET_KEY = "another"
    assert try_out(source).kind == Kind.SEAL


def test_every_kind_has_a_sentence_in_the_language_of_who_reads_it(office: PostOffice) -> None:
    source = office.unsaved()
    for kind in Kind:
        for language in ("en", "nb", "nl", "hu"):
            with translation.override(language):
                words = sentence(kind, source)
            assert words.endswith(".") or "?" in words
            assert "{" not in words
    assert sentence("", source) == ""
