"""From what help pages counted to how far customers help themselves, month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tillit.conversations.measures.begun import Begun
from tillit.insights.models import HelpMonth
from tillit.insights.reading import summaries
from tillit.measures.dates import MONTHS, add_months, first_of_month, last_of_month
from tillit.measures.registry import ClockKind
from tillit.measures.selfservice import (
    Asked,
    did_it_help,
    users_per_question,
    without_question,
)
from tillit.measures.statistics import Rate

SHOWN = MONTHS + 1


@dataclass(frozen=True)
class Helped:
    """One month of some teams: the counts that were entered, and what they come to.

    `entered` has those of each team; `questions` are the conversations that began with these teams.
    What is not known of each of them is None.
    """

    month: date
    entered: tuple[HelpMonth, ...]
    questions: int

    @property
    def people(self) -> int:
        """Different visitors."""
        return sum(one.people for one in self.entered)

    @property
    def per_question(self) -> float | None:
        """Visitors for each question to us."""
        return users_per_question(self.people, self.questions)

    @property
    def unasked(self) -> Rate | None:
        """Visits after which nobody asked us: an upper bound of what was solved."""
        return self._unasked("visits", "asked_after")

    @property
    def unasked_readers(self) -> Rate | None:
        """The same of the visits in which an answer was opened."""
        return self._unasked("read", "read_asked_after")

    @property
    def helped(self) -> Asked | None:
        """What visitors said themselves, where all teams let them."""
        shown, yes, no = (self._sum(name) for name in ("shown", "yes", "no"))
        if shown is None or yes is None or no is None:
            return None
        return did_it_help(shown, yes, no)

    def _unasked(self, all_of_them: str, asked: str) -> Rate | None:
        visits, questions = self._sum(all_of_them), self._sum(asked)
        if visits is None or questions is None:
            return None
        return without_question(visits, questions)

    def _sum(self, name: str) -> int | None:
        found = [getattr(one, name) for one in self.entered]
        return None if None in found else sum(found)


def helped_in(teams: Iterable[int], today: date) -> list[Helped]:
    """The months of a year and one more of which something was entered, the newest first."""
    since = add_months(first_of_month(today), -SHOWN)
    known = HelpMonth.objects.filter(team__in=list(teams), month__gte=since)
    by_month: defaultdict[date, list[HelpMonth]] = defaultdict(list)
    for one in known.select_related("team", "by").order_by("-month", "team__name"):
        by_month[one.month].append(one)
    questions = _questions({one.team_id for some in by_month.values() for one in some}, since)
    return [
        Helped(month, tuple(some), sum(questions[one.team_id, month] for one in some))
        for month, some in by_month.items()
    ]


def _questions(teams: Iterable[int], since: date) -> dict[tuple[int, date], int]:
    """How many conversations began with each team in each month."""
    measure = Begun()
    found: defaultdict[tuple[int, date], int] = defaultdict(int)
    for team in teams:
        days = summaries(measure, [team], since, last_of_month(add_months(since, SHOWN)))
        for day, parts in days.items():
            found[team, first_of_month(day)] += measure.figure(parts, ClockKind.BUSINESS).n
    return found
