"""The days by which reviews fall due: those where the company is."""

from datetime import date, datetime

from tillit.hours.home import home_zone
from tillit.measures.dates import add_months
from tillit.measures.statistics import local_day

REVIEW_AFTER = 6
"""Months: what nobody looks at again is soon not true any more."""


def today_at_home(now: datetime) -> date:
    """The day where the company is."""
    return local_day(now, home_zone())


def next_review(today: date) -> date:
    """When to look at it again, if nobody says otherwise."""
    return add_months(today, REVIEW_AFTER)
