"""Whom a mail did not reach, for good or for now."""

import pytest

from tillit.channels.email.letter import FailedRecipient, Kind
from tillit.channels.email.opening import letter_of
from tillit.channels.email.tests.letters import bundle, letter
from tillit.conversations.envelope import Robot

SORRY = "Content-Type: text/plain\n\nIt could not be delivered."
POSTMASTER = "Mail Delivery System <mailer-daemon@mail.example>"


def report(*blocks: str) -> bytes:
    """What a mail server sends back."""
    status = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example\n\n"
    status += "\n\n".join(blocks)
    subtype = "report; report-type=delivery-status"
    return bundle(SORRY, status, subtype=subtype, From=POSTMASTER)


@pytest.mark.parametrize(
    ("action", "status", "said", "permanent", "robot"),
    [
        ("failed", "5.1.1", "", True, Robot.BOUNCE),
        ("failed", "4.2.2", "", False, Robot.BOUNCE),
        ("failed", "", "smtp; 550 no such user", True, Robot.BOUNCE),
        ("failed", "", "smtp; 452 4.2.2 mailbox full", False, Robot.BOUNCE),
        ("failed", "5.0.0", "smtp; 550 5.1.1 unknown", True, Robot.BOUNCE),
        ("delayed", "4.4.1", "", False, Robot.AUTO_REPLY),
    ],
)
def test_permanent_and_temporary_are_told_apart(
    action: str, status: str, said: str, permanent: bool, robot: Robot
) -> None:
    block = f"Final-Recipient: rfc822; grace@customer.example\nAction: {action}\n"
    block += f"Status: {status}\nDiagnostic-Code: {said}"
    letter = letter_of(report(block))
    [failed] = letter.failed
    assert (failed.address, failed.permanent) == ("grace@customer.example", permanent)
    assert (letter.kind, letter.robot) == (Kind.BOUNCE, robot)
    assert not letter.may_auto_reply


def test_every_recipient_of_a_report_is_named() -> None:
    blocks = [
        "Original-Recipient: rfc822;a@x.example\nFinal-Recipient: rfc822;b@x.example\n"
        "Action: failed\nStatus: 5.1.1",
        "Final-Recipient: rfc822; c@x.example\nAction: delivered\nStatus: 2.0.0",
        "Final-Recipient: RFC822; <d@x.example>\nAction: failed\nStatus: 5.2.1",
    ]
    failed = letter_of(report(*blocks)).failed
    assert [(one.address, one.status) for one in failed] == [
        ("a@x.example", "5.1.1"),
        ("d@x.example", "5.2.1"),
    ]


def test_a_report_of_an_old_mail_server() -> None:
    raw = letter(
        "Hi. This is the qmail-send program at x.example.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        "<a@x.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
        "--- Below this line is a copy of the message.\n\nSubject: x\n",
        From="MAILER-DAEMON@x.example",
        Subject="failure notice",
    )
    read = letter_of(raw)
    assert read.failed == (FailedRecipient("a@x.example", "5.1.1", True),)
    assert read.kind is Kind.BOUNCE


def test_what_a_customer_passes_on_is_no_bounce() -> None:
    words = "I got this:\nThe following addresses had permanent fatal errors\n<a@x.example>\n"
    for subject in ("Fwd: Undelivered Mail", "SV: Delivery failure"):
        assert letter_of(letter(words, Subject=subject)).kind is Kind.MESSAGE


def test_several_empty_lines_between_the_recipients_of_a_report() -> None:
    blocks = [
        f"\n\nFinal-Recipient: rfc822;{one}@x.example\nAction: failed\nStatus: 5.0.0\n\n"
        for one in "abc"
    ]
    failed = letter_of(report(*blocks)).failed
    assert [one.address for one in failed] == ["a@x.example", "b@x.example", "c@x.example"]


