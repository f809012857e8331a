"""Absence notes that only their subject gives away, and servers that write for people only."""

import pytest

from tillit.channels.email.letter import Kind
from tillit.channels.email.opening import letter_of
from tillit.channels.email.tests.letters import bundle, letter

AWAY = (
    *("Bob Smith is out of the office (returning 12/01/2026)", "Bob is out of the office."),
    *("On vacation", "I am away from my desk", "AUTO: Bob is out of the office"),
    *("Fraværende: Hei", "Fravær", "Fravær fra 5. til 9. januar", "Jeg er på ferie"),
    *("Afwezig: Hoi", "Ik ben afwezig", "Afwezigheidsmelding"),
    *("Távollét: Szia", "Nem vagyok az irodában", "Házon kívül"),
    *("Ich bin nicht im Büro", "Im Urlaub bis 9.1.", "Abwesenheitsnotiz: Hallo"),
    *("Absence : Bonjour", "Absent jusqu'au 5 janvier"),
    *("Frånvarande: Hej", "Semesterhälsning Re: Hej", "Jag är på semester"),
)
PRESENT = (
    *("I am out of paper", "The lift is out of the office building", "On vacation homes"),
    *("Fraværsregler for ansatte", "Fraværende deler i pakken", "Ferie i juli?"),
    *("Afwezig zijn bij levering", "Absence of parts", "Im Urlaub bestellt, nie bekommen"),
    *("Szabadság kérése", "Frånvarande delar i paketet"),
)
FAILED = (
    *("Error", "An error occurred while trying to deliver the mail to the following recipients:"),
    *("Kézbesíthetetlen: Hi", "A következő címzettnek a kézbesítése nem sikerült:"),
    *("Unzustellbar: Hi", "Fehler bei der Nachrichtenzustellung an folgende Empfänger:"),
    *("Non remis : Hi", "Échec de la remise pour ces destinataires ou groupes :"),
    *("Kan ikke leveres: Hi", "Levering til disse mottakerne mislyktes:"),
    *("Kan ikke leveres: Hi", "Levering til disse modtagere mislykkedes:"),
    *("Olevererbart: Hi", "Leveransen till de här mottagarna misslyckades:"),
    *("Onbestelbaar: Hi", "De bezorging aan deze geadresseerden is mislukt:"),
)


@pytest.mark.parametrize("subject", AWAY)
def test_a_subject_that_a_machine_writes(subject: str) -> None:
    assert letter_of(letter(Subject=subject)).kind is Kind.AUTO_REPLY


@pytest.mark.parametrize("subject", PRESENT)
def test_a_subject_that_a_person_writes(subject: str) -> None:
    assert letter_of(letter(Subject=subject)).kind is Kind.MESSAGE


@pytest.mark.parametrize(("subject", "sentence"), list(zip(FAILED[::2], FAILED[1::2], strict=True)))
def test_a_server_that_writes_for_people_only(subject: str, sentence: str) -> None:
    sender = "Mail <postmaster@desk.example>"
    body = f"{sentence}\n\nbob@customer.example\n"
    found = letter_of(letter(body, From=sender, Subject=subject))
    assert found.kind is Kind.BOUNCE
    assert [one.address for one in found.failed] == ["bob@customer.example"]


def report(about: str) -> bytes:
    """A report about one recipient."""
    head = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
    return bundle(
        f"{head}{about}\nAction: failed\nStatus: 5.1.1\n",
        subtype="report",
        From="MAILER-DAEMON@customer.example",
    )


@pytest.mark.parametrize(
    ("about", "address"),
    [
        (
            "Original-Recipient: rfc822;bob+2Bx@c.example\nFinal-Recipient: rfc822;bob+x@c.example",
            "+x",
        ),
        (
            "Original-Recipient: rfc822;bob+2Bx@c.example\nFinal-Recipient: rfc822;pop@d.example",
            "+2Bx",
        ),
    ],
)
def test_a_recipient_that_a_server_packed(about: str, address: str) -> None:
    [failed] = letter_of(report(about)).failed
    assert failed.address == f"bob{address}@c.example"


def test_a_complaint_is_for_people_and_never_answered_by_itself() -> None:
    part = "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n"
    raw = bundle(part, subtype="report; report-type=feedback-report")
    found = letter_of(raw)
    assert (found.kind, found.may_auto_reply) == (Kind.MESSAGE, False)
