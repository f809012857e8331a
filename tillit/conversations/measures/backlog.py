"""What is open now, how old it is, and how it came and went."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from tillit import clock as clockwork
from tillit.conversations.measures.leading import begun_at_place, oldest_open
from tillit.conversations.measures.open_ones import open_in
from tillit.conversations.models import Conversation, Flow, FlowKind, Status
from tillit.hours.home import home_zone
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
from tillit.measures.statistics import local_day, ratio

DAY = 86_400
EDGES = (0, 1, 3, 7, 14, 30)
"""Days; an age is in the bucket of the last edge that it has reached."""
CAME = (FlowKind.CREATED, FlowKind.REOPENED, FlowKind.MOVED_IN)
WENT = (FlowKind.SOLVED, FlowKind.MERGED, FlowKind.SPAM, FlowKind.MOVED_OUT)
NOTHING: Summary = {kind.value: 0 for kind in FlowKind}


class OfFlows:
    """What is counted day by day as conversations come and go."""

    basis = "flows"
    group = Group.WAITING
    aim: Aim | None = None
    exactness = ""
    has_clocks = False

    def days(self, teams: Sequence[int], first: date, last: date) -> Mapping[date, list[Summary]]:
        """How many came and went on each day, over all these teams."""
        found: dict[date, Counter[str]] = defaultdict(Counter)
        flows = Flow.objects.filter(team_id__in=teams, day__gte=first, day__lte=last)
        for day, kind, count in flows.values_list("day", "kind", "count"):
            found[day][kind] += count
        return {day: [NOTHING | counts] for day, counts in found.items()}

    def summarise(self, scope: Scope) -> Summary:
        """How many came and went in this time."""
        zone = home_zone()
        last = scope.end - timedelta(microseconds=1)
        daily = self.days(scope.teams, local_day(scope.start, zone), local_day(last, zone))
        return summed(one for found in daily.values() for one in found)


class Backlog(OfFlows):
    """Conversations that are not resolved just now."""

    key = "backlog"
    order = 50
    title = _("Open now")
    unit = Unit.COUNT
    definition = _(
        "How many conversations are not resolved at this moment, snoozed ones included; spam and "
        "what went into another conversation is not among them. Its age counts from the beginning, "
        "in days around the clock. What was open at the end of an earlier day follows from what "
        "came and went since; how old it was then is not kept."
    )
    formula = _(
        "open at the end = open at the start + created + reopened + moved in − resolved − merged "
        "away − spam − moved out"
    )
    counted = _("open conversations")
    value_label = _("Open for")
    has_cases = True

    def present(self, scope: Scope) -> Summary:
        """How many are open, by age, and the age of the middle; who sees no team knows of none."""
        if not scope.teams:
            return NOTHING
        now, found = clockwork.now(), open_in(scope)
        edges = [now - timedelta(days=edge) for edge in EDGES[1:]]
        reached = {
            f"before_{place}": Count("pk", filter=Q(created_at__lte=edge))
            for place, edge in enumerate(edges)
        }
        counts = list(found.aggregate(n=Count("pk"), **reached).values())
        n, known = counts[0], dict(zip(edges, counts[1:], strict=True))
        place = max(0, n - 1) // 2
        middle = begun_at_place(found, place, 2 - n % 2, among=n, known=known) if n else []
        ages = [(now - at).total_seconds() / DAY for at in middle]
        return {**NOTHING, "ages": aged(counts), "middle": ages}

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """How many are open, half of them for how long, and how many for a month or more."""
        known = [summary for summary in summaries if "ages" in summary]
        ages = [sum(counts) for counts in zip(*(one["ages"] for one in known), strict=True)]
        middle = [age for one in known for age in one["middle"]]
        n = sum(ages)
        return Figure(
            value=n if known else None,
            n=n,
            is_whole=True,
            extras=(
                Extra(_("Median age in days"), ratio(sum(middle), len(middle)), Unit.NUMBER),
                Extra(_("30 days or older"), ratio(ages[-1], n) if ages else None, Unit.SHARE),
            ),
        )

    def cases(self, scope: Scope, offset: int, limit: int) -> Sequence[Case]:
        """What is open, the oldest first."""
        now = clockwork.now()
        some = oldest_open(scope, offset=offset, limit=limit)
        return [_case(one, now) for one in some]


class Clearance(OfFlows):
    """Whether as much is resolved as comes in."""

    key = "clearance"
    order = 52
    title = _("Resolved for each that came")
    unit = Unit.SHARE
    definition = _(
        "How many conversations were resolved for each that was created or reopened in the period. "
        "Above 100% there is less and less to do, below it more and more. Each time that a "
        "conversation is resolved or reopened counts."
    )
    formula = _("resolved ÷ (created + reopened)")
    counted = _("created or reopened")
    value_label = ""
    has_cases = False

    def figure(self, summaries: Iterable[Summary], clock: ClockKind) -> Figure:
        """The quotient; it may exceed 1, so it is no share of anything and has no interval."""
        flow = summed(summaries)
        came = flow[FlowKind.CREATED] + flow[FlowKind.REOPENED]
        solved = flow[FlowKind.SOLVED]
        return Figure(value=ratio(solved, came), n=came, numerator=solved)

    def cases(self, scope: Scope, offset: int, limit: int) -> Sequence[Case]:
        """It is a matter of counts."""
        return []


def summed(summaries: Iterable[Summary]) -> Summary:
    """How many came and went in all."""
    found = dict(NOTHING)
    for summary in summaries:
        for kind in FlowKind:
            found[kind.value] += summary[kind.value]
    return found


def growth(flow: Summary) -> int:
    """By how much the number of open conversations grew: what came less what went."""
    return sum(flow[kind] for kind in CAME) - sum(flow[kind] for kind in WENT)


def aged(reached: Sequence[int]) -> list[int]:
    """How many are in each bucket of age, from how many have reached each edge or passed it."""
    return [here - beyond for here, beyond in zip(reached, [*reached[1:], 0], strict=True)]


def _case(one: Conversation, now: datetime) -> Case:
    return Case(
        conversation=one.pk,
        subject=one.subject,
        customer=one.contact.name,
        at=one.created_at,
        outcome=Status(one.status).label,
        tone="",
        value=(now - one.created_at).total_seconds(),
        unit=Unit.SECONDS,
    )
