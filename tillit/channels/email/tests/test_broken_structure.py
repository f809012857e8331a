"""Headers and containers as programs break them, each a class of its own."""

import base64

import pytest

from tillit.channels.email.opening import letter_of
from tillit.channels.email.tests.letters import WORDS, bundle, container, letter

FILE = b"%PDF-1.4\n\x00\xff"
PACKED = base64.encodebytes(FILE).decode()
ATTACHED = (
    f"Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n{PACKED}"
)


def test_a_header_goes_on_below_a_line_of_spaces() -> None:
    found = letter_of(
        b"From: a@b.example\r\nSubject: one\r\n \r\n two\r\nTo: c@d.example\r\n\r\nHi"
    )
    assert (found.subject, found.to[0].address, found.words.text) == (
        "one two",
        "c@d.example",
        "Hi",
    )


def test_a_line_of_spaces_is_the_end_of_the_headers_otherwise() -> None:
    assert letter_of(b"From: a@b.example\r\n \r\nHi: there").words.text == "Hi: there"


@pytest.mark.parametrize(
    "written",
    [
        "<very-long\r\n -name@x.example>",
        "<very-long -name@x.example>",
        "=?utf-8?q?=3Cvery-long-name=40x=2Eexample=3E?=",
        "<very-long-name@x.example> (added by a relay)",
    ],
)
def test_message_ids_that_were_torn_or_packed(written: str) -> None:
    found = letter_of(letter(Message_ID=written, In_Reply_To=written))
    assert found.message_id == found.in_reply_to == "<very-long-name@x.example>"


def test_words_around_a_message_id_are_no_part_of_it() -> None:
    found = letter_of(letter(In_Reply_To='Your message of "Mon, 5 Jan" <a@x.example>'))
    assert found.in_reply_to == "<a@x.example>"


def test_a_subject_is_one_line() -> None:
    assert letter_of(letter(Subject="=?utf-8?q?one=0D=0Atwo?=")).subject == "one two"


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Ann (the (second) one) <ann@x.example>", [("Ann", "ann@x.example")]),
        ("<a@x.example> <b@x.example>", [("", "a@x.example"), ("", "b@x.example")]),
        ("Ann <a@x.example> <A@x.example>", [("Ann", "a@x.example")]),
        ('"Ann <ann@evil.example>" <bo@x.example>', [("Ann <ann@evil.example>", "bo@x.example")]),
        ("(not closed", []),
    ],
)
def test_people(written: str, people: list[tuple[str, str]]) -> None:
    assert [(one.name, one.address) for one in letter_of(letter(To=written)).to] == people


CIRCLED = b"\x1b$B\x2d\x21\x2d\x6a\x1b(B"


def test_iso_2022_jp_with_the_characters_of_microsoft() -> None:
    packed = base64.b64encode(CIRCLED).decode()
    raw = letter(CIRCLED, charset="iso-2022-jp", Subject=f"=?iso-2022-jp?B?{packed}?=")
    found = letter_of(raw)
    assert (found.subject, found.words.text, found.problems) == ("①㈱", "①㈱", found.problems)
    assert not [one for one in found.problems if "iso-2022-jp" in one]


def test_japanese_lines_that_are_broken_off_stay_readable() -> None:
    raw = b"\x1b$B\x2d\x21\nabc \x1b(I\x36\x1b(J"
    assert letter_of(letter(raw, charset="iso-2022-jp")).words.text.startswith("①\n")


@pytest.mark.parametrize("charset", ["iso-8859-1", "x-nobody", "", "utf-8"])
def test_the_charset_of_a_file_name_may_be_another(charset: str) -> None:
    head = f"Content-Disposition: attachment; filename*={charset}''J%C3%B3.pdf\n"
    [file] = letter_of(bundle(WORDS, f"{head}Content-Type: application/pdf\n\nx")).files
    assert file.name == "Jó.pdf"


def test_a_container_inside_of_one_with_the_same_boundary() -> None:
    inner = b"Content-Type: multipart/alternative; boundary=edge\n\n" + container(WORDS) + b"\n"
    found = letter_of(bundle(inner, ATTACHED))
    assert (found.words.text, [file.content for file in found.files]) == ("Hello, look.", [FILE])


def test_what_stands_behind_the_end_of_a_container_is_no_part_of_it() -> None:
    raw = bundle(WORDS) + b"\r\nAn epilogue.\r\n--edge\r\n\r\nnothing\r\n--edge--\r\n"
    assert letter_of(raw).words.text == "Hello, look."


def test_a_container_that_is_encoded_as_a_whole() -> None:
    packed = base64.encodebytes(container(WORDS, ATTACHED)).decode()
    kind = "multipart/mixed; boundary=edge"
    found = letter_of(letter(packed, Content_Type=kind, Content_Transfer_Encoding="base64"))
    assert (found.words.text, [file.content for file in found.files]) == ("Hello, look.", [FILE])


def test_a_container_with_nothing_in_it_has_no_words() -> None:
    found = letter_of(letter("--edge--\n", Content_Type="multipart/mixed; boundary=edge"))
    assert (found.words.text, found.files) == ("", ())


@pytest.mark.parametrize("gap", ["\n", "_______________\n"])
def test_the_footer_of_a_list_below_base64_is_no_part_of_it(gap: str) -> None:
    footer = f"{gap}You get this since you are on the list of the tea house\n"
    [file] = letter_of(bundle(WORDS, ATTACHED + footer)).files
    assert file.content == FILE


def test_a_comment_behind_an_encoding() -> None:
    [file] = letter_of(bundle(WORDS, ATTACHED.replace("base64", "base64 (so to speak)"))).files
    assert file.content == FILE


def test_a_mail_in_pieces_says_so_and_keeps_its_piece() -> None:
    kind = 'message/partial; id="tea@x"; number=2; total=3'
    found = letter_of(letter("the second piece", Content_Type=kind))
    assert "this is part 2 of 3 of a mail that was sent in pieces" in found.problems
    assert [file.content for file in found.files] == [b"the second piece"]


def test_a_file_that_is_kept_elsewhere_says_where() -> None:
    kind = 'message/external-body; access-type=URL; URL="https://files.example/a.pdf"'
    found = letter_of(bundle(WORDS, f"Content-Type: {kind}\n\nContent-Type: application/pdf\n\n"))
    assert "a file is kept elsewhere: https://files.example/a.pdf" in found.problems
