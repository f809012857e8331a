"""First response time, from the messages themselves."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models import Conversation, Shelf
from tillit.measures.registry import Case, ClockKind, Extra, Figure, Scope, Summary, Unit
from tillit.measures.statistics import percentile_of_sorted

COLUMNS = {
    ClockKind.BUSINESS: "first_response_business",
    ClockKind.CALENDAR: "first_response_calendar",
}


class FirstResponseTime:
    """From the first customer message to the first answer by a person (domain: clocks)."""

    key = "first-response"
    order = 10
    title = _("First response time")
    unit = Unit.SECONDS
    definition = _(
        "How long customers waited for the first answer by a person. It runs from the arrival of "
        "the first message to the click on Send of the first reply that left the house. Automatic "
        "mails and internal notes never count as an answer. A conversation counts in the period of "
        "its first answer; unanswered ones are not in it yet."
    )
    formula = _(
        "median of (first reply − first message); P90 beside it, both by linear interpolation"
    )
    counted = _("answered conversations")
    value_label = _("Answered after")
    has_clocks = True

    def summarise(self, scope: Scope) -> Summary:
        """Both clocks of every first answer of the day, in seconds, sorted."""
        rows = list(
            _answered(scope).values_list(
                "first_response_business", "first_response_calendar", "first_answered_by_id"
            )
        )
        return {
            ClockKind.BUSINESS.value: sorted(row[0] for row in rows),
            ClockKind.CALENDAR.value: sorted(row[1] for row in rows),
            "agents": Counter(str(row[2]) for row in rows if row[2]),
        }

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """Median and 90th percentile."""
        values: list[int] = []
        for summary in summaries:
            values += summary[clock.value]
        values.sort()
        slow = percentile_of_sorted(values, 0.9)
        return Figure(
            value=percentile_of_sorted(values, 0.5),
            n=len(values),
            extras=(Extra(_("90% were answered within"), slow, Unit.SECONDS),),
        )

    def by_agent(self, summaries: Iterable[Summary]) -> dict[int, Figure]:
        """How many conversations each agent answered first."""
        answered: Counter[str] = Counter()
        for summary in summaries:
            answered.update(summary["agents"])
        return {int(agent): Figure(value=None, n=n) for agent, n in answered.items()}

    def cases(self, scope: Scope, offset: int, limit: int) -> Sequence[Case]:
        """The answered conversations, newest answer first."""
        rows = _answered(scope).select_related("contact").order_by("-first_answered_at", "-id")
        return [_case(row, scope.clock) for row in rows[offset : offset + limit]]


def _answered(scope: Scope) -> QuerySet[Conversation]:
    return Conversation.objects.filter(
        team_id__in=scope.teams,
        first_answered_at__gte=scope.start,
        first_answered_at__lt=scope.end,
    ).exclude(shelf__in=(Shelf.SPAM, Shelf.MERGED))


def _case(row: Conversation, clock: ClockKind) -> Case:
    return Case(
        conversation=row.pk,
        subject=row.subject,
        customer=row.contact.name,
        at=row.first_answered_at or row.created_at,
        outcome=_("Answered"),
        tone="",
        value=getattr(row, COLUMNS[clock]),
        unit=Unit.SECONDS,
    )
