"""The threads of the demo world, which the recogniser was not made from, tell how good it is."""

import pytest

from tillit.conversations.language import language_of
from tillit.demo.scripts import scripts
from tillit.people.languages import CODES


@pytest.mark.parametrize("language", sorted(CODES))
def test_first_mails_are_recognised_and_no_message_is_mistaken(language: str) -> None:
    threads = scripts(language)
    first = [language_of(f"{thread.subject}\n{thread.turns[0].text}") for thread in threads]
    every = [language_of(turn.text) for thread in threads for turn in thread.turns]
    assert first.count(language) >= 0.98 * len(first)
    assert set(every) <= {language, ""}
