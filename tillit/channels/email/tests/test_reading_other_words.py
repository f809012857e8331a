"""Words that come in other ways than the usual two, or through programs that damage them."""

import pytest

from tillit.channels.email.opening import letter_of
from tillit.channels.email.tests.letters import WORDS, bundle, letter


def words_of(body: str | bytes, **headers: str) -> str:
    """The words of a mail from Grace."""
    return letter_of(letter(body, **headers)).words.text


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        ("text/enriched", "<bold>Hi</bold> there\nall\n\nA <<\n", "Hi there all\nA <"),
        ("text/enriched", "<color><param>red</param>Red</color>", "Red"),
        ("text/richtext", "<bold>Hi</bold> there<nl>\nall", "Hi there\nall"),
        ("text/markdown", "# Hi", "# Hi"),
        ("plain/text", "Hi", "Hi"),
        ("text/plain", "<!DOCTYPE html><html><body><p>Hi <b>you</b></p></body></html>", "Hi you"),
    ],
)
def test_words_of_other_kinds(kind: str, written: str, meant: str) -> None:
    assert words_of(written, Content_Type=kind) == meant


def test_another_kind_beside_a_plain_text_is_a_file() -> None:
    mail = bundle(WORDS, "Content-Type: text/enriched\n\n<bold>Hi</bold>", subtype="alternative")
    read = letter_of(mail)
    assert read.words.text == "Hello, look."
    assert [file.content_type for file in read.files] == ["text/enriched"]


@pytest.mark.parametrize(
    ("encoding", "written", "meant"),
    [
        ("quoted/printable", "bl=C3=A5", "blå"),
        ("quoted_printable", "bl=C3=A5", "blå"),
        ("Quoted-Printable; x=1", "bl=C3=A5", "blå"),
        ("quoted-printable", "soft=  \n ended", "soft ended"),
        ("base-64", "QmzDpQ==", "Blå"),
        ("7-bit", "Hi", "Hi"),
        ("8-bit", "Blå", "Blå"),
    ],
)
def test_transfer_encodings_as_programs_write_them(encoding: str, written: str, meant: str) -> None:
    read = letter_of(letter(written, Content_Transfer_Encoding=encoding))
    assert (read.words.text, read.problems[2:]) == (meant, ())


def test_lines_that_end_in_old_ways() -> None:
    assert words_of(b"one\rtwo\r\rthree\r\r\nfour\r\n") == "one\ntwo\n\nthree\nfour"


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_mail_that_was_saved_as_text(mark: str) -> None:
    read = letter_of(letter("Blå\n").decode().encode(mark))
    assert (read.subject, read.words.text) == ("The kettle", "Blå")


def test_a_space_in_front_of_the_colon() -> None:
    read = letter_of(b"From : a@x.example\nSubject : Hei\n\nHi")
    assert (read.sender.address, read.subject, read.words.text) == ("a@x.example", "Hei", "Hi")


def test_a_broken_line_among_headers_of_programs() -> None:
    read = letter_of(b"From: a@x.example\nX-Broken header\nX-Scanned: yes\n\nHi")
    assert read.words.text == "Hi"


def test_an_encrypted_file_that_says_nothing_of_itself() -> None:
    part = "Content-Type: application/octet-stream; name=smime.p7m\n\nx"
    assert letter_of(bundle(WORDS, part)).encrypted
