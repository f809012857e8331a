"""What is enclosed in a mail."""

import pytest

from tillit.channels.email.opening import letter_of
from tillit.channels.email.parsing import MOST_PARTS
from tillit.channels.email.reading import read
from tillit.channels.email.tests.letters import WORDS, bundle, container, letter
from tillit.conversations.channels import Unreadable
from tillit.conversations.envelope import Enclosure

PDF = "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n"
FORWARDED = (
    "From: Bob <bob@elsewhere.example>\nSubject: Inside\n"
    "Content-Type: text/plain\n\nWords of somebody else."
)


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("attachment; filename=invoice.pdf", "invoice.pdf"),
        ('attachment; filename="my invoice.pdf"', "my invoice.pdf"),
        ("attachment; filename*=utf-8''sz%C3%A1mla%20%C5%91%C5%B1.pdf", "számla őű.pdf"),
        (
            "attachment;\n filename*0*=iso-8859-1''bl%E5b%E6r;\n filename*1*=%F8l;"
            "\n filename*2=.pdf",
            "blåbærøl.pdf",
        ),
        ("attachment; filename*=unknown''a%E5.pdf", "aå.pdf"),
        ('attachment; filename="=?utf-8?B?c3rDoW1sYS5wZGY=?="', "számla.pdf"),
        ('attachment; filename="kvæ\u0151n.pdf"', "kvæőn.pdf"),
        ("attachment", "application.pdf"),
        ("inline", "application.pdf"),
    ],
)
def test_name_of_a_file(disposition: str, name: str) -> None:
    part = f"{PDF}Content-Disposition: {disposition}\n\naGk="
    assert read(bundle(WORDS, part)).enclosures == (Enclosure(name, "application/pdf", b"hi"),)


def test_name_may_stand_in_the_content_type() -> None:
    part = "Content-Type: image/png; name*=utf-8''%C3%A6.png\n\nhi"
    assert [file.name for file in read(bundle(WORDS, part)).enclosures] == ["æ.png"]


def test_a_text_file_is_a_file_and_not_words() -> None:
    part = "Content-Type: text/plain\nContent-Disposition: attachment; filename=log.txt\n\nlines"
    envelope = read(bundle(WORDS, part))
    assert envelope.text == "Hello, look."
    assert [file.content for file in envelope.enclosures] == [b"lines"]


def test_words_and_files_are_found_at_any_depth() -> None:
    page = b"Content-Type: text/html\n\n<p>Hello, look: <img src=cid:one></p>"
    picture = b"Content-Type: image/png\nContent-ID: <one>\n\nPNG"
    related = b"Content-Type: multipart/related; boundary=two\n\n"
    related += container(page, picture, edge="two")
    either = b"Content-Type: multipart/alternative; boundary=one\n\n"
    either += container(WORDS, related, edge="one")
    envelope = read(bundle(either, f"{PDF}\naGk="))
    assert envelope.text == "Hello, look."
    kinds = [(file.content_type, file.content) for file in envelope.enclosures]
    assert kinds == [("image/png", b"PNG"), ("application/pdf", b"hi")]


def test_words_before_and_after_a_picture_stand_together() -> None:
    after = "Content-Type: text/plain\n\nAnd here."
    envelope = read(bundle(WORDS, "Content-Type: image/jpeg\n\nJPG", after))
    assert envelope.text == "Hello, look.\nAnd here."


def test_an_attached_mail_is_a_file_with_all_that_is_in_it() -> None:
    inside = b"From: Bob <bob@elsewhere.example>\nContent-Type: multipart/mixed; boundary=in\n\n"
    inside += container("Content-Type: text/plain\n\nWords of somebody else.", PDF, edge="in")
    attached = b"Content-Type: message/rfc822\nContent-Disposition: attachment; filename=f.eml\n\n"
    envelope = read(bundle(WORDS, attached + inside))
    assert envelope.text == "Hello, look."
    [file] = envelope.enclosures
    assert (file.name, file.content_type) == ("f.eml", "message/rfc822")
    assert b"Words of somebody else." in file.content
    assert b"application/pdf" in file.content


def test_an_attached_mail_without_a_name_is_named() -> None:
    [file] = read(bundle(WORDS, f"Content-Type: message/rfc822\n\n{FORWARDED}")).enclosures
    assert file.name == "mail.eml"
    assert file.content.startswith(b"From: Bob")


def test_as_many_parts_as_a_letter_may_have_are_read() -> None:
    envelope = read(bundle(WORDS, *["Content-Type: image/png\n\nx"] * (MOST_PARTS - 1)))
    assert len(envelope.enclosures) == MOST_PARTS - 1


def test_one_part_more_cannot_be_read() -> None:
    with pytest.raises(Unreadable, match="more than 300 parts"):
        read(bundle(WORDS, *["Content-Type: image/png\n\nx"] * MOST_PARTS))


def test_broken_base64_and_a_missing_end_lose_nothing_else() -> None:
    raw = bundle(WORDS, PDF + "\n!!aGk").removesuffix(b"--edge--\r\n")
    envelope = read(raw)
    assert envelope.text == "Hello, look."
    assert len(envelope.enclosures) == 1


def test_a_content_type_without_its_semicolon() -> None:
    [file] = letter_of(
        bundle(WORDS, 'Content-Type: application/pdf name="Bill.pdf"\n\nPDF', subtype="mixed")
    ).files
    assert (file.name, file.content_type) == ("Bill.pdf", "application/pdf")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("image/jpg", "image.jpg"),
        ("image/x-png", "image.png"),
        ("application/x-pdf", "application.pdf"),
    ],
)
def test_a_nameless_file_ends_as_its_type_is_meant(kind: str, name: str) -> None:
    [file] = letter_of(bundle(WORDS, f"Content-Type: {kind}\nContent-ID: <a@b>\n\nx")).files
    assert (file.name, file.content_type) == (name, kind)


def test_words_that_are_said_to_be_base64_and_are_none() -> None:
    words = "The kettle is\nbroken since this\nmorning and leaks."
    read = letter_of(letter(words, Content_Transfer_Encoding="base64"))
    assert read.words.new == words
    assert "base64 that is none" in read.problems
    damaged = letter_of(
        letter("VGhlIGtldHRsZSBpcyBicm9rZW4u\n--\n", Content_Transfer_Encoding="base64")
    )
    assert damaged.words.new == "The kettle is broken."


def test_a_file_of_outlook_is_no_mail() -> None:
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 40
    read = letter_of(raw)
    assert (read.words.text, read.files) == ("", ())
    assert "this is a file of Outlook and no mail" in read.problems


@pytest.mark.parametrize("before", ["\n", "\r\n\r\n", " ", " \n\t\n"])
def test_something_empty_before_the_headers(before: str) -> None:
    read = letter_of(before.encode() + letter())
    assert (read.subject, read.words.new) == ("The kettle", "Hello.")


@pytest.mark.parametrize(
    "disposition",
    [
        "attachment; filename=szamla.pdf; filename*=UTF-8''sz%C3%A1mla.pdf",
        "attachment; filename*=UTF-8''sz%C3%A1mla.pdf; filename=szamla.pdf",
        "attachment; filename*=sz%C3%A1mla.pdf",
        "attachment; filename*0*=UTF-8''sz%C3; filename*1*=%A1mla.pdf",
        'attachment; filename="számla.pdf',
    ],
)
def test_a_name_in_its_own_charset_is_the_better_one(disposition: str) -> None:
    part = f"Content-Type: application/pdf\nContent-Disposition: {disposition}\n\nPDF"
    [file] = letter_of(bundle(WORDS, part)).files
    assert file.name == "számla.pdf"
