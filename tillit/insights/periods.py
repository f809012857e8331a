"""Which days a page of figures is about, read from its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit import clock
from tillit.hours.home import home_zone
from tillit.insights.days import bounds, first_day
from tillit.measures.registry import ClockKind, Scope
from tillit.measures.statistics import local_day
from tillit.people.models import Agent, Team
from tillit.ui import numbers

PERIODS: dict[str, tuple[int | None, str | Promise]] = {
    "7": (7, gettext_lazy("7 days")),
    "28": (28, gettext_lazy("28 days")),
    "90": (90, gettext_lazy("90 days")),
    "all": (None, gettext_lazy("All")),
}
DEFAULT_PERIOD = "28"
WEEKS_UP_TO = 120
"""Days; longer periods are drawn by the month."""
CLOCKS: dict[ClockKind, str | Promise] = {
    ClockKind.BUSINESS: gettext_lazy("Opening hours"),
    ClockKind.CALENDAR: gettext_lazy("Around the clock"),
}


@dataclass(frozen=True)
class Choice:
    """One of several links."""

    label: str | Promise
    url: str
    current: bool


@dataclass(frozen=True)
class Selection:
    """What was asked for: teams, days and clock; the address carries all of it."""

    agent: Agent
    team: int | None
    period: str
    clock: ClockKind
    first: date
    last: date

    @property
    def teams(self) -> tuple[int, ...]:
        """The teams that count: the one chosen, else all that the agent may see."""
        return (self.team,) if self.team else tuple(self.agent.team_ids)

    @property
    def scope(self) -> Scope:
        """The facts that count."""
        start, end = bounds(self.first, self.last, home_zone())
        return Scope(self.teams, start, end, self.clock)

    @property
    def is_drawn_by_month(self) -> bool:
        """Whether it is so long that weeks would be too many to look at."""
        return (self.last - self.first).days >= WEEKS_UP_TO

    def query(self, **changes: str) -> str:
        """The address part for this selection with some of it changed."""
        values = {"period": self.period, "clock": self.clock.value}
        if self.team:
            values["team"] = str(self.team)
        values |= changes
        return "?" + urlencode({key: value for key, value in values.items() if value})

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
            for key, (_days, label) in PERIODS.items()
        ]

    def clocks(self) -> list[Choice]:
        """The clocks to choose from."""
        return [
            Choice(label, self.query(clock=key.value), key == self.clock)
            for key, label in CLOCKS.items()
        ]

    def team_choices(self) -> list[Choice]:
        """The teams to choose from; none when there is only one."""
        teams = list(Team.objects.filter(pk__in=self.agent.team_ids).order_by("name"))
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


def selection_of(request: HttpRequest, agent: Agent) -> Selection:
    """Read the address; what it does not say is the default.

    Raises:
        Http404: it names a team that this agent may not see.
    """
    period = request.GET.get("period", DEFAULT_PERIOD)
    period = period if period in PERIODS else DEFAULT_PERIOD
    clock_kind = request.GET.get("clock", "")
    team = _team(request.GET.get("team", ""), agent)
    last = local_day(clock.now(), home_zone())
    days, _label = PERIODS[period]
    earliest = first_day([team] if team else agent.team_ids) or last
    return Selection(
        agent=agent,
        team=team,
        period=period,
        clock=ClockKind(clock_kind) if clock_kind in CLOCKS else ClockKind.BUSINESS,
        first=last - timedelta(days=days - 1) if days else min(earliest, last),
        last=last,
    )


def _team(text: str, agent: Agent) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > 18 or int(text) not in agent.team_ids:
        raise Http404
    return int(text)
