"""How many conversations customers began."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tillit.conversations.measures.leading import leading
from tillit.conversations.models import Conversation, Shelf, Status
from tillit.measures.dimensions import Fact, FromFacts, narrowed
from tillit.measures.registry import Aim, Case, ClockKind, Figure, Group, Scope, Summary, Unit


class Begun(FromFacts):
    """Conversations by the day of their beginning."""

    key = "new-conversations"
    basis = "begun"
    order = 49
    group = Group.WAITING
    aim: Aim | None = None
    title = _("New conversations")
    unit = Unit.COUNT
    definition = _(
        "How many conversations began in the period, on whatever channel and whoever wrote first. "
        "Spam and what went into another conversation is not among them."
    )
    formula = _("conversations begun, without spam and without those merged away")
    counted = _("new conversations")
    value_label = ""
    exactness = ""
    has_clocks = False
    has_cases = True

    def facts(self, scope: Scope) -> Iterable[Fact]:
        """The conversations that began in this time."""
        return [Fact(number, None) for number in _begun(scope).values_list("pk", flat=True)]

    def count(self, told: Iterable[None]) -> Summary:
        """How many there are."""
        return {"n": sum(1 for _one in told)}

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """Their number; not defined where nothing is known at all."""
        known = [summary["n"] for summary in summaries]
        return Figure(value=sum(known) if known else None, n=sum(known), is_whole=True)

    def cases(self, scope: Scope, offset: int, limit: int) -> Sequence[Case]:
        """The conversations, newest first."""
        found = _begun(scope)
        some = leading(found, scope.teams, "created_at", offset=offset, limit=limit)
        return [_case(one) for one in some]


def _begun(scope: Scope) -> QuerySet[Conversation]:
    found = Conversation.objects.filter(
        team_id__in=scope.teams, created_at__gte=scope.start, created_at__lt=scope.end
    ).exclude(shelf__in=(Shelf.SPAM, Shelf.MERGED))
    return narrowed(found, scope, own={})


def _case(one: Conversation) -> Case:
    return Case(
        conversation=one.pk,
        subject=one.subject,
        customer=one.contact.name,
        at=one.created_at,
        outcome=Status(one.status).label,
        tone="",
        value=None,
        unit=Unit.COUNT,
    )
