"""Whatever comes, reading never raises, loses no word, and takes its time within limits."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tillit.channels.email import guarded
from tillit.channels.email.explaining import described
from tillit.channels.email.guarded import LARGEST_AT_ONCE, letter_within_limits
from tillit.channels.email.letter import Letter
from tillit.channels.email.opening import letter_of
from tillit.channels.email.reading import read
from tillit.channels.email.tests.hostile import HEAD, MAILS
from tillit.channels.email.tests.letters import bundle, letter
from tillit.conversations.channels import Unreadable

OWN = [path.read_bytes() for path in sorted((Path(__file__).parent / "mails").glob("*/*.eml"))]
BROKEN = "it could not be read"
few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def words(text: str) -> Counter[str]:
    """How often each word stands in a text."""
    return Counter(text.split())


def assert_is_whole(read: Letter) -> None:
    """Nothing went wrong inside, and no word was lost."""
    said = read.words
    assert not read.refusal.startswith(BROKEN), read.refusal
    assert words(f"{said.new}\n{said.signature}\n{said.quoted}") == words(said.text)


@pytest.mark.parametrize("name", MAILS)
def test_a_hostile_mail_can_be_described(name: str) -> None:
    assert described("a", letter_of(MAILS[name]))["file"] == "a"


@pytest.mark.parametrize("name", MAILS)
def test_a_hostile_mail_loses_no_word(name: str) -> None:
    assert_is_whole(letter_of(MAILS[name]))


@given(st.binary(max_size=400))
@few
def test_any_bytes_are_read(raw: bytes) -> None:
    assert_is_whole(letter_of(raw))
    assert_is_whole(letter_of(HEAD + raw))


@given(st.sampled_from(OWN), st.data())
@few
def test_own_mails_with_mistakes_are_read(raw: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(raw)))
    until = data.draw(st.integers(at, min(len(raw), at + 40)))
    assert_is_whole(letter_of(raw[:at] + data.draw(st.binary(max_size=20)) + raw[until:]))


@given(st.text(max_size=300), st.sampled_from(["text/plain", "text/html"]))
@few
def test_any_words_are_kept(text: str, kind: str) -> None:
    raw = HEAD + f"Content-Type: {kind}; charset=utf-8\r\n\r\n".encode()
    assert_is_whole(letter_of(raw + text.encode("utf-8", "replace")))


def test_a_large_mail_is_read_in_a_process_of_its_own() -> None:
    file = "Content-Type: application/pdf\nContent-ID: <a@b>\n\n" + "x" * LARGEST_AT_ONCE
    raw = bundle("Content-Type: text/plain\n\nHello.", file, Date="Mon, 1 Jun 2026 10:00:00 +0200")
    assert letter_within_limits(raw) == letter_of(raw)
    assert len(read(raw).enclosures[0].content) == LARGEST_AT_ONCE


def test_a_suspected_mail_is_read_in_a_process_of_its_own() -> None:
    raw = letter("Hello.", List_Id="<a.example>")
    assert letter_within_limits(raw, suspected=True) == letter_of(raw)


def test_what_takes_too_long_is_told_by_its_headers_and_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(guarded, "PATIENCE", 0.3)
    monkeypatch.setattr(guarded, "_PROGRAM", "import time; time.sleep(20)")
    found = letter_within_limits(letter("Hello."), suspected=True)
    assert (found.subject, found.sender.address) == ("The kettle", "grace@customer.example")
    assert any("seconds" in problem for problem in found.problems)
    with pytest.raises(Unreadable, match="seconds"):
        read(letter("Hello."), suspected=True)


def test_what_takes_too_much_of_a_processor_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = "from tillit.channels.email import guarded; guarded.SECONDS = 1; guarded._limit()"
    monkeypatch.setattr(guarded, "_PROGRAM", f"{limit}\nwhile True: pass")
    with pytest.raises(Unreadable, match="seconds"):
        read(letter("Hello."), suspected=True)


def test_what_takes_too_much_memory_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    program = "from tillit.channels.email.guarded import _limit; _limit(); bytearray(400 << 20)"
    monkeypatch.setattr(guarded, "_PROGRAM", program)
    with pytest.raises(Unreadable, match="MB"):
        read(letter("Hello."), suspected=True)
