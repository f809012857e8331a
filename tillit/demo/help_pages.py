"""What the statistics of the demo shop's help pages counted."""

from __future__ import annotations

from datetime import datetime, timedelta

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.insights.help_pages.entering import COUNTS, enter
from tillit.measures.dates import add_months, first_of_month
from tillit.people.models import Agent, Team

SOURCE = "Matomo, fjordkaffe.example/help"
COUNTED = (
    (1043, 1688, 141, 1204, 76, 388, 131, 42),
    (1180, 1907, 163, 1391, 88, 442, 149, 51),
    (1254, 2051, 158, 1477, 85, 471, 168, 49),
    (1398, 2266, 171, 1655, 93, 530, 187, 58),
)
"""The last months that are over, the oldest first; the numbers as `COUNTS` names them."""


def count_help_pages(team: Team, lead: Agent, now: datetime) -> None:
    """Liv enters each month in the first days of the next."""
    this_month = first_of_month(today_at_home(now))
    for ago, counts in zip(range(len(COUNTED), 0, -1), COUNTED, strict=True):
        month = add_months(this_month, -ago)
        entered = datetime.combine(add_months(month, 1), now.timetz()) + timedelta(days=2)
        with clock.moved_to(min(entered, now)):
            told = dict(zip(COUNTS, counts, strict=True))
            enter(team=team, month=month, source=SOURCE, counts=told, by=lead)
