"""Which language a text is in, among those that Tillit speaks."""

from functools import cache
from typing import TYPE_CHECKING

from tillit.people.languages import CODES

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

CERTAIN = 0.9
SHORTEST = 12
"""A text shorter than this many letters is too short to tell."""
ENOUGH = 600
"""The first characters decide; more only cost time."""


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["en", "no", "nl", "hu"])
    # It keeps the tables of all its languages for another choice that is never made: 19 MB.
    identifier._full_model = identifier.nb_ptc, identifier.nb_pc, identifier.nb_classes
    return identifier


def language_of(text: str) -> str:
    """The language of a text as its code, empty when uncertain."""
    text = text[:ENOUGH].strip()
    if sum(character.isalpha() for character in text) < SHORTEST:
        return ""
    code, certainty = _identifier().classify(text)
    code = "nb" if code == "no" else code
    return code if certainty >= CERTAIN and code in CODES else ""
