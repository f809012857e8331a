"""Figures by week, told by the plan of the demo world, and where the rules of signals fire."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import fmean, median
from zoneinfo import ZoneInfo

from tillit.demo.agenda import FOUR_HOURS_SINCE, agenda
from tillit.demo.cast import ZONE
from tillit.demo.plays import Step
from tillit.demo.shop import opening_hours
from tillit.hours.business_time import due, elapsed
from tillit.hours.opening_hours import Hours
from tillit.measures.p_chart import p_chart
from tillit.measures.signals import Signals
from tillit.measures.statistics import Share
from tillit.measures.xmr import xmr

OSLO = ZoneInfo(ZONE)
WEEK = timedelta(days=7)
BASELINES = (12, 16, 20)
WINDOW = timedelta(days=7)


@dataclass
class Weekly:
    """What each week brings: shares as (successes, n), all else as single numbers."""

    shares: dict[str, list[Share]] = field(default_factory=dict)
    values: dict[str, list[float | None]] = field(default_factory=dict)


def signals_of(weekly: Weekly) -> dict[str, set[int]]:
    """At which weeks any chart of a figure has a signal, whatever baseline is frozen."""
    found: dict[str, set[int]] = defaultdict(set)
    for baseline in BASELINES:
        for key, shares in weekly.shares.items():
            found[key] |= _fired(p_chart(shares, baseline).signals)
        for key, values in weekly.values.items():
            found[key] |= _fired(xmr(values, baseline).signals)
    return found


def _fired(signals: Signals | None) -> set[int]:
    return {*signals.outside, *signals.runs, *signals.near} if signals else set()


def monday_of(at: datetime) -> date:
    """The first day of the week in which something happened, at home."""
    day = at.astimezone(OSLO).date()
    return day - timedelta(days=day.weekday())


def told_by_plan(now: datetime) -> Weekly:
    """The figures of all whole weeks, worked out from the plan alone."""
    hours = Hours.from_json(opening_hours(now - timedelta(days=430), now))
    by_play: dict[int, list[Step]] = defaultdict(list)
    for step in agenda(now, hours):
        by_play[step.play.number].append(step)
    told = _Telling(now, hours)
    for steps in by_play.values():
        told.hear(steps)
    return told.weekly()


class _Telling:
    def __init__(self, now: datetime, hours: Hours) -> None:
        self._now, self._hours = now, hours
        self._told: dict[str, dict[date, list[float]]] = defaultdict(lambda: defaultdict(list))
        self._begun: dict[str, list[datetime]] = defaultdict(list)
        self._solved: list[tuple[str, datetime, int]] = []

    def _tell(self, key: str, at: datetime, value: float) -> None:
        self._told[key][monday_of(at)].append(value)

    def hear(self, steps: Sequence[Step]) -> None:
        """One conversation."""
        begins = steps[0]
        self._begun[begins.play.email].append(begins.at)
        self._tell("new-conversations", begins.at, 1)
        asked: datetime | None = None
        open_since: datetime | None = begins.at
        waited = timedelta()
        replies = 0
        for step in steps:
            if step.what == "customer":
                asked = asked or step.at
                open_since = open_since or step.at
            elif step.what == "agent" and asked:
                self._answered(asked, step.at, first=not replies)
                replies += 1
                if open_since:
                    waited += elapsed(self._hours, open_since, step.at)
                asked = open_since = None
            elif step.what in ("resolved", "no_reply_needed"):
                if open_since:
                    waited += elapsed(self._hours, open_since, step.at)
                self._resolved(begins, step, replies, waited, unanswered=asked is not None)
            elif step.what == "rating" and step.play.opinion:
                self._tell("satisfaction", step.at, step.play.opinion.score > 3)
                if step.play.opinion.ease:
                    self._tell("ease", step.at, step.play.opinion.ease > 4)
            elif step.what == "recommend":
                score = step.turn
                points = 100 if score > 8 else -100 if score < 7 else 0
                self._tell("recommendation", step.at, points)

    def _answered(self, asked: datetime, at: datetime, *, first: bool) -> None:
        seconds = elapsed(self._hours, asked, at).total_seconds()
        for key in ("first-response", "first-response-mean") if first else ("next-response",):
            self._tell(key, at, seconds)
        four = asked > self._now - FOUR_HOURS_SINCE
        until = due(self._hours, asked, timedelta(hours=4 if four else 8))
        self._tell("promises-kept", min(at, until), at <= until)

    def _resolved(
        self, begins: Step, step: Step, replies: int, waited: timedelta, *, unanswered: bool
    ) -> None:
        at = step.at
        took = elapsed(self._hours, begins.at, at)
        self._solved.append((begins.play.email, at, replies))
        self._tell("full-resolution", at, took.total_seconds())
        self._tell("requester-wait", at, waited.total_seconds())
        self._tell("agent-wait", at, (took - waited).total_seconds())
        self._tell("replies-per-resolution", at, replies)
        self._tell("one-touch", at, replies == 1)
        self._tell("without-reply", at, unanswered)
        self._tell("solved", at, 1)

    def weekly(self) -> Weekly:
        """All whole weeks, from the first whole one on."""
        for email, at, replies in self._solved:
            if at > self._now - WINDOW:
                continue
            followed = any(at < other <= at + WINDOW for other in self._begun[email])
            self._tell("repeat-contacts", at, followed)
            self._tell("first-contact", at, replies <= 1 and not followed)
        last = monday_of(self._now) - WEEK
        weeks = [last - WEEK * ago for ago in range(55, -1, -1)]
        shares = (
            "one-touch", "without-reply", "promises-kept", "satisfaction", "ease",
            "repeat-contacts", "first-contact",
        )  # fmt: skip
        medians = (
            "first-response", "next-response", "full-resolution", "requester-wait", "agent-wait",
        )  # fmt: skip
        means = ("first-response-mean", "replies-per-resolution", "recommendation")
        told = {key: [self._told[key].get(week, []) for week in weeks] for key in self._told}
        new = [float(len(some)) for some in told["new-conversations"]]
        solved = [len(some) for some in told["solved"]]
        return Weekly(
            {key: [(int(sum(some)), len(some)) for some in told[key]] for key in shares},
            {
                **{key: [median(some) if some else None for some in told[key]] for key in medians},
                **{key: [fmean(some) if some else None for some in told[key]] for key in means},
                "new-conversations": list(new),
                "clearance": [one / other for one, other in zip(solved, new, strict=True)],
            },
        )
