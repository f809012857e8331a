"""The new words of a reply apart from what it quotes."""

from collections import Counter

import pytest

from tillit.channels.email.quoting import LONGEST, Division, apart, divided

DESK = "Ada · Desk <support@desk.example>"
WRAPPED = DESK.replace("<", "<\n")
OLD = "Hello,\n\nthank you for writing."
MARKED = "> Hello,\n>\n> thank you for writing."
INTRODUCTIONS = {
    "Gmail, English": f"On Mon, Jun 1, 2026 at 10:12 AM {DESK} wrote:",
    "Gmail, English, wrapped": f"On Mon, Jun 1, 2026 at 10:12 AM {WRAPPED} wrote:",
    "Gmail, Norwegian": f"man. 1. juni 2026 kl. 10:12 skrev {DESK}:",
    "Gmail, Norwegian, wrapped": f"man. 1. juni 2026 kl. 10:12 skrev {WRAPPED}:",
    "Gmail, Dutch": f"Op ma 1 jun 2026 om 10:12 schreef {DESK}:",
    "Gmail, Dutch, wrapped": f"Op ma 1 jun 2026 om 10:12 schreef {WRAPPED}:",
    "Gmail, Hungarian, wrapped": f"{WRAPPED} ezt írta (időpont: 2026. jún. 1., H, 10:12):",
    "Gmail, Hungarian": f"{DESK} ezt írta (időpont: 2026. jún. 1., H, 10:12):",
    "Apple, English": f"On 1 Jun 2026, at 10:12, {DESK} wrote:",
    "Apple, Norwegian": f"1. juni 2026 kl. 10:12 skrev {DESK}:",
    "Apple, Norwegian, older": f"Den 1. jun. 2026 kl. 10:12 skrev {DESK}:",
    "Apple, Dutch": f"Op 1 jun 2026, om 10:12 heeft {DESK} het volgende geschreven:",
    "Apple, Hungarian": f"2026. jún. 1. dátummal, 10:12 időpontban {DESK} írta:",
}
OUTLOOK = {
    "English": "From: {desk}\nSent: Monday, June 1, 2026 10:12 AM\nTo: Grace\nSubject: Re: Kettle",
    "Norwegian": "Fra: {desk}\nSendt: mandag 1. juni 2026 10:12\nTil: Nora\nEmne: Re: Kvernen",
    "Dutch": "Van: {desk}\nVerzonden: maandag 1 juni 2026 10:12\nAan: Daan\nOnderwerp: Re: Pakje",
    "Hungarian": "Feladó: {desk}\nElküldve: 2026. június 1., hétfő\nCímzett: Én\nTárgy: Re: Őrlő",
}
NEW = "Tusen takk, köszönöm! \n  It works now.\n\n-- \nGrace\n"


def counted(text: str) -> Counter[str]:
    """How often each word stands in a text."""
    return Counter(text.split())


@pytest.mark.parametrize("introduction", INTRODUCTIONS.values(), ids=INTRODUCTIONS.keys())
@pytest.mark.parametrize("old", [MARKED, OLD], ids=["marked", "unmarked"])
def test_words_above_an_introduction_are_new(introduction: str, old: str) -> None:
    quotation = f"{introduction}\n\n{old}"
    new, quoted = apart(f"{NEW}\n\n{quotation}")
    assert new == NEW.strip()
    assert quoted == quotation


@pytest.mark.parametrize("introduction", INTRODUCTIONS.values(), ids=INTRODUCTIONS.keys())
def test_an_introduction_may_be_marked_too(introduction: str) -> None:
    quotation = "\n".join(f"> {line}" for line in f"{introduction}\n\n{OLD}".split("\n"))
    assert apart(f"{NEW}\n{quotation}") == (NEW.strip(), quotation)


@pytest.mark.parametrize("block", OUTLOOK.values(), ids=OUTLOOK.keys())
@pytest.mark.parametrize("line", ["", "_" * 32 + "\n"], ids=["plain", "with a line"])
def test_words_above_the_headers_of_outlook_are_new(block: str, line: str) -> None:
    quotation = line + block.format(desk=DESK) + "\n\n" + OLD
    assert apart(f"{NEW}\n\n{quotation}") == (NEW.strip(), quotation)


