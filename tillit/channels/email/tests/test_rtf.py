"""The words that Outlook keeps in RTF only."""

import base64
import struct
import time

import pytest

from tillit.channels.email.opening import letter_of
from tillit.channels.email.packed_rtf import LARGEST, unpacked_rtf
from tillit.channels.email.rtf import words_of_rtf
from tillit.channels.email.tests.letters import bundle
from tillit.channels.email.tests.test_winmail import attribute, properties, winmail

HELLO = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
"""The first example of Microsoft's description of the format."""
OVERLAPPING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
"""The second one, in which what is repeated is written meanwhile."""


def test_what_the_window_has_is_repeated() -> None:
    assert unpacked_rtf(HELLO) == rb"{\rtf1\ansi\ansicpg1252\pard hello world}" + b"\r\n"
    assert unpacked_rtf(OVERLAPPING) == rb"{\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


@pytest.mark.parametrize("length", range(0, len(HELLO), 3))
def test_as_much_is_unpacked_as_is_there(length: int) -> None:
    whole = unpacked_rtf(HELLO)
    assert whole.startswith(unpacked_rtf(HELLO[:length]))


def test_rtf_that_is_not_packed() -> None:
    plain = rb"{\rtf1 Hello}"
    assert unpacked_rtf(struct.pack("<IIII", 25, len(plain), 0x414C454D, 0) + plain) == plain


@pytest.mark.parametrize(
    ("rtf", "words"),
    [
        (rb"{\rtf1\ansi Hello\par there\tab you}", "Hello\nthere\tyou"),
        (rb"{\rtf1\ansi\ansicpg1250 J\'f3 sz\'f5l\'f5}", "Jó szőlő"),
        (rb"{\rtf1\uc1 \u337?\u-10179?\u-8694? \{ok\}}", "ő😊 {ok}"),
        (rb"{\rtf1{\fonttbl{\f1\fcharset204 Arial;}}\f1 \'cf\'f0\'e8\'e2\'e5\'f2}", "Привет"),
        (rb"{\rtf1{\fonttbl{\f1\fcharset128 MS;}}{\f1 \'93\'fa\'96\'7b} ok}", "日本 ok"),
        (rb"{\rtf1{\colortbl\red0;}{\*\generator X;}{\info{\title T}}Only this}", "Only this"),
        (rb"{\rtf1{\field{\*\fldinst HYPERLINK x}{\fldrslt a link}}}", "a link"),
        (rb"{\rtf1 open {\b bold", "open bold"),
        (b"", ""),
        (b"{{{{\\", ""),
    ],
)
def test_words(rtf: bytes, words: str) -> None:
    assert words_of_rtf(rtf) == (words, "")


def test_a_page_that_was_packed_into_rtf() -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\fonttbl{\f0 Arial;}}{\*\htmltag64 <p>}Hello "
        rb"\htmlrtf{\b\htmlrtf0 {\*\htmltag84 <b>}caf\'e9{\*\htmltag92 </b>}\htmlrtf}\htmlrtf0"
        rb"{\*\htmltag72 </p>}\htmlrtf\par\htmlrtf0}"
    )
    assert words_of_rtf(rtf) == ("", "<p>Hello <b>café</b></p>")


def packed_property(packed: bytes) -> bytes:
    head = struct.pack("<HHII", 0x102, 0x1009, 1, len(packed))
    return head + packed + b"\0" * (-len(packed) % 4)


def test_a_winmail_with_rtf_only_says_its_words() -> None:
    message = attribute(1, 0x9003, properties(packed_property(HELLO)))
    found = letter_of(bundle(winmail(message)))
    assert found.words.text == "hello world"
    assert base64.b64decode(winmail(message).rpartition("\n\n")[2]) == found.files[0].content


@pytest.mark.parametrize(
    "piece", [b"{", b"}", b"\\a", b"\\u1?", b"\\'e9", b"\\f1 x", b"{\\*", b"\\"]
)
def test_rtf_that_repeats_itself_is_read_in_time(piece: bytes) -> None:
    began = time.process_time()
    words_of_rtf(b"{\\rtf1 " + piece * 100_000)
    assert time.process_time() - began < 3


def test_packed_rtf_does_not_grow_past_its_limit() -> None:
    head = struct.pack("<IIII", 1, 2**31, 0x75465A4C, 0)
    assert len(unpacked_rtf(head + b"\xff" + b"\x0c\xff" * 8 * 200_000)) <= LARGEST
