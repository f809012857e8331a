"""What mail programs add below the words by themselves, and what a person wrote."""

from email.message import EmailMessage

import pytest

from tillit.channels.email.opening import letter_of
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


SIGNED = {
    "Gmail": '<div dir="ltr">{words}</div><div class="gmail_signature">{signature}</div>{quoted}',
    "Thunderbird": '<p>{words}</p><div class="moz-signature">{signature}</div>{quoted}',
    "Outlook": '<div>{words}</div><div id="Signature">{signature}</div>{quoted}',
    "iPhone": '{words}<br id="lineBreakAtBeginningOfSignature"><div>{signature}</div>{quoted}',
}
WORDS = "My kettle lost its lid."
SIGNATURE = "<div>Grace</div><div>Head of Tea</div>"
QUOTED = (
    '<div class="gmail_quote">On Mon, 1 Jan 2024 at 10:00, Shop &lt;a@b.example&gt; wrote:<br>'
    "<blockquote>How is it?</blockquote></div>"
)


def read(html: str, plain: str = "") -> tuple[str, str]:
    mail = EmailMessage()
    mail["From"] = "grace@example.org"
    if plain:
        mail.set_content(plain)
        mail.add_alternative(html, subtype="html")
    else:
        mail.set_content(html, subtype="html")
    words = letter_of(mail.as_bytes()).words
    assert words.quoted == "" or "How is it?" in words.quoted
    return words.new, words.signature


@pytest.mark.parametrize("quoted", ["", QUOTED])
@pytest.mark.parametrize("program", SIGNED)
def test_the_page_says_where_it_is_signed(program: str, quoted: str) -> None:
    html = SIGNED[program].format(words=WORDS, signature=SIGNATURE, quoted=quoted)
    assert read(html) == (WORDS, "Grace\nHead of Tea")


@pytest.mark.parametrize("quoted", ["", "\n\nOn Mon, 1 Jan 2024, Shop wrote:\n> How is it?\n"])
def test_the_page_says_it_for_the_plain_text_as_well(quoted: str) -> None:
    html = SIGNED["Gmail"].format(words=WORDS, signature=SIGNATURE, quoted=QUOTED * bool(quoted))
    assert read(html, f"{WORDS}\nGrace\nHead of Tea{quoted}") == (WORDS, "Grace\nHead of Tea")


def test_an_empty_signature_signs_nothing() -> None:
    html = f'<div class="gmail_signature"></div><div>{WORDS}</div><div>Please send one.</div>'
    assert read(html) == (f"{WORDS}\nPlease send one.", "")


def test_words_in_a_signature_alone_are_words() -> None:
    assert read(f'<div class="gmail_signature">{WORDS}</div>') == (WORDS, "")


def test_a_signature_that_is_quoted_is_not_this_one() -> None:
    html = f"<div>{WORDS}</div>{QUOTED}".replace(
        "How is it?", 'How is it?<div class="gmail_signature">The shop</div>'
    )
    assert read(html) == (WORDS, "")
