"""Small parts that pages are made of, as data: no request, no database."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HUES: Final = 12


@dataclass(frozen=True)
class Face:
    """One of the five worded answers to "How did we do?"."""

    score: int
    icon: str
    label: Promise
    tone: str


FACES: Final = (
    Face(score=1, icon="angry", label=_("Very bad"), tone="bad"),
    Face(score=2, icon="frown", label=_("Bad"), tone="bad"),
    Face(score=3, icon="meh", label=_("So-so"), tone="warn"),
    Face(score=4, icon="smile", label=_("Good"), tone="ok"),
    Face(score=5, icon="laugh", label=_("Very good"), tone="ok"),
)


def face(score: int) -> Face:
    """The face that stands for a score of 1 to 5."""
    return FACES[score - 1]


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    ends = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in ends).upper()


def hue(identity: int) -> int:
    """One of twelve hues, always the same for the same person."""
    return (identity * 5) % HUES
