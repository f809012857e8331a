"""Mails as they leave: to whom, in which thread, in which clothes."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from tillit.channels.email.composing import MOST_REFERENCES, compose
from tillit.conversations.envelope import Enclosure
from tillit.conversations.models import Conversation, Message
from tillit.conversations.spine import keep_enclosures, post
from tillit.people.actor import Actor
from tillit.testing.cast import GRACE, NORA, ZSOFIA, Customer, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

OUTLOOK_ID = "<VI1PR0401MB2589F5B8E1C7A6F2C5C2A6E6C8A09@VI1PR0401MB2589.prod.outlook.example>"


def says(desk: Desk, conversation: Conversation, text: str = "Sorry!") -> Message:
    """Ada answers."""
    return post(conversation=conversation, by=Actor.agent(desk.ada), agent=desk.ada, text=text)


def on_the_wire(message: Message) -> EmailMessage:
    """The mail as the customer's program reads it."""
    mail = message_from_bytes(compose(message.deliveries.get()).as_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def text_of(mail: EmailMessage, kind: str) -> str:
    """The words of the plain or of the HTML part."""
    part = mail.get_body((kind,))
    assert part
    words: str = part.get_content()
    return words


def test_message_id_is_fixed_before_the_first_try(desk: Desk) -> None:
    message = says(desk, writes(GRACE, desk.inbox))
    stored = Message.objects.get(pk=message.pk).external_id
    assert stored.startswith(f"<{message.conversation_id}.")
    assert stored.endswith("@desk.example>")
    assert [on_the_wire(message)["Message-ID"] for _ in range(2)] == [stored, stored]


def test_no_two_message_ids_are_alike(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    assert says(desk, conversation).external_id != says(desk, conversation).external_id


@pytest.mark.parametrize("identity", ["<short@customer.example>", OUTLOOK_ID])
def test_an_answer_stands_in_the_customers_thread(desk: Desk, identity: str) -> None:
    conversation = writes(GRACE, desk.inbox, message_id=identity)
    first = says(desk, conversation)
    raw = compose(first.deliveries.get()).as_bytes()
    assert f"In-Reply-To: {identity}\r\n".encode() in raw
    mail = on_the_wire(says(desk, conversation))
    assert mail["In-Reply-To"] == identity
    assert mail["References"].split()[-1] == identity
    assert first.external_id in mail["References"].split()


def test_references_stay_within_bounds_and_readable(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, message_id=OUTLOOK_ID)
    for _ in range(MOST_REFERENCES + 5):
        last = says(desk, conversation)
    mail = on_the_wire(last)
    assert len(mail["References"].split()) == MOST_REFERENCES + 1
    assert max(map(len, compose(last.deliveries.get()).as_bytes().split(b"\r\n"))) < 200


def test_a_note_is_in_no_thread_and_never_composed(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    note = post(
        conversation=conversation, by=Actor.agent(desk.ada), agent=desk.ada, text="hm", note=True
    )
    assert not note.deliveries.exists()
    delivery = says(desk, conversation).deliveries.get()
    delivery.message = note
    with pytest.raises(ValueError, match="never leaves"):
        compose(delivery)


@pytest.mark.parametrize(
    ("subject", "answered"),
    [
        ("A question", "Re: A question"),
        ("Re: A question", "Re: A question"),
        ("VÁ: Kérdés", "VÁ: Kérdés"),
        ("Sv: Spørsmål om kvernen på Ås", "Sv: Spørsmål om kvernen på Ås"),
        ("Őrlő", "Re: Őrlő"),
    ],
)
def test_subject_of_an_answer(desk: Desk, subject: str, answered: str) -> None:
    message = says(desk, writes(GRACE, desk.inbox, subject=subject))
    assert on_the_wire(message)["Subject"] == answered


def test_without_a_subject_the_number_stands_for_it(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox, subject="")
    assert on_the_wire(says(desk, conversation))["Subject"] == f"Re: #{conversation.number}"


def test_a_person_writes_as_a_person(desk: Desk) -> None:
    mail = on_the_wire(says(desk, writes(GRACE, desk.inbox)))
    assert mail["From"] == "Ada · Desk <support@desk.example>"
    assert mail["To"] == "Grace Whitfield <grace@customer.example>"
    assert mail["Auto-Submitted"] is None


def test_an_automatic_mail_says_that_it_is_one(desk: Desk) -> None:
    conversation = writes(GRACE, desk.inbox)
    mail = on_the_wire(conversation.messages.get(purpose="acknowledgement"))
    assert mail["From"] == "Desk <support@desk.example>"
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"


@pytest.mark.parametrize("customer", [GRACE, NORA, ZSOFIA], ids=lambda one: one.language)
def test_the_mail_is_in_the_customers_language(desk: Desk, customer: Customer) -> None:
    mail = on_the_wire(says(desk, writes(customer, desk.inbox)))
    assert mail["Content-Language"] == customer.language
    assert f'<html lang="{customer.language}">' in text_of(mail, "html")


def test_text_stands_beside_html_and_both_say_the_same(desk: Desk) -> None:
    words = "Blåbær & <b>őrült</b>\n\nhttps://desk.example/æ"
    mail = on_the_wire(says(desk, writes(GRACE, desk.inbox), words))
    assert mail.get_content_type() == "multipart/alternative"
    assert text_of(mail, "plain").replace("\r\n", "\n").strip() == words
    assert "Blåbær &amp; &lt;b&gt;őrült&lt;/b&gt;" in text_of(mail, "html")
    assert compose(says(desk, writes(GRACE, desk.inbox)).deliveries.get()).as_bytes().isascii()


@pytest.mark.parametrize(
    "name", ["Szabó Zsófia", 'Åse "Ås" Ærlig', "Haugen, Nora", "a@b.example", "Ő\x07ű", "=?x?="]
)
def test_names_arrive_as_they_are(desk: Desk, name: str) -> None:
    customer = Customer(name, "x@customer.example", "en", "Hello there, how are you?")
    mail = on_the_wire(says(desk, writes(customer, desk.inbox)))
    [to] = mail["To"].addresses
    assert to.addr_spec == "x@customer.example"
    assert to.display_name.replace("\x07", "") == name.replace("\x07", "")


def test_a_name_cannot_smuggle_a_header_in(desk: Desk) -> None:
    customer = Customer("Eve\r\nBcc: spy@evil.example", "eve@customer.example", "en", "Hello you!")
    mail = on_the_wire(says(desk, writes(customer, desk.inbox, subject="a\r\nBcc: b@evil.example")))
    assert mail["Bcc"] is None


def test_files_go_along_under_their_names(desk: Desk) -> None:
    files = [
        Enclosure("számla ő.pdf", "application/pdf", b"%PDF"),
        Enclosure("log.txt", "text/plain", b"lines \xff"),
        Enclosure("mail.eml", "message/rfc822", b"From: x\r\n\r\nx"),
        Enclosure("odd", "strange", b"?"),
    ]
    conversation = writes(GRACE, desk.inbox)
    kept = keep_enclosures(files)
    message = post(
        conversation=conversation, by=Actor.agent(desk.ada), agent=desk.ada, text="Hi", kept=kept
    )
    mail = on_the_wire(message)
    sent = {part.get_filename(): part for part in mail.iter_attachments()}
    assert set(sent) == {file.name for file in files}
    assert sent["számla ő.pdf"].get_payload(decode=True) == b"%PDF"
    assert sent["log.txt"].get_payload(decode=True) == b"lines \xff"
    assert sent["mail.eml"].get_content_type() == "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "address", "header"),
    [
        ("Grace", "a..b@customer.example", "Grace <a..b@customer.example>"),
        ('Nora "No" Lie, jr.', "nora@customer.example", None),
        ("Zsófia Ősz\r\nBcc: all@world.example", "zsofia@customer.example", None),
        ("Kåre", "kare@blåbær.example", "=?utf-8?b?S8OlcmU=?= <kare@xn--blbr-roah.example>"),
        ("", "nobody@customer.example", "nobody@customer.example"),
    ],
)
def test_odd_names_and_addresses_arrive_as_they_are(
    desk: Desk, name: str, address: str, header: str | None
) -> None:
    message = says(desk, writes(GRACE, desk.inbox))
    message.conversation.contact.name, delivery = name, message.deliveries.get()
    delivery.message, delivery.recipient = message, address
    mail = message_from_bytes(compose(delivery).as_bytes(), policy=default)
    (heard,) = mail["To"].addresses
    assert heard.display_name == " ".join(name.split())
    assert mail["Bcc"] is None
    if header:
        assert f"To: {header}\r\n".encode() in compose(delivery).as_bytes()


def test_a_long_subject_in_any_alphabet_survives(desk: Desk) -> None:
    for subject in ("árvíztűrő tükörfúrógép " * 9, "coffee " * 30, "x" * 240):
        message = says(desk, writes(GRACE, desk.inbox))
        message.subject = subject.strip()
        delivery = message.deliveries.get()
        delivery.message = message
        raw = compose(delivery).as_bytes()
        assert max(map(len, raw.partition(b"\r\n\r\n")[0].split(b"\r\n"))) <= 300
        assert message_from_bytes(raw, policy=default)["Subject"] == subject.strip()
