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
