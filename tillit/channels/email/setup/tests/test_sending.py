"""What is in the way of sending is told in one sentence, against servers that play their part."""

import base64
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tillit.channels.email.fetching.tests.dovecot import LOOPBACK, free_ports
from tillit.channels.email.fetching.tests.post_office import PostOffice
from tillit.channels.email.outgoing import SendingServer
from tillit.channels.email.setup.sending import try_sending

ADDRESS = "support@desk.example"
FULL = "552 5.2.2 <support@desk.example>: mailbox full"


class Counter:
    """A server that answers each command as told, and everything else with 250."""

    def __init__(self, greeting: str = "220 hello", /, **answers: str) -> None:
        self.greeting = greeting
        self.answers = answers
        self.heard: list[str] = []

    @contextmanager
    def open(self, context: ssl.SSLContext | None = None) -> Iterator[int]:
        """Serve one visitor; yields the port."""
        listener = socket.create_server((LOOPBACK, 0))
        thread = threading.Thread(target=self._serve, args=(listener, context), daemon=True)
        thread.start()
        with listener:
            yield listener.getsockname()[1]
        thread.join(5)

    def _serve(self, listener: socket.socket, context: ssl.SSLContext | None) -> None:
        try:
            visitor, _ = listener.accept()
            with visitor:
                if context:
                    visitor = context.wrap_socket(visitor, server_side=True)
                self._talk(visitor)
        except OSError:
            return

    def _talk(self, visitor: socket.socket) -> None:
        with visitor, visitor.makefile("rwb", buffering=0) as line:
            line.write(self.greeting.encode() + b"\r\n")
            while command := line.readline().decode("utf-8", "replace").strip():
                self.heard.append(command)
                answer = self.answers.get(command.split()[0].upper(), "250 ok")
                if answer == "hang up":
                    return
                line.write(answer.encode() + b"\r\n")


def said(port: int, **values: str) -> tuple[bool, str, str]:
    """What comes of trying: whether it works, the sentence, and what the server said."""
    chosen = {"host": LOOPBACK, "user": "", "password": "", "security": "smtp", **values}
    outcome = try_sending(SendingServer(port=port, **chosen), ADDRESS, patience=2)
    return outcome.works, outcome.sentence, outcome.detail


def test_what_works_hands_nothing_over() -> None:
    counter = Counter()
    with counter.open() as port:
        assert said(port) == (True, "It works: 127.0.0.1 takes mail.", "")
    verbs = [command.split()[0].upper() for command in counter.heard]
    assert verbs == ["EHLO", "MAIL", "RCPT", "RSET", "QUIT"]


def test_a_server_that_does_not_exist() -> None:
    works, sentence, _ = said(25, host="smtp.invalid")
    assert not works
    assert sentence == "There is no server called smtp.invalid: is the name written correctly?"


def test_a_port_on_which_nothing_listens() -> None:
    [port] = free_ports(1)
    sentence = f"127.0.0.1 cannot be reached on port {port}: is the port right?"
    assert said(port)[:2] == (False, sentence)


def test_a_server_that_says_nothing() -> None:
    with socket.create_server((LOOPBACK, 0)) as silent:
        port = silent.getsockname()[1]
        server = SendingServer(LOOPBACK, port, "", "", "smtp")
        outcome = try_sending(server, ADDRESS, patience=0.2)
    assert outcome.sentence == (
        f"127.0.0.1 does not answer on port {port}: is the port right, and does it expect TLS?"
    )


def test_tls_where_none_is_spoken() -> None:
    with Counter().open() as port:
        sentence = said(port, security="smtps")[1]
    assert "does not speak TLS" in sentence


def test_starttls_that_is_not_offered() -> None:
    with Counter().open() as port:
        sentence = said(port, security="smtp+tls")[1]
    assert sentence == f"127.0.0.1 does not offer STARTTLS on port {port}: is it TLS there?"


def test_a_certificate_that_nobody_trusts(office: PostOffice) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    folder = office.server.folder
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    with Counter().open(context) as port:
        works, sentence, detail = said(port, security="smtps")
    assert (works, sentence) == (False, "The certificate of 127.0.0.1 is not trusted.")
    assert "self-signed" in detail


