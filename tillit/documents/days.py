"""The days by which reviews fall due: those where the company is."""

from datetime import date, datetime, timedelta

from tillit.hours.home import home_zone
from tillit.measures.statistics import local_day

REVIEW_AFTER = timedelta(days=182)
"""Half a year: what nobody looks at again is soon not true any more."""


def today_at_home(now: datetime) -> date:
    """The day where the company is."""
    return local_day(now, home_zone())


def next_review(today: date) -> date:
    """When to look at it again, if nobody says otherwise."""
    return today + REVIEW_AFTER
