"""Aspects that surveys usually ask about, ready to be added and changed."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from tillit.feedback.delivered import in_all_languages
from tillit.feedback.questionnaire import Part
from tillit.measures.pillars import Pillar
from tillit.measures.registry import Words

PILLARS: Mapping[str, Words] = {
    Pillar.PERSONALISATION: _("Personalisation"),
    Pillar.INTEGRITY: _("Integrity"),
    Pillar.EXPECTATIONS: _("Expectations"),
    Pillar.RESOLUTION: _("Resolution"),
    Pillar.TIME_AND_EFFORT: _("Time and effort"),
    Pillar.EMPATHY: _("Empathy"),
}
"""What the pillars are called."""
_FIVE: Mapping[str, Words] = {
    "speed": _("How quickly we answered"),
    "friendliness": _("How friendly we were"),
    "knowledge": _("How well we knew our business"),
    "clarity": _("How clearly we put it"),
    "solution": _("How well it was solved"),
}
_SIX: Mapping[Pillar, Words] = {
    Pillar.PERSONALISATION: _("How personally we dealt with you"),
    Pillar.INTEGRITY: _("How honest and reliable we were"),
    Pillar.EXPECTATIONS: _("How well we did what you expected of us"),
    Pillar.RESOLUTION: _("How well we solved your problem"),
    Pillar.TIME_AND_EFFORT: _("How little time and effort it took you"),
    Pillar.EMPATHY: _("How well we understood you"),
}


def five_usual() -> tuple[Part, ...]:
    """Speed, friendliness, knowledge, clarity and the solution."""
    return tuple(Part(key, in_all_languages(words)) for key, words in _FIVE.items())


def six_pillars() -> tuple[Part, ...]:
    """One aspect for each pillar."""
    return tuple(
        Part(pillar.replace("_", ""), in_all_languages(words), pillar)
        for pillar, words in _SIX.items()
    )
