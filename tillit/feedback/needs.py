"""The words of questions about what customers need (Kano), and how an answer to one is kept."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tillit.measures.kano import Feeling, Need
from tillit.measures.registry import Words

PRESENT, ABSENT = "present", "absent"
"""The two halves of the question: if it were there, and if it were not."""
BETWEEN = ":"
FEELINGS: dict[Feeling, Words] = {
    Feeling.LIKE: _("I would like that"),
    Feeling.EXPECT: _("I take that for granted"),
    Feeling.NEUTRAL: _("It is all the same to me"),
    Feeling.TOLERATE: _("I could live with that"),
    Feeling.DISLIKE: _("I would dislike that"),
}
NEEDS: dict[Need, Words] = {
    Need.MUST_BE: _("Must be there"),
    Need.ONE_DIMENSIONAL: _("The more, the better"),
    Need.ATTRACTIVE: _("Delights"),
    Need.INDIFFERENT: _("All the same"),
    Need.REVERSE: _("Better without"),
    Need.QUESTIONABLE: _("Contradicts itself"),
}


def kept_as(present: Feeling, absent: Feeling) -> str:
    """How both halves of an answer are kept in one."""
    return f"{present.value}{BETWEEN}{absent.value}"


def feelings_in(text: str) -> tuple[Feeling, Feeling] | None:
    """What was felt if it were there, and if it were not; None where a half is missing."""
    present, _between, absent = text.partition(BETWEEN)
    known = {one.value: one for one in Feeling}
    if present in known and absent in known:
        return known[present], known[absent]
    return None
