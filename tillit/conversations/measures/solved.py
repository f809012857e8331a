"""The conversations that were resolved on a day, and what is counted of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tillit.conversations.measures.leading import leading
from tillit.conversations.models import CaseType, Conversation, Outcome, Shelf, Status
from tillit.conversations.outcomes import outcomes_of, settle
from tillit.journal import rows
from tillit.measures.dimensions import Fact, FromFacts, narrowed
from tillit.measures.registry import (
    Aim,
    Case,
    ClockKind,
    Group,
    Scope,
    Summary,
    Unit,
    Words,
)

WINDOW = timedelta(days=7)
"""Who writes about something else within this time was not helped at first contact."""
LONG_AGO = "0"
"""An instant, in seconds of 1970, since which everything that is matured has been so."""
AT_ONCE = 500
COUNTS = (
    "n", "without_reply", "one_touch", "replies", "squares", "reopened", "reopened_net", "reopens",
    "transferred", "transfers", "escalated",
)  # fmt: skip


@dataclass(frozen=True)
class Solved:
    """A resolved conversation with what came of it."""

    conversation: Conversation
    outcome: Outcome
    followed: bool

    @property
    def at(self) -> datetime:
        """When it was resolved."""
        return self.conversation.resolved_at or self.conversation.created_at

    @property
    def at_first_contact(self) -> bool:
        """Whether one answer was enough, and all that the customer needed from us."""
        one = self.outcome
        came_back = self.followed or one.real_reopens
        passed_on = one.transfers or one.became_complaint
        return one.replies <= 1 and not came_back and not passed_on


def solved_in(scope: Scope) -> QuerySet[Conversation]:
    """Those resolved in this time that are so still; spam and what was merged is not among them."""
    found = Conversation.objects.filter(
        team_id__in=scope.teams,
        resolved_at__gte=scope.start,
        resolved_at__lt=scope.end,
        shelf=Shelf.RESOLVED,
    )
    return narrowed(found, scope, own={})


def with_outcomes(conversations: Sequence[Conversation]) -> list[Solved]:
    """These with what came of each."""
    outcomes, followed = outcomes_of(conversations), _followed(conversations)
    return [Solved(one, outcomes[one.pk], one.pk in followed) for one in conversations]


def _followed(conversations: Sequence[Conversation]) -> set[int]:
    """Those whose customer began another conversation within the window, wherever that was."""
    solved = {one.pk: (one.contact_id, one.resolved_at or one.created_at) for one in conversations}
    if not solved:
        return set()
    first = min(at for _contact, at in solved.values())
    last = max(at for _contact, at in solved.values()) + WINDOW
    begun = _begun(sorted({contact for contact, _at in solved.values()}), first, last)
    return {
        number
        for number, (contact, at) in solved.items()
        if any(other != number and at < when <= at + WINDOW for other, when in begun[contact])
    }


def _begun(
    contacts: Sequence[int], first: datetime, last: datetime
) -> dict[int, list[tuple[int, datetime]]]:
    begun: dict[int, list[tuple[int, datetime]]] = {contact: [] for contact in contacts}
    for start in range(0, len(contacts), AT_ONCE):
        some = contacts[start : start + AT_ONCE]
        those = (
            f"contact_id IN ({rows.marks(some)}) AND created_at > %s AND created_at <= %s"
            " AND status <> %s AND case_type <> %s"
        )
        # What a customer said of us when we asked is no sign that one contact was not enough.
        left_out = [Status.SPAM.value, CaseType.FEEDBACK.value]
        given = [*some, rows.stored(first), rows.stored(last), *left_out]
        columns = ("contact_id", "id", "created_at")
        for contact, number, at in rows.values(Conversation, columns, those, given):
            begun[contact].append((number, at))
    return begun


def counted(found: Iterable[Solved]) -> Summary:
    """What a day of resolved conversations comes to."""
    counts: Counter[str] = Counter()
    first_contact: dict[str, list[int]] = {}
    for one in found:
        counts.update(_counts(one))
        at, first = str(ceil(one.at.timestamp())), one.at_first_contact
        those = first_contact.setdefault(at, [0, 0, 0, 0])
        more = (1, first, one.outcome.was_held and not first, one.followed)
        those[:] = map(sum, zip(those, more, strict=True))
    told = {name: counts[name] for name in COUNTS}
    return {**told, "first_contact": dict(sorted(first_contact.items()))}


def _counts(one: Solved) -> dict[str, int]:
    outcome = one.outcome
    return {
        "n": 1,
        "without_reply": one.conversation.without_reply,
        "one_touch": outcome.replies == 1,
        "replies": outcome.replies,
        "squares": outcome.replies**2,
        "reopened": outcome.reopens > 0,
        "reopened_net": outcome.real_reopens > 0,
        "reopens": outcome.reopens,
        "transferred": outcome.transfers > 0,
        "transfers": outcome.transfers,
        "escalated": outcome.became_complaint,
    }


class OfResolved(FromFacts):
    """What every measure of resolved conversations has in common."""

    group = Group.SOLVING
    unit = Unit.SHARE
    aim: Aim | None = None
    counted: Words = _("resolved conversations")
    value_label: Words = _("Replies")
    exactness: Words = ""
    has_clocks = False
    has_cases = True

    def facts(self, scope: Scope) -> Iterable[Fact]:
        """The conversations resolved in this time."""
        found = with_outcomes(list(solved_in(scope)))
        return [Fact(one.conversation.pk, one) for one in found]

    def settle(self, scope: Scope) -> None:
        """Keep what comes of them, so that the next one resolved does not ask for all again."""
        settle(list(solved_in(scope)))

    def behind(self, scope: Scope) -> QuerySet[Conversation]:
        """The conversations that the figure is made of."""
        return solved_in(scope)

    def cases(self, scope: Scope, offset: int, limit: int) -> Sequence[Case]:
        """The resolved conversations, the last one first."""
        found = self.behind(scope)
        some = leading(found, scope.teams, "resolved_at", offset=offset, limit=limit)
        return [
            Case(
                conversation=one.conversation.pk,
                subject=one.conversation.subject,
                customer=one.conversation.contact.name,
                at=one.at,
                outcome=self.says(one),
                tone="",
                value=self.value_of(one.outcome, scope.clock),
                unit=self.unit_of_case,
            )
            for one in with_outcomes(some)
        ]

    unit_of_case = Unit.COUNT

    def says(self, one: Solved) -> Words:
        """What came of a conversation, in this respect."""
        return _("Resolved")

    def value_of(self, outcome: Outcome, clock: ClockKind) -> float:
        """The number that stands beside it."""
        return outcome.replies


class OfSolved(OfResolved):
    """What is counted of them, as one basis for many measures."""

    basis = "solved"

    def count(self, told: Iterable[Any]) -> Summary:
        """Counts of resolved conversations."""
        return counted(told)

    def matured(self, summary: Summary) -> Summary:
        """The same long after: nobody need wait any more for the seven days to be over."""
        if not summary.get("first_contact"):
            return summary
        sums = [sum(counts) for counts in zip(*summary["first_contact"].values(), strict=True)]
        return {**summary, "first_contact": {LONG_AGO: sums}}


def total(summaries: Iterable[Summary], *names: str) -> tuple[int, ...]:
    """The sums of these counts over all days."""
    found = [0] * len(names)
    for summary in summaries:
        for place, name in enumerate(names):
            found[place] += summary[name]
    return tuple(found)
