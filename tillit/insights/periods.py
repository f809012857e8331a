"""What a page of figures is about, read from its address: days, teams, clock and filter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tillit import clock
from tillit.hours.home import home_zone
from tillit.insights.days import bounds, first_day
from tillit.insights.models import Grain
from tillit.insights.people.scope import values_seen
from tillit.insights.slices import PARAMETER, address_of, filters_of
from tillit.measures.dates import MONTHS, add_months, first_of_month
from tillit.measures.registry import ClockKind, Scope, Slice
from tillit.measures.statistics import local_day
from tillit.people.models import Agent, Team
from tillit.ui import numbers

PERIODS: dict[str, str | Promise] = {
    "7": gettext_lazy("7 days"),
    "28": gettext_lazy("28 days"),
    "90": gettext_lazy("90 days"),
    "13m": gettext_lazy("13 months"),
    "all": gettext_lazy("All"),
}
DEFAULT_PERIOD = "28"
BY = "by"
"""The part of an address that says along what figures are told apart."""
OWN = "own"
"""A period whose first and last day the address names."""
MOST_FILTERS = 4
LONGEST = 3660
"""Days."""
WEEKS_UP_TO = 120
"""Days; longer periods are drawn by the month."""
CLOCKS: dict[ClockKind, str | Promise] = {
    ClockKind.BUSINESS: gettext_lazy("Opening hours"),
    ClockKind.CALENDAR: gettext_lazy("Around the clock"),
}
BEFORE, YEAR, NOTHING = "before", "year", "none"
COMPARISONS: dict[str, str | Promise] = {
    BEFORE: pgettext_lazy("compared with", "The period before"),
    YEAR: pgettext_lazy("compared with", "A year before"),
    NOTHING: pgettext_lazy("compared with", "Nothing"),
}


@dataclass(frozen=True)
class Choice:
    """One of several links."""

    label: str | Promise
    url: str
    current: bool


@dataclass(frozen=True)
class Selection:
    """What was asked for: teams, days, clock and filter; the address carries all of it."""

    agent: Agent
    team: int | None
    period: str
    clock: ClockKind
    first: date
    last: date
    parts: tuple[Slice, ...] = ()
    compare: str = BEFORE
    among: tuple[int, ...] | None = None
    """The teams that a page is about at all; None for all that the agent may see."""
    by: str = ""
    """How a page tells its figures apart; empty where it does not, or as it usually does."""

    @property
    def part(self) -> Slice | None:
        """The one filter; None where everything counts, and where there are several filters."""
        return self.parts[0] if len(self.parts) == 1 else None

    @property
    def is_combined(self) -> bool:
        """Whether it has several filters at once, for which nothing is rolled up."""
        return len(self.parts) > 1

    @property
    def teams(self) -> tuple[int, ...]:
        """The teams that count: the one chosen, else all that the page is about."""
        if self.team:
            return (self.team,)
        return tuple(self.agent.team_ids) if self.among is None else self.among

    @property
    def scope(self) -> Scope:
        """The facts that count."""
        start, end = bounds(self.first, self.last, home_zone())
        return Scope(self.teams, start, end, self.clock, self.parts)

    @property
    def is_drawn_by_month(self) -> bool:
        """Whether it is so long that weeks would be too many to look at."""
        return (self.last - self.first).days >= WEEKS_UP_TO

    @property
    def grains(self) -> tuple[Grain, ...]:
        """In which stretches it is drawn; none for day by day."""
        return (Grain.MONTH,) if self.is_drawn_by_month else ()

    @property
    def compared(self) -> Selection | None:
        """The days with which these are compared; None without."""
        if self.compare == NOTHING or self.period == "all":
            return None
        if self.compare == YEAR:
            first, last = (add_months(day, -MONTHS) for day in (self.first, self.last))
        else:
            first, last = self.first - (self.last - self.first), self.first
            first, last = first - timedelta(days=1), last - timedelta(days=1)
        return replace(self, first=first, last=last, period=OWN, compare=NOTHING)

    def query(self, **changes: str) -> str:
        """The address part for this selection with some of it changed."""
        values = {"period": self.period, "clock": self.clock.value}
        if self.period == OWN:
            values |= {"from": self.first.isoformat(), "to": self.last.isoformat()}
        filters = [pair for pair in self.kept() if pair[0] == PARAMETER]
        values |= dict(one for one in self.kept() if one[0] != PARAMETER) | changes
        if values["period"] != OWN:
            values = {key: one for key, one in values.items() if key not in ("from", "to")}
        if PARAMETER not in changes:
            return "?" + urlencode([*((key, one) for key, one in values.items() if one), *filters])
        return "?" + urlencode({key: value for key, value in values.items() if value})

    def narrowed_to(self, *parts: Slice) -> Selection:
        """The same with these filters instead."""
        return replace(self, parts=parts)

    def kept(self) -> list[tuple[str, str]]:
        """What the address says besides the days."""
        found = {"clock": self.clock.value, "team": str(self.team or ""), BY: self.by}
        found["compare"] = "" if self.compare == BEFORE else self.compare
        filters = [(PARAMETER, address_of(one)) for one in self.parts]
        return [*((key, value) for key, value in found.items() if value), *filters]

    def words(self) -> str:
        """The period in words."""
        return _("%(first)s to %(last)s") % {
            "first": numbers.day(self.first),
            "last": numbers.day(self.last),
        }

    def periods(self) -> list[Choice]:
        """The periods to choose from."""
        return [
            Choice(label, self.query(period=key), key == self.period)
            for key, label in PERIODS.items()
        ]

    def clocks(self) -> list[Choice]:
        """The clocks to choose from."""
        return [
            Choice(label, self.query(clock=key.value), key == self.clock)
            for key, label in CLOCKS.items()
        ]

    def comparisons(self) -> list[Choice]:
        """What to compare with."""
        return [
            Choice(label, self.query(compare="" if key == BEFORE else key), key == self.compare)
            for key, label in COMPARISONS.items()
        ]

    def team_choices(self) -> list[Choice]:
        """The teams to choose from; none when there is only one."""
        among = self.agent.team_ids if self.among is None else self.among
        teams = list(Team.objects.filter(pk__in=among).order_by("name"))
        if len(teams) < 2:
            return []
        everything = Choice(_("All teams"), self.query(team=""), self.team is None)
        return [
            everything,
            *(
                Choice(team.name, self.query(team=str(team.pk)), team.pk == self.team)
                for team in teams
            ),
        ]


def selection_of(request: HttpRequest, agent: Agent, *, most: int = 1) -> Selection:
    """What the address of a request asks for.

    Raises:
        Http404: as `selection_read_from`.
    """
    return selection_read_from(request.GET, agent, most=most)


def selection_read_from(asked: QueryDict, agent: Agent, *, most: int = 1) -> Selection:
    """Read the part of an address, with so many filters at most; what it does not say is default.

    Raises:
        Http404: it names a team or a colleague that this agent may not see, no filter we know, or
            more filters than the page has figures for.
    """
    clock_kind, compare = asked.get("clock", ""), asked.get("compare", "")
    team = _team(asked.get("team", ""), agent)
    filters = filters_of(asked.getlist(PARAMETER))
    if len(filters) > most or not all(
        values_seen(agent, one.dimension, {one.value}) for one in filters
    ):
        raise Http404
    period, first, last = _days(asked, team, agent)
    return Selection(
        agent=agent,
        team=team,
        period=period,
        clock=ClockKind(clock_kind) if clock_kind in CLOCKS else ClockKind.BUSINESS,
        first=first,
        last=last,
        parts=tuple(filters),
        compare=compare if compare in COMPARISONS else BEFORE,
    )


def _days(asked: QueryDict, team: int | None, agent: Agent) -> tuple[str, date, date]:
    period, today = asked.get("period", ""), local_day(clock.now(), home_zone())
    first, last = (_day(asked.get(name, "")) for name in ("from", "to"))
    if (period == OWN or not period) and first and last and first <= last:
        last = min(last, today) if first <= today else last
        return OWN, max(first, last - timedelta(days=LONGEST)), last
    if period == "all":
        earliest = first_day([team] if team else agent.team_ids) or today
        return period, min(earliest, today), today
    if period == "13m":
        return period, first_of_month(add_months(today, -MONTHS)), today
    period = period if period in PERIODS else DEFAULT_PERIOD
    return period, today - timedelta(days=int(period) - 1), today


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _team(text: str, agent: Agent) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > 18 or int(text) not in agent.team_ids:
        raise Http404
    return int(text)
