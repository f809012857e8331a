"""The language of a text, among those that Tillit speaks."""

import pytest

from tillit.conversations.language import language_of
from tillit.testing.cast import DAAN, GRACE, NORA, ZSOFIA, Customer


@pytest.mark.parametrize("customer", [NORA, DAAN, ZSOFIA, GRACE], ids=lambda one: one.language)
def test_the_words_of_the_cast_are_recognised(customer: Customer) -> None:
    assert language_of(customer.words) == customer.language


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Hei! Jeg har ikke fått pakken min ennå. Når kommer den?", "nb"),
        ("Hallo, ik heb mijn bestelling nog niet ontvangen.", "nl"),
        ("Jó napot! Nem érkezett meg a csomagom, mikor lesz itt?", "hu"),
        ("HELLO WHERE IS MY ORDER? IT HAS NOT ARRIVED", "en"),
        ("Ja, I don’t know what to do with it", "en"),
    ],
)
def test_short_words_are_enough(words: str, language: str) -> None:
    assert language_of(words) == language


@pytest.mark.parametrize(
    "words", ["", "ok", "85691", "Fjord 40", "https://example.com/a/b/c", "咖啡机坏了怎么办"]
)
def test_what_does_not_tell_is_uncertain(words: str) -> None:
    assert language_of(words) == ""
