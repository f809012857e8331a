"""Replies as they are really written, in the eight languages in which most of ours come."""

import pytest

from tillit.channels.email.quoting import divided

OLD = "> Where is my kettle?\n> Bo"
BO = "Bo Berg <bo@y.example>"
LANGUAGES = {
    "en": ("Thanks, it works.", f"On Mon, Jan 5, 2026 at 10:00 AM {BO} wrote:"),
    "nb": ("Takk, det virker.", f"man. 5. jan. 2026 kl. 10:00 skrev {BO}:"),
    "nl": ("Bedankt, het werkt.", f"Op ma 5 jan 2026 om 10:00 schreef {BO}:"),
    "hu": ("Köszönöm, működik.", f"{BO} ezt írta (időpont: 2026. jan. 5., H, 10:00):"),
    "de": ("Danke, es geht.", f"Am Mo., 5. Jan. 2026 um 10:00 Uhr schrieb {BO}:"),
    "fr": ("Merci, ça marche.", f"Le lun. 5 janv. 2026 à 10:00, {BO} a écrit :"),
    "sv": ("Tack, det funkar.", f"Den mån 5 jan. 2026 kl 10:00 skrev {BO}:"),
    "da": ("Tak, det virker.", f"Den man. 5. jan. 2026 kl. 10.00 skrev {BO}:"),
}
LABELS = {
    "en": "From Sent To Subject",
    "nb": "Fra Sendt Til Emne",
    "nl": "Van Verzonden Aan Onderwerp",
    "hu": "Feladó Elküldve Címzett Tárgy",
    "de": "Von Gesendet An Betreff",
    "fr": "De Envoyé À Objet",
    "sv": "Från Skickat Till Ämne",
    "da": "Fra Sendt Til Emne",
}
FORWARDS = (
    *("---------- Forwarded message ---------", "Begin forwarded message:"),
    *("Videresendt melding:", "-------- Videresendt melding --------"),
    *("---------- Doorgestuurd bericht ---------", "Begin doorgestuurd bericht:"),
    *("---------- Továbbított üzenet ----------", "Továbbított levél kezdete:"),
    *("---------- Weitergeleitete Nachricht ---------", "Anfang der weitergeleiteten Nachricht:"),
    *("---------- Message transféré ----------", "Début du message transféré :"),
    *("---------- Vidarebefordrat meddelande ---------", "Vidarebefordrat mejl:"),
    *("---------- Videresendt meddelelse ---------", "Start på videresendt besked:"),
)
ABOVE = (
    "##- Please type your reply above this line -##",
    "--- Reply above this line ---",
    "--- Svar over denne linjen ---",
    "===== Skriv ditt svar ovanför denna linje =====",
    "## Antwoord boven deze lijn ##",
    "-- Bitte antworten Sie oberhalb dieser Linie --",
    "--- Kérjük, írja a válaszát e sor fölé ---",
    "--- Répondre au-dessus de cette ligne ---",
)

spoken = pytest.mark.parametrize(("said", "introduction"), LANGUAGES.values(), ids=LANGUAGES)


@spoken
@pytest.mark.parametrize("place", range(20, 60, 6))
def test_an_introduction_that_was_wrapped_anywhere(
    said: str, introduction: str, place: int
) -> None:
    at = introduction.find(" ", place)
    wrapped = f"{introduction[:at]}\n{introduction[at + 1 :]}" if at > 0 else introduction
    assert divided(f"{said}\n\n{wrapped}\n\n{OLD}").new == said


@spoken
def test_an_introduction_without_its_colon(said: str, introduction: str) -> None:
    bare = introduction.rstrip(": ")
    found = divided(f"{said}\n\n{bare}\n\n{OLD}")
    assert (found.new, found.quoted) == (said, f"{bare}\n\n{OLD}")


@spoken
def test_an_answer_below_with_a_signature(said: str, introduction: str) -> None:
    found = divided(f"{introduction}\n\n{OLD}\n\n{said}\n\n-- \nAnn Lee")
    assert (found.new, found.quoted) == (said, f"{introduction}\n\n{OLD}")
    assert found.signature == "-- \nAnn Lee"


@spoken
def test_answers_between_the_lines_stay_with_them(said: str, introduction: str) -> None:
    text = f"{introduction}\n> Where is it?\n{said}\n> And the cup?\nAlso."
    assert divided(text).new == text


@pytest.mark.parametrize("labels", LABELS.values(), ids=LABELS)
@pytest.mark.parametrize("mark", ["{}:", "*{}:*", "{}\xa0:"])
def test_the_headers_of_outlook_without_a_subject(labels: str, mark: str) -> None:
    sender, sent, receiver, _subject = (mark.format(label) for label in labels.split())
    block = f"{sender} {BO}\n{sent} 5 January 2026 10:00\n{receiver} Ann Lee"
    assert divided(f"Thanks.\n\n{block}\n\nWhere is it?").new == "Thanks."


@pytest.mark.parametrize("mark", FORWARDS)
def test_a_mail_that_is_passed_on_is_no_quotation(mark: str) -> None:
    text = f"See this.\n\n{mark}\n\nFrom: {BO}\nDate: 5 Jan 2026\nTo: Ann\nSubject: Tea\n\nWhere?"
    found = divided(text)
    assert (found.new, found.quoted) == (text, "")


@pytest.mark.parametrize("line", ABOVE)
def test_what_stands_below_the_line_of_another_desk_is_old(line: str) -> None:
    found = divided(f"Yes.\n\n{line}\n\nYour request was updated.")
    assert (found.new, found.quoted) == ("Yes.", f"{line}\n\nYour request was updated.")


@pytest.mark.parametrize(
    "text",
    [
        "I wrote to you on 5 January 2026:\nmy kettle is broken.",
        "Den 5. januar skrev dere dette:\nvi kommer i morgen.",
        "Am 5. Januar 2026 schrieb ich Ihnen:\nder Kessel ist kaputt.",
        "Tegnap (2026. jan. 5.) azt írták:\nholnap jön.",
        "From: Oslo\nTo: Bergen\nDate: 5 May 2026\nPassengers: 2",
        "I write my reply above this line\nas you asked.",
    ],
)
def test_what_only_looks_like_it_is_new(text: str) -> None:
    assert divided(text).new == text


def test_german_with_the_verb_at_the_end() -> None:
    introduction = "Bo Berg hat am 05.01.2026 10:00 geschrieben:"
    assert divided(f"Danke.\n\n{introduction}\n\nWo ist er?").new == "Danke."
