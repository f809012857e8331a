"""The bad month is a signal in three figures and in no other, whenever the demo begins."""

from datetime import date, datetime, time, timedelta

import pytest

from tillit.demo.tests.weekly import OSLO, Weekly, signals_of, told_by_plan
from tillit.demo.weeks import LOST, WEEKS

BEGINNINGS = (
    "2026-01-01", "2026-02-28", "2026-03-30", "2026-04-06", "2026-05-17",
    "2026-06-30", "2026-08-08", "2026-10-26", "2026-12-24", "2027-12-31",
)  # fmt: skip
"""Holidays, the days around them, the days on which clocks are set, weekends, ends of years."""
TELLING = {"promises-kept", "satisfaction", "repeat-contacts"}
ALMOST_ALL = 4
"""Of five weeks; one that nearly reaches the limit need not be told."""
LINGERS = 1
"""The rules look back at the weeks before, so a signal may last a week longer than its cause."""


def told(day: str) -> Weekly:
    """The weekly figures of a demo world that is loaded on this day before noon."""
    return told_by_plan(datetime.combine(date.fromisoformat(day), time(11, 30), OSLO))


@pytest.mark.parametrize("day", BEGINNINGS)
def test_the_bad_month_is_a_signal_in_three_figures_and_in_no_other(day: str) -> None:
    fired = signals_of(told(day))
    found = {key: {WEEKS - week for week in weeks} for key, weeks in fired.items() if weeks}
    assert set(found) == TELLING, found
    for weeks in found.values():
        assert weeks <= {*LOST, min(LOST) - LINGERS}
        assert len(weeks & set(LOST)) >= ALMOST_ALL


def test_it_is_the_story_that_makes_the_signals() -> None:
    weekly = told(BEGINNINGS[0])
    shares = weekly.shares["promises-kept"]
    before, bad = shares[: WEEKS - max(LOST)], shares[WEEKS - max(LOST) : WEEKS - min(LOST) + 1]
    assert sum(kept for kept, _n in before) / sum(n for _kept, n in before) > 0.95
    assert all(kept / n < 0.9 for kept, n in bad)
    assert len(weekly.values["new-conversations"]) == WEEKS
    assert timedelta(weeks=WEEKS) > timedelta(days=365)
