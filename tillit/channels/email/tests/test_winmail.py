"""What Outlook packs into a winmail.dat."""

import base64
import struct

import pytest

from tillit.channels.email import tnef
from tillit.channels.email.explaining import described
from tillit.channels.email.opening import letter_of
from tillit.channels.email.tests.letters import WORDS, bundle

HEAD_OF_TNEF = struct.pack("<IH", 0x223E9F78, 1)


def attribute(level: int, identifier: int, data: bytes) -> bytes:
    """One attribute with its checksum."""
    head = struct.pack("<BHHI", level, identifier, 6, len(data))
    return head + data + struct.pack("<H", sum(data) % 65536)


def text_property(identifier: int, text: str) -> bytes:
    """A property of UTF-16 characters."""
    value = (text + "\0").encode("utf-16-le")
    head = struct.pack("<HHII", 0x1F, identifier, 1, len(value))
    return head + value + b"\0" * (-len(value) % 4)


def properties(*made: bytes) -> bytes:
    """A list of properties."""
    return struct.pack("<I", len(made)) + b"".join(made)


FILE = (
    attribute(2, 0x9002, b"\0" * 14)
    + attribute(2, 0x8010, b"SZMLA~1.PDF\0")
    + attribute(2, 0x800F, b"%PDF-1.4")
    + attribute(2, 0x9005, properties(text_property(0x3707, "..\\számla.pdf")))
)
NUMBER = struct.pack("<HHI", 0x03, 0x0E20, 8)
BODY = attribute(1, 0x9003, properties(NUMBER, text_property(0x1000, "Jó napot!")))


def winmail(*attributes: bytes) -> str:
    """A part with a winmail.dat, as text."""
    raw = HEAD_OF_TNEF + b"".join(attributes)
    head = "Content-Type: application/ms-tnef; name=winmail.dat\n"
    return f"{head}Content-Transfer-Encoding: base64\n\n" + base64.b64encode(raw).decode()


def test_the_files_in_it_are_the_files_of_the_mail() -> None:
    letter = letter_of(bundle(WORDS, winmail(BODY, FILE)))
    [file] = letter.files
    assert (file.name, file.content) == ("számla.pdf", b"%PDF-1.4")
    assert letter.words.text == "Hello, look."


def test_its_words_are_those_of_the_mail_when_there_are_no_others() -> None:
    assert letter_of(bundle(winmail(BODY, FILE))).words.text == "Jó napot!"


@pytest.mark.parametrize("cut", [4, 7, 12, 30, 60, 100])
def test_a_broken_one_is_a_file(cut: int) -> None:
    raw = (HEAD_OF_TNEF + FILE)[:cut]
    part = b"Content-Type: application/ms-tnef\n\n" + raw
    letter = letter_of(bundle(WORDS, part))
    assert [file.name for file in letter.files] in (["winmail.dat"], ["SZMLA~1.PDF"])
    assert described("a", letter)["problems"] or cut == 100


def test_what_is_none_is_not_read() -> None:
    assert tnef.read(b"") is None
    assert tnef.read(b"PK\3\4 something else") is None
