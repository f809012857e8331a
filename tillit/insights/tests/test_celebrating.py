"""A month that is over is looked back on once; what was reached is celebrated, team first."""

from __future__ import annotations

from datetime import date

import pytest

from tillit import clock
from tillit.insights.models import Standing, Target, TargetMonth
from tillit.insights.targets.celebrating import look_back
from tillit.insights.targets.events import TargetReached
from tillit.insights.targets.setting import Wanted, set_target, withdraw
from tillit.insights.tests.rolled import promises
from tillit.notices.kinds import told
from tillit.notices.models import Choice, Notice
from tillit.people.models import Agent
from tillit.testing.cast import Desk
from tillit.testing.journal import assert_emits
from tillit.testing.steps import oslo

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 1)


@pytest.fixture
def may(desk: Desk) -> Desk:
    """A month in which 95 of 100 promises were kept, and Ada kept 58 of her 60."""
    for day, kept, own in ((4, 48, 28), (20, 47, 30)):
        promises(desk.team, date(2026, 5, day), (kept, 50), agent={str(desk.ada.pk): (own, 30)})
    return desk


def wanted(desk: Desk, value: float, *, agent: Agent | None = None, since: date = MAY) -> Target:
    team = None if agent else desk.team
    said = Wanted("promises-kept", value, since, "Together.", team=team, agent=agent)
    with clock.moved_to(oslo("2026-04-20 09:00")):
        return set_target(wanted=said, by=desk.liv)


def looked_back(day: str) -> int:
    """Look twice: the second time nothing is left to judge."""
    with clock.moved_to(oslo(f"{day} 08:00")):
        count = look_back(now=clock.now())
        assert look_back(now=clock.now()) == 0
    return count


def read_by(agent: Agent) -> list[str]:
    """What an agent reads in the notices, the newest first."""
    notices = list(Notice.objects.filter(agent=agent).order_by("-at", "-id"))
    words = told(agent, notices)
    return [words[one.pk].text for one in notices if one.pk in words]


def test_a_team_that_got_there_is_told_once(may: Desk) -> None:
    wanted(may, 0.9)
    assert looked_back("2026-05-31") == 0
    with assert_emits(TargetReached):
        assert looked_back("2026-06-01") == 1
    assert looked_back("2026-06-20") == 0
    said = "Well done, Desk! Goal reached in May 2026: Promises kept 95.0% (at least 90.0%)"
    for agent in (may.ada, may.bo, may.liv):
        assert read_by(agent) == [said]
    assert read_by(may.eve) == []


def test_a_persons_goal_is_between_the_person_and_the_lead_and_stands_below_the_teams(
    may: Desk,
) -> None:
    wanted(may, 0.9)
    wanted(may, 0.95, agent=may.ada)
    assert looked_back("2026-06-01") == 2
    own = "You reached your goal in May 2026: Promises kept 96.7% (at least 95.0%)"
    teams = "Well done, Desk!"
    assert [text.startswith(teams) for text in read_by(may.ada)] == [True, False]
    assert read_by(may.ada)[1] == f"Well done! {own}"
    assert read_by(may.liv)[1].startswith("Ada reached a goal in May 2026")
    assert len(read_by(may.bo)) == 1


def test_what_was_not_reached_is_kept_and_told_to_nobody(may: Desk) -> None:
    target = wanted(may, 0.99)
    assert looked_back("2026-06-01") == 1
    assert TargetMonth.objects.get().standing == Standing.MISSED
    assert TargetMonth.objects.get().target == target
    assert not Notice.objects.exists()


def test_few_cases_are_no_reason_to_celebrate(desk: Desk) -> None:
    promises(desk.team, date(2026, 5, 4), (29, 29))
    wanted(desk, 0.9)
    assert looked_back("2026-06-01") == 1
    assert TargetMonth.objects.get().standing == Standing.TOO_FEW
    assert not Notice.objects.exists()


def test_only_a_month_through_which_it_held_counts(may: Desk) -> None:
    wanted(may, 0.9, since=date(2026, 5, 2))
    assert looked_back("2026-06-01") == 0
    again = wanted(may, 0.9)
    with clock.moved_to(oslo("2026-05-31 12:00")):
        withdraw(target=again, by=may.liv)
    assert looked_back("2026-06-01") == 0


def test_what_ripens_is_judged_when_nothing_waits_any_more(desk: Desk) -> None:
    said = Wanted("first-contact", 0.5, MAY, "Together.", team=desk.team)
    with clock.moved_to(oslo("2026-04-20 09:00")):
        set_target(wanted=said, by=desk.liv)
    assert looked_back("2026-06-01") == 0
    assert looked_back("2026-06-08") == 0
    assert looked_back("2026-06-09") == 1


def test_who_does_not_want_to_hear_of_it_does_not(may: Desk) -> None:
    wanted(may, 0.9)
    Choice.objects.create(agent=may.bo, kind="team-goal", in_app=False)
    looked_back("2026-06-01")
    assert read_by(may.bo) == []
    assert len(read_by(may.ada)) == 1


def test_who_has_left_the_team_reads_no_more_of_it(may: Desk) -> None:
    wanted(may, 0.9)
    looked_back("2026-06-01")
    may.team.members.remove(may.bo)
    assert read_by(Agent.objects.get(pk=may.bo.pk)) == []


def test_nothing_is_reached_that_was_only_set_afterwards(may: Desk) -> None:
    said = Wanted("promises-kept", 0.9, MAY, "Looking back.", team=may.team, agent=None)
    with clock.moved_to(oslo("2026-06-01 00:30")):
        set_target(wanted=said, by=may.liv)
    assert looked_back("2026-06-02") == 0
    assert not TargetMonth.objects.exists()
    in_time = Wanted("promises-kept", 0.91, MAY, "Together.", team=may.team, agent=None)
    with clock.moved_to(oslo("2026-05-31 23:30")):
        set_target(wanted=in_time, by=may.liv)
    assert looked_back("2026-06-02") == 1
