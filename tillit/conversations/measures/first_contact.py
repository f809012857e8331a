"""First-contact resolution, derived from what happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tillit import clock as clockwork
from tillit.conversations.measures.solved import WINDOW, OfSolved, Solved, solved_in
from tillit.conversations.models import Conversation
from tillit.measures.registry import Aim, ClockKind, Extra, Figure, Scope, Summary, Unit, Words
from tillit.measures.statistics import ratio
from tillit.measures.telling import share


class OfMatured(OfSolved):
    """What counts only once it is known who came back."""

    ripens_after = WINDOW + timedelta(days=1)
    counted = _("resolved conversations, seven days on")

    def behind(self, scope: Scope) -> QuerySet[Conversation]:
        """Those whose seven days are over."""
        return solved_in(scope).filter(resolved_at__lte=clockwork.now() - WINDOW)


class FirstContactResolution(OfMatured):
    """Solved with one answer, and not taken up again: of those that had the time to be."""

    key = "first-contact"
    order = 31
    title = _("First-contact resolution")
    aim = Aim.AT_LEAST
    definition = _(
        "The share of resolved conversations that took at most one reply by a person, were not "
        "handed to another team, became no complaint, were not reopened by more than a thank-you, "
        "and whose customer began no other conversation within seven days, on any channel. A "
        "conversation counts on the day on which it was resolved, once the seven days are over. "
        "The figure is derived by Tillit from what happened; nobody is asked. Beside it stands the "
        "share of those that could be solved at first contact: without those that were not, and "
        "had to wait for somebody else than the customer."
    )
    formula = _(
        "solved at first contact ÷ resolved at least seven days ago, with its Wilson interval (95%)"
    )

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """The share of those whose seven days are over."""
        n, first, impossible, _followed = matured(summaries)
        return first_contact(first, n, impossible)

    def says(self, one: Solved) -> Words:
        """Whether one contact was enough."""
        return _("At first contact") if one.at_first_contact else _("Took more")


class RepeatContacts(OfMatured):
    """Who had to come back, in a conversation of its own."""

    key = "repeat-contacts"
    order = 35
    title = _("Customers who came back")
    aim = Aim.AT_MOST
    definition = _(
        "The share of resolved conversations whose customer began another conversation within "
        "seven days, on any channel. Some come back with something else; a share that grows tells "
        "that something was not settled. A conversation counts on the day on which it was "
        "resolved, once the seven days are over."
    )
    formula = _(
        "another conversation begun within seven days ÷ resolved at least seven days ago, with its "
        "Wilson interval (95%)"
    )

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """The share of those whose seven days are over."""
        n, _first, _impossible, followed = matured(summaries)
        return share(followed, n)

    def says(self, one: Solved) -> Words:
        """Whether the customer came back."""
        return _("Came back") if one.followed else _("Resolved")


def matured(summaries: Iterable[Summary]) -> tuple[int, int, int, int]:
    """Of those whose seven days are over: all, at first contact, impossible then, came back."""
    until = (clockwork.now() - WINDOW).timestamp()
    counts = [0, 0, 0, 0]
    for summary in summaries:
        for at, some in summary["first_contact"].items():
            if int(at) <= until:
                counts[:] = map(sum, zip(counts, some, strict=True))
    n, first, impossible, followed = counts
    return n, first, impossible, followed


def first_contact(first: int, n: int, impossible: int) -> Figure:
    """Of all, and beside it of those for which one contact could have been enough."""
    net = Extra(_("Of those that could be"), ratio(first, n - impossible), Unit.SHARE)
    return share(first, n, extras=(net,))