def test_words_above_the_line_of_old_programs_are_new() -> None:
    quotation = f"-----Original Message-----\n{OUTLOOK['English'].format(desk=DESK)}\n\n{OLD}"
    assert apart(f"Thanks!\n\n{quotation}") == ("Thanks!", quotation)


def test_marked_words_below_need_no_introduction() -> None:
    assert apart(f"Thanks!\n\n{MARKED}\n") == ("Thanks!", MARKED)


@pytest.mark.parametrize(
    "text",
    [
        "Just a question, @Ada.",
        "Order:\n- one\n- two\nmy mail: grace@customer.example",
        "Hello,\n\nthe lid is cracked.\n\nBest regards,\nGrace\ngrace@customer.example",
        "Warning: the kettle @ home is hot.\n\nCall me.",
        "> Is it red?\nYes, it is.\n> Is it new?\nNo.",
        f"{OUTLOOK['Dutch'].format(desk=DESK)}\n\n{OLD}",
        MARKED,
        "",
    ],
)
def test_everything_is_new_when_nothing_is_quoted_or_nothing_else_would_be_left(text: str) -> None:
    assert apart(text) == (text, "")


@pytest.mark.parametrize("introduction", INTRODUCTIONS.values(), ids=INTRODUCTIONS.keys())
def test_new_words_and_quoted_words_are_the_whole_text(introduction: str) -> None:
    for text in (
        f"\n\n  {NEW}\r\n\r\n{introduction}\r\n{MARKED}\r\n\r\n> > deeper\r\n\r\nbelow\r\n",
        f"Hi!\n{introduction}\n{MARKED}\nYes.\n{introduction}\n> again",
        f"{introduction}\n{introduction}\n{MARKED}",
    ):
        assert counted("\n".join(apart(text))) == counted(text)


@pytest.mark.parametrize(
    "text",
    ["On " * 33_000 + "@", "Op @\n" * 9_000, "\n> a" * 12_000, ("\n" + ">" * 200) * 480 + "@"],
    ids=["one line", "many lines", "many marks", "deep marks"],
)
def test_a_text_made_to_keep_the_search_busy_loses_nothing(text: str) -> None:
    assert counted("\n".join(apart(text))) == counted(text)


def test_a_text_too_long_to_be_searched_is_shown_whole() -> None:
    text = "a" * LONGEST + f"\n{INTRODUCTIONS['Gmail, English']}\n{MARKED}"
    assert apart(text) == (text, "")


@pytest.mark.parametrize("introduction", INTRODUCTIONS.values(), ids=INTRODUCTIONS.keys())
def test_words_below_and_around_a_quotation_are_new(introduction: str) -> None:
    quotation = f"{introduction}\n{MARKED}"
    assert apart(f"{quotation}\n\nMy answer.") == ("My answer.", quotation)
    assert apart(f"Hi!\n\n{quotation}\n\nMy answer.") == ("Hi!\n\nMy answer.", quotation)


def test_answers_between_the_quoted_lines_stay_with_them() -> None:
    text = f"{INTRODUCTIONS['Gmail, Dutch']}\n> Is it red?\nYes.\n> Is it new?\nNo."
    assert apart(text) == (text, "")


def test_a_mail_that_is_passed_on_is_new() -> None:
    text = "What is this?\n\n---------- Forwarded message ---------\nFrom: a@b.example\n\n> Hello"
    assert apart(text) == (text, "")


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone",
        "Sendt fra min iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Elküldve az iPhone-omról",
        "iPhone-ról küldve",
        "Get Outlook for Android<https://aka.example/x>",
        "Outlook voor Android downloaden",
        "Sendt fra E-post for Windows",
        "Sent from Yahoo Mail on Android",
        "-- \nGrace\nKettle Street 1",
    ],
)
def test_a_signature_is_told_from_the_words(line: str) -> None:
    division = divided(f"It works.\n\nBest regards\nGrace\n\n{line}\n\n{MARKED}")
    assert division == Division("It works.\n\nBest regards\nGrace", MARKED, line)


@pytest.mark.parametrize(
    "text", ["It was sent from my shop", "- one\n- two", "Get the mail, please."]
)
def test_ordinary_words_are_no_signature(text: str) -> None:
    assert divided(f"Hello,\n\n{text}").signature == ""
