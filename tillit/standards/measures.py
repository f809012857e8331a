"""The share of promises kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tillit.measures.dimensions import NONE, Fact, FromFacts, narrowed
from tillit.measures.registry import (
    Aim,
    Case,
    ClockKind,
    Extra,
    Figure,
    Group,
    Scope,
    Summary,
    Unit,
)
from tillit.measures.statistics import ratio
from tillit.measures.telling import share
from tillit.standards.models import Cause, Promise, PromiseState

DECIDED = (PromiseState.KEPT, PromiseState.BROKEN)
OWN = {"agent": "answered_by_id", "standard": "version__standard_id"}
_TONES = {PromiseState.KEPT: "ok", PromiseState.BROKEN: "bad"}


def compliance(kept: int, broken: int, *, without_reply: int = 0) -> Figure:
    """Kept / (kept + broken) with a Wilson 95 % interval; not defined when none was decided."""
    ended = kept + broken + without_reply
    beside = Extra(_("Resolved without a reply"), ratio(without_reply, ended), Unit.SHARE)
    return share(kept, kept + broken, extras=(beside,))


class PromisesKept(FromFacts):
    """Kept / (kept + broken), in the period of the decision."""

    key = "promises-kept"
    basis = "promises-kept"
    group = Group.PROMISES
    aim = Aim.AT_LEAST
    order = 20
    title = _("Promises kept")
    unit = Unit.SHARE
    definition = _(
        "The share of promises that were answered in time. A promise is kept when we answered at "
        "or before the instant it was due, and broken from then on, answered or not. It counts "
        "in the period in which it was decided. Promises that still run do not count; those that "
        "ended because a conversation was resolved without a reply are shown beside it."
    )
    formula = _("kept ÷ (kept + broken), with its Wilson interval (95%)")
    counted = _("decided promises")
    value_label = _("Answered after")
    exactness = ""
    has_clocks = False
    has_cases = True
    own = OWN

    def facts(self, scope: Scope) -> Iterable[Fact]:
        """The promises decided on one day, with who answered them, and the standard of each."""
        columns = ("conversation_id", "answered_by_id", "version__standard_id", "state", "cause")
        return [
            Fact(
                conversation,
                ("without_reply" if cause == Cause.NO_REPLY_NEEDED else state, standard),
                {"agent": str(agent or NONE), "standard": str(standard)},
            )
            for conversation, agent, standard, state, cause in _decided(scope).values_list(*columns)
        ]

    def count(self, told: Iterable[tuple[str, int]]) -> Summary:
        """How many were kept, broken, and ended without a reply; and for each standard."""
        counts: Counter[str] = Counter()
        standards: dict[str, list[int]] = {}
        for outcome, standard in told:
            counts[outcome] += 1
            if outcome in DECIDED:
                late = outcome != PromiseState.KEPT
                standards.setdefault(str(standard), [0, 0])[late] += 1
        names = (PromiseState.KEPT, PromiseState.BROKEN, "without_reply")
        return {**{str(name): counts[name] for name in names}, "standards": standards}

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """The share with its interval, and beside it the share resolved without a reply."""
        kept = broken = without_reply = 0
        for summary in summaries:
            kept += summary["kept"]
            broken += summary["broken"]
            without_reply += summary["without_reply"]
        return compliance(kept, broken, without_reply=without_reply)

    def cases(self, scope: Scope, offset: int, limit: int) -> Sequence[Case]:
        """The decided promises, newest decision first."""
        rows = _decided(scope).filter(state__in=DECIDED)
        rows = rows.select_related("conversation__contact", "calendar_version")
        return [_case(row) for row in rows.order_by("-decided_at", "-id")[offset : offset + limit]]


def _decided(scope: Scope) -> QuerySet[Promise]:
    found = Promise.objects.filter(
        conversation__team_id__in=scope.teams,
        decided_at__gte=scope.start,
        decided_at__lt=scope.end,
    )
    return narrowed(found, scope, own=OWN, through="conversation__")


def _case(promise: Promise) -> Case:
    taken = promise.taken
    return Case(
        conversation=promise.conversation_id,
        subject=promise.conversation.subject,
        customer=promise.conversation.contact.name,
        at=promise.decided_at or promise.due_at,
        outcome=promise.get_state_display(),
        tone=_TONES.get(PromiseState(promise.state), ""),
        value=taken.total_seconds() if taken is not None else None,
        unit=Unit.SECONDS,
    )
