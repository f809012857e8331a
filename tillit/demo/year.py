"""The year of the demo team: laid out half a year ago, with what came of it since."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tillit import clock
from tillit.demo.cast import ZONE
from tillit.demo.shop import remember
from tillit.documents.days import today_at_home
from tillit.feedback.models import Response
from tillit.feedback.questionnaire import Kind
from tillit.insights.models import Method
from tillit.insights.year import keeping
from tillit.insights.year.laying_out import Chosen, lay_out, missing, proposed
from tillit.measures.dates import add_months
from tillit.people.models import Agent, Team

LAID_OUT = timedelta(days=178)
UNDONE = timedelta(days=3)
"""What fell due in these last days still waits for somebody."""
GOOD = 4
WITH_ADA = ("satisfaction", "listening")
RESULTS = {
    "asking": "It still runs: in ten conversations picked by chance each customer was asked once.",
    "random-reviews": "It still runs. The draw is fair now: it no longer leaves out Saturdays.",
    "listening": "It still runs. Two reviews a week on average, and none without an answer.",
    "interviews": (
        "Six talks: two with customers who had complained, one with one who left. All praised how "
        "we write; four wished for news while a parcel is on its way. We propose a promise of it."
    ),
    "standards": (
        "Four hours for an answer are kept, and customers notice. Nothing to drop; a promise of "
        "news in between is still missing."
    ),
    "community": "Refilled the coffee bar of the seamen's church for its winter bazaar.",
    "benchmark": (
        "Norsk Kundebarometer 2024 has its best firm at 85.2 of 100. Its index is no share of "
        "good ratings like ours, so we note both and compare neither."
    ),
    "retention": "Orders of the last two years are counted; the list of who stopped begins now.",
    "nps": (
        "Asked 48 customers drawn by chance who had heard nothing from us for a quarter; 22 "
        "answered. It is about where it was: with so few, ten points either way say nothing."
    ),
}
SKIPPED = {
    "agreement": "All comments were read, but none of them twice. Next month, before the talks.",
    "team-day": "Half of the team was ill; the roastery has us in the next quarter.",
}


def live_the_year(team: Team, agents: list[Agent], now: datetime) -> None:
    """Liv lays the year out; she and Ada do what falls due, until a few days ago."""
    ada, lead = agents[0], agents[-1]
    begins = now - LAID_OUT
    moved = _moved(today_at_home(now))
    with clock.moved_to(begins):
        chosen = [
            Chosen(
                one.ready_made,
                moved.get(one.ready_made.key, one.due_on),
                ada if one.ready_made.key in WITH_ADA else lead,
            )
            for one in proposed(missing(), today_at_home(begins))
        ]
        methods = lay_out(chosen=chosen, by=lead)
    remember(*methods)
    for method in methods:
        _live(method, team, now)


def _moved(today: date) -> dict[str, date]:
    """So that something is due in two days, and something else has been for two."""
    return {
        "satisfaction": add_months(today + timedelta(days=2), -5),
        "nps": add_months(today - timedelta(days=2), -3),
    }


def _live(method: Method, team: Team, now: datetime) -> None:
    method.refresh_from_db()
    until = today_at_home(now - UNDONE)
    while method.due_on is not None and method.due_on <= until and method.owner:
        due = method.due_on
        at = datetime.combine(due, time(14, 10), ZoneInfo(ZONE))
        with clock.moved_to(at):
            reason = SKIPPED.get(method.key)
            words = reason or RESULTS.get(method.key) or _satisfaction(team, at)
            verb = keeping.skip if reason else keeping.record
            verb(method=method, due_on=due, result=keeping.Result(words, due), by=method.owner)
        method.refresh_from_db()


def _satisfaction(team: Team, at: datetime) -> str:
    """What the answers of the month before really came to."""
    when = {"at__gt": at - timedelta(days=30), "at__lte": at}
    given = Response.objects.filter(kind=Kind.CSAT, invitation__team=team, **when)
    scores = list(given.exclude(score=None).values_list("score", flat=True))
    if not scores:
        return "Nobody has answered in these thirty days, so there is nothing to read from it."
    good = sum(score is not None and score >= GOOD for score in scores)
    return f"{good} of {len(scores)} answers of the last thirty days were good or very good."
