"""How many replies a solution takes."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from tillit.conversations.measures.solved import OfSolved, total
from tillit.measures.registry import ClockKind, Figure, Summary, Unit
from tillit.measures.telling import mean


class RepliesPerResolution(OfSolved):
    """Replies of people ÷ resolved conversations."""

    key = "replies-per-resolution"
    order = 33
    title = _("Replies for each resolved")
    unit = Unit.NUMBER
    definition = _(
        "How many replies of a person reached the customer until a conversation was resolved, on "
        "average. Automatic mails, internal notes, and what could not be delivered do not count."
    )
    formula = _("replies ÷ resolved, with its t interval (95%)")

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """The mean with its interval."""
        n, replies, squares = total(summaries, "n", "replies", "squares")
        return mean(n, replies, squares)
