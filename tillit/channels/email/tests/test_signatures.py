"""What mail programs add below the words by themselves, and what a person wrote."""

import pytest

from tillit.channels.email.quoting import divided

ADDED = (
    *(
        "Sent from my iPhone",
        "Get Outlook for Android<https://aka.ms/x>",
        "Sent from Outlook for iOS",
    ),
    *("Sendt fra min iPad", "Skaff deg Outlook for iOS", "Sendt fra E-post for Windows"),
    *(
        "Verstuurd vanaf mijn mobiel",
        "Outlook voor iOS downloaden",
        "Verzonden vanuit Mail voor Windows",
    ),
    *("Az Outlook for iOS letöltése", "Androidos Outlook beszerzése", "Az iPademről küldve"),
    *(
        "Von meinem iPhone gesendet",
        "Holen Sie sich Outlook für Android",
        "Gesendet mit der GMX Mail App",
    ),
    "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
    *("Obtenez Outlook pour Android", "Provenance : Courrier pour Windows", "Envoyé de mon iPad"),
    *(
        "Hämta Outlook för iOS",
        "Skickades från min Samsung-enhet",
        "Skickat från E-post för Windows",
    ),
    *("Få Outlook til Android", "Sendt fra Mail til Windows", "Hent Outlook til iOS"),
)
WRITTEN = (
    "Sendt pakken fra min mobil butikk i går, hvor er den?",
    "Sendt inn skjema på e-post i går",
    "Get me an Outlook license please",
    "Sent my laptop from Oslo yesterday",
    "Verzonden pakket is niet aangekomen",
    "Elküldtem a készüléket tegnap, mikor érkezik meg a csere?",
    "Von Ihnen habe ich kein Telefon bekommen",
)


@pytest.mark.parametrize("line", ADDED)
def test_the_line_of_a_program_is_a_signature(line: str) -> None:
    found = divided(f"Hello.\n\n{line}")
    assert (found.new, found.signature) == ("Hello.", line)


@pytest.mark.parametrize("line", WRITTEN)
def test_the_line_of_a_person_is_none(line: str) -> None:
    assert divided(f"Hello,\n\n{line}").signature == ""


@pytest.mark.parametrize("rule", ["-------------", "============="])
def test_a_line_below_a_single_one_makes_a_heading(rule: str) -> None:
    text = f"The order:\n\nName   Price\n{rule}\nKettle 3\nCup 4"
    assert divided(text).new == text


@pytest.mark.parametrize("above", ["Hello.\n\n", "Hello.\nIt is late.\n"])
def test_a_line_below_words_or_a_gap_draws_off_a_signature(above: str) -> None:
    found = divided(f"{above}---------------\nAnn Lee\nThe tea house")
    assert found.signature == "---------------\nAnn Lee\nThe tea house"


def test_what_a_lawyer_wants_may_be_one_long_line() -> None:
    lawyer = "This mail is confidential and for the addressee only. " * 5
    found = divided(f"Hello.\n\n-- \nAnn Lee\n\n{lawyer}")
    assert (found.new, found.signature) == ("Hello.", f"-- \nAnn Lee\n\n{lawyer.strip()}")
