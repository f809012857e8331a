"""How customers are greeted, in four languages, and never by a guessed gender."""

import pytest

from tillit.conversations.composing.names import read
from tillit.conversations.composing.salutations import greeting


@pytest.mark.parametrize(
    ("name", "language", "formality", "expected"),
    [
        ("Kovács Zsófia", "hu", "", "Kedves Kovács Zsófia!"),
        ("Kovács Zsófia", "hu", "informal", "Kedves Zsófia!"),
        ("Zsófia Kovács", "hu", "formal", "Kedves Kovács Zsófia!"),
        ("Dr. Nagy Péter", "hu", "formal", "Kedves Dr. Nagy Péter!"),
        ("", "hu", "", "Tisztelt Ügyfelünk!"),
        ("Daan de Vries", "nl", "", "Beste Daan,"),
        ("Daan de Vries", "nl", "formal", "Geachte Daan de Vries,"),
        ("de Vries, Daan", "nl", "informal", "Beste Daan,"),
        ("", "nl", "formal", "Geachte klant,"),
        ("Nora Haugen", "nb", "", "Hei Nora,"),
        ("Nora Haugen", "nb", "formal", "Hei Nora Haugen,"),
        ("nora@kunde.example", "nb", "", "Hei,"),
        ("Grace Whitfield", "en", "", "Hi Grace,"),
        ("Grace Whitfield", "en", "formal", "Dear Grace Whitfield,"),
        ("Ms Grace Whitfield", "en", "formal", "Dear Ms Whitfield,"),
        ("Ms Whitfield", "en", "formal", "Dear Ms Whitfield,"),
        ("GRACE WHITFIELD", "en", "", "Hi Grace,"),
        ("Whitfield, Grace", "en", "formal", "Dear Grace Whitfield,"),
        ("", "en", "formal", "Dear customer,"),
        ("", "en", "", "Hello,"),
        ("Order 4711", "en", "", "Hello,"),
        ("Grace Whitfield", "xx", "", "Hi Grace,"),
    ],
)
def test_greetings(name: str, language: str, formality: str, expected: str) -> None:
    assert greeting(name, language, formality) == expected


def test_a_name_that_reads_both_ways_stays_as_it_was_written() -> None:
    assert read("Péter András", "hu").whole == "Péter András"
    assert read("Szabó Zsófia", "hu").given == "Zsófia"
