"""Files that stand in the words of a mail: uuencoded, in base64 and in yEnc."""

import base64
import binascii
import zlib

import pytest

from tillit.channels.email.opening import letter_of
from tillit.channels.email.tests.letters import letter

CONTENT = bytes(range(256)) * 2
NAME = "Jó tea.bin"


def packed(content: bytes) -> bytes:
    """Bytes as yEnc writes them."""
    made = bytearray()
    for byte in content:
        value = (byte + 42) % 256
        made += bytes((61, (value + 64) % 256)) if value in (0, 10, 13, 61) else bytes((value,))
    return bytes(made)


def yenc(content: bytes = CONTENT, crc: int | None = None) -> bytes:
    """A whole file in yEnc, in one long line."""
    check = zlib.crc32(content) if crc is None else crc
    head = f"=ybegin line=997 size={len(content)} name={NAME}\r\n".encode()
    tail = f"\r\n=yend size={len(content)} crc32={check:08X}\r\n".encode()
    return head + packed(content) + tail


def part_of_yenc(number: int, begin: int, content: bytes) -> bytes:
    """One part of a file in yEnc."""
    head = f"=ybegin part={number} line=997 size={len(CONTENT)} name={NAME}\r\n"
    place = f"=ypart begin={begin + 1} end={begin + len(content)}\r\n"
    tail = f"\r\n=yend size={len(content)} part={number} pcrc32={zlib.crc32(content):08x}\r\n"
    return (head + place).encode() + packed(content) + tail.encode()


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "us-ascii"])
def test_a_file_in_yenc_is_a_file_and_no_words(charset: str) -> None:
    found = letter_of(letter(b"Look:\r\n\r\n" + yenc() + b"Bye.\r\n", charset=charset))
    assert [(file.name, file.content) for file in found.files] == [(NAME, CONTENT)]
    assert found.words.text == "Look:\n\nBye."
    assert not [problem for problem in found.problems if "yEnc" in problem]


def test_parts_of_one_file_are_put_together() -> None:
    parts = part_of_yenc(2, 300, CONTENT[300:]) + part_of_yenc(1, 0, CONTENT[:300])
    found = letter_of(letter(b"Look:\r\n" + parts))
    assert [(file.name, file.content) for file in found.files] == [(NAME, CONTENT)]
    assert found.words.text == "Look:"


@pytest.mark.parametrize(
    ("block", "content", "problem"),
    [
        (yenc(crc=1), CONTENT, "a file in yEnc is damaged"),
        (yenc()[:200], None, "a file in yEnc is damaged"),
        (part_of_yenc(1, 0, CONTENT[:300]), CONTENT[:300], "a file in yEnc is not whole"),
    ],
)
def test_what_is_there_of_a_broken_file_is_kept(
    block: bytes, content: bytes | None, problem: str
) -> None:
    found = letter_of(letter(b"Look:\r\n" + block))
    [file] = found.files
    assert file.name == NAME
    assert content is None or file.content == content
    assert [one for one in found.problems if one.startswith(problem)]


def uuencoded(content: bytes) -> bytes:
    lines = [binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45)]
    return b"begin 644 tea.bin\n" + b"".join(lines) + b"`\n"


def test_a_uuencoded_file_may_lack_its_end() -> None:
    found = letter_of(letter(b"Look:\n" + uuencoded(CONTENT)))
    assert [(file.name, file.content) for file in found.files] == [("tea.bin", CONTENT)]
    assert found.words.text == "Look:"


def test_a_file_in_base64_of_its_own() -> None:
    block = b"begin-base64 644 tea.bin\n" + base64.encodebytes(CONTENT) + b"====\n"
    found = letter_of(letter(b"Look:\n" + block + b"Bye.\n"))
    assert [(file.name, file.content) for file in found.files] == [("tea.bin", CONTENT)]
    assert found.words.text == "Look:\n\nBye."


@pytest.mark.parametrize(
    "words",
    [
        "The line =ybegin is how it begins.",
        "Please\nbegin 2024 as planned\nend",
        "begin 644 files\nand so on",
        "begin-base64 644 x\nis what it says",
    ],
)
def test_words_that_look_like_it_stay_words(words: str) -> None:
    found = letter_of(letter(words))
    assert (found.words.text, found.files) == (words, ())