def test_a_kind_of_address_that_is_named_twice() -> None:
    block = "Original-Recipient: rfc822; rfc822;a@x.example\nAction: failed\nStatus: 5.9.8"
    assert letter_of(report(block)).failed[0].address == "a@x.example"


def test_a_report_that_stands_among_the_words() -> None:
    words = "It met a problem.\n\nDelivery status:\nReporting-MTA: dns; x.example\n\n"
    words += "Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.2.2\n"
    read = letter_of(letter(words, From="postmaster@x.example", Subject="Non delivery report"))
    assert [(one.address, one.status) for one in read.failed] == [("a@x.example", "5.2.2")]


@pytest.mark.parametrize(
    "words",
    [
        "The message that you sent was undeliverable to the following:\n\n\t{} (user not found)\n",
        "Meldingen kunne ikke leveres til:\n\n{}: ukjent mottaker\n",
        "Az üzenet nem kézbesíthető a következő címre:\n{}\n",
        "Uw bericht kon niet worden bezorgd bij {}\n",
        "Ihre Nachricht konnte nicht zugestellt werden:\n  <{}>\n",
        "Votre message n'a pas pu être délivré à {}.\n",
        "Не удалось доставить сообщение следующему получателю:\n{}\n",
        "以下の宛先に配信できませんでした。\n{}\n",
    ],
)
def test_an_address_behind_the_words_that_it_could_not_be_reached(words: str) -> None:
    said = words.format("gone@x.example") + "\n---- Copy of your message ----\nTo: all@x.example\n"
    read = letter_of(letter(said, From="postmaster@x.example", Subject="Message status"))
    assert [one.address for one in read.failed] == ["gone@x.example"]
    assert read.kind is Kind.BOUNCE


def test_a_verdict_behind_the_subject_of_the_mail_that_came_back() -> None:
    words = "Your message could not be delivered to\ngone@x.example\n"
    subject = "RE: Your kettle : non remis (delivery failed)"
    read = letter_of(letter(words, Subject=subject))
    assert (read.kind, read.failed[0].address) == (Kind.BOUNCE, "gone@x.example")


def test_a_server_that_names_nobody_is_told_from_a_customer_who_complains() -> None:
    returned = "Content-Type: message/rfc822\n\nSubject: The kettle\n\nHello"
    subject = "Mail could not be delivered"
    assert letter_of(bundle(SORRY, returned, Subject=subject)).kind is Kind.MESSAGE
    machine = letter_of(bundle(SORRY, returned, Subject=subject, Precedence="bulk"))
    assert (machine.kind, machine.failed) == (Kind.BOUNCE, ())
    assert letter_of(letter(Subject="Delivery delayed", Precedence="bulk")).kind is Kind.MESSAGE


@pytest.mark.parametrize("subject", ["Delivery problem", "Delivery failed", "Order rejected"])
def test_a_parcel_that_could_not_be_delivered_is_no_mail(subject: str) -> None:
    words = "My parcel could not be delivered to me. Write to my new address:\nnew@x.example\n"
    read = letter_of(letter(words, Subject=subject))
    assert (read.kind, read.failed) == (Kind.MESSAGE, ())


@pytest.mark.parametrize(
    "words",
    [
        "------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\n{}\n",
        "An error has occurred while attempting to deliver a message for these:\n\n{}: 550 5.2.2\n",
        "We had trouble delivering your message:\n\nServer <mx.x.example> rejected <{}> (RCPT)\n",
        "--- The following addresses had delivery problems ---\n\n<{}>   (User unknown)\n",
        "Your message cannot be delivered to these recipients:\n\n  Recipient address: {}\n",
        "The following recipients did not receive this message:\n\n    <{}>\n",
        "-------server message\n550 5.1.1 unknown user <{}>\n",
    ],
)
def test_what_old_mail_servers_write(words: str) -> None:
    raw = letter(words.format("gone@x.example"), From="MAILER-DAEMON@x.example", Subject="Mail")
    assert [one.address for one in letter_of(raw).failed] == ["gone@x.example"]