def test_tls_with_a_trusted_certificate(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(office.server.certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    folder = office.server.folder
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    with Counter().open(context) as port:
        assert said(port, security="smtps")[0]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            "535 5.7.8 no <script>",
            "127.0.0.1 does not accept the name Liv with this password.",
        ),
        ("538 encrypt first", "127.0.0.1 lets nobody sign in without encryption: choose TLS"),
        ("454 4.7.0 later", "127.0.0.1 takes no mail right now."),
        ("502 no such command", "127.0.0.1 offers no way to sign in as Liv."),
        ("hang up", "The connection to 127.0.0.1 broke off."),
    ],
)
@pytest.mark.parametrize("password", ["wrong", "gåsevin"])
def test_a_sign_in_that_fails(answer: str, sentence: str, password: str) -> None:
    with Counter(EHLO="250-me\r\n250 AUTH PLAIN", AUTH=answer).open() as port:
        works, told, _ = said(port, user="Liv", password=password)
    assert not works
    assert told.startswith(sentence)


def test_a_password_with_letters_beyond_ascii_signs_in() -> None:
    counter = Counter(EHLO="250-me\r\n250 AUTH PLAIN", AUTH="235 welcome")
    with counter.open() as port:
        assert said(port, user="Liv", password="gåsevin")[0]
    proof = next(command for command in counter.heard if command.startswith("AUTH"))
    assert base64.b64decode(proof.split()[-1]).decode() == "\0Liv\0gåsevin"


def test_a_server_that_offers_no_sign_in_without_encryption() -> None:
    with Counter().open() as port:
        assert "without encryption" in said(port, user="Liv", password="x")[1]


def test_a_permission_signs_in_and_its_refusal_is_told() -> None:
    counter = Counter(EHLO="250-me\r\n250 AUTH XOAUTH2", AUTH="235 welcome")
    with counter.open() as port:
        assert said(port, user="liv@x.example", token="one")[0]
    proof = next(command for command in counter.heard if command.startswith("AUTH"))
    assert base64.b64decode(proof.split()[-1]) == b"user=liv@x.example\x01auth=Bearer one\x01\x01"
    counter = Counter(EHLO="250-me\r\n250 AUTH XOAUTH2", AUTH="535 5.7.3 no")
    with counter.open() as port:
        assert said(port, user="liv@x.example", token="one")[1] == (
            "127.0.0.1 does not accept the permission of liv@x.example: connect the account anew."
        )


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (
            {"MAIL": "553 5.7.1 not yours"},
            "127.0.0.1 does not let somebody who has not signed in send as support@desk.example.",
        ),
        (
            {"RCPT": "550 5.1.1 unknown"},
            "127.0.0.1 takes no mail for support@desk.example: is the address written correctly?",
        ),
        (
            {"RCPT": FULL},
            "The mailbox support@desk.example is full: no mail can arrive until something in it "
            "is deleted.",
        ),
        ({"RCPT": "452 4.2.2 over quota"}, "The mailbox support@desk.example is full"),
        ({"MAIL": "550 5.4.5 Daily sending limit exceeded"}, "127.0.0.1 lets somebody"),
        ({"RCPT": "450 greylisted"}, "127.0.0.1 takes no mail right now."),
    ],
    ids=str,
)
def test_a_mail_that_would_not_be_taken(answers: dict[str, str], sentence: str) -> None:
    with Counter(**answers).open() as port:
        works, told, detail = said(port)
    assert not works
    assert told.startswith(sentence)
    assert detail


@pytest.mark.parametrize(
    ("greeting", "sentence"),
    [
        ("554 go away", "127.0.0.1 answered something unexpected: is it a mail server?"),
        ("421 too busy", "127.0.0.1 takes no mail right now."),
        ("* OK IMAP ready", "127.0.0.1 answered something unexpected: is it a mail server?"),
    ],
)
def test_a_greeting_that_is_none(greeting: str, sentence: str) -> None:
    with Counter(greeting).open() as port:
        assert said(port)[1] == sentence


def test_a_long_answer_is_cut() -> None:
    with Counter(RCPT="550 " + "x" * 900).open() as port:
        assert len(said(port)[2]) <= 500
