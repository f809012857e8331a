"""A month that is over is looked back on once; what was reached is celebrated, team first."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from tillit import clock
from tillit.feedback.measures import BASIS
from tillit.insights.models import Standing, Target, TargetMonth, TeamMonth
from tillit.insights.targets.celebrating import look_back
from tillit.insights.targets.events import MonthEarned, TargetReached
from tillit.insights.targets.recognising import award_of, recognise
from tillit.insights.targets.setting import Wanted, set_target, withdraw
from tillit.insights.tests.rolled import promises, rolled
from tillit.insights.tests.test_representing import ratings
from tillit.measures.recognition import Award
from tillit.notices.kinds import told
from tillit.notices.models import Choice, Notice
from tillit.people.models import Agent, Team
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


def satisfied(desk: Desk, good: int) -> None:
    """So many of 50 answers were good on each of two days of May."""
    for day in (4, 20):
        rolled(desk.team, date(2026, 5, day), BASIS, ratings(good, 50 - good))


def set_for_team(desk: Desk, measure: str, value: float) -> Target:
    said = Wanted(measure, value, MAY, "Together.", team=desk.team, agent=None)
    with clock.moved_to(oslo("2026-04-20 09:00")):
        return set_target(wanted=said, by=desk.liv)


def test_a_month_is_earned_by_every_goal_and_told_on_top_once(may: Desk) -> None:
    satisfied(may, 45)
    wanted(may, 0.9)
    set_for_team(may, "satisfaction", 0.8)
    with assert_emits(MonthEarned):
        assert looked_back("2026-06-20") == 2
    said = "Well done, Desk! Every goal of May 2026 is reached."
    for agent in (may.ada, may.bo, may.liv):
        assert read_by(agent)[0] == said
    assert read_by(may.eve) == []
    recognise(team=may.team.pk, month=MAY)
    assert TeamMonth.objects.count() == 1


def test_one_goal_that_is_missed_cannot_be_made_up_for(may: Desk) -> None:
    satisfied(may, 45)
    wanted(may, 0.99)
    set_for_team(may, "satisfaction", 0.5)
    looked_back("2026-06-20")
    assert not TeamMonth.objects.exists()


def test_a_goal_that_was_missed_and_withdrawn_stays_missed(may: Desk) -> None:
    satisfied(may, 45)
    wanted(may, 0.9)
    set_for_team(may, "satisfaction", 0.5)
    slow = set_for_team(may, "first-response", 3600)
    at = oslo("2026-06-01 07:00")
    TargetMonth.objects.create(
        target=slow, month=MAY, standing=Standing.MISSED, value=3700, n=90, at=at
    )
    withdraw(target=slow, by=may.liv)
    assert looked_back("2026-06-20") == 2
    assert not TeamMonth.objects.exists()


def test_without_goals_for_promises_and_satisfaction_nothing_is_earned(may: Desk) -> None:
    wanted(may, 0.9)
    looked_back("2026-06-20")
    assert not TeamMonth.objects.exists()


def test_few_answers_reach_no_goal_and_at_most_counts_from_above(may: Desk) -> None:
    satisfied(may, 45)
    wanted(may, 0.9)
    few = set_for_team(may, "satisfaction", 0.8)
    looked_back("2026-06-20")
    judged = list(TargetMonth.objects.select_related("target"))
    found = award_of(judged)
    assert found
    assert found.is_earned
    times = Target(measure="first-response", value=5400, team=may.team, since=MAY)
    slow = TargetMonth(target=times, month=MAY, standing=Standing.MISSED, value=5401.0, n=90)
    quick = TargetMonth(target=times, month=MAY, standing=Standing.REACHED, value=5400.0, n=90)
    assert award_of([*judged, quick]) == Award(is_earned=True, missed=())
    assert award_of([*judged, slow]) == Award(is_earned=False, missed=("first-response",))
    TargetMonth.objects.filter(target=few).update(standing=Standing.TOO_FEW)
    judged = list(TargetMonth.objects.select_related("target"))
    assert award_of(judged) == Award(is_earned=False, missed=("satisfaction",))


def reached(team: Team, good: int, of: int) -> None:
    """So many goals of a team were reached in May, of so many."""
    for number in range(of):
        goal = Target.objects.create(
            measure="promises-kept",
            team=team,
            value=0.9,
            since=MAY,
            why="Together.",
            set_at=oslo("2026-04-20 09:00"),
        )
        standing = Standing.REACHED if number < good else Standing.MISSED
        TargetMonth.objects.create(
            target=goal, month=MAY, standing=standing, value=0.9, n=90, at=oslo("2026-06-01 09:00")
        )


def test_equal_teams_share_a_place_and_few_goals_have_none(client: Client, desk: Desk) -> None:
    for name, good, of in (("Bikes", 6, 6), ("Store", 8, 8), ("Phone", 5, 6), ("Night", 2, 2)):
        team = Team.objects.create(name=name)
        team.members.add(desk.liv)
        reached(team, good, of)
    reached(desk.team, 1, 9)
    TeamMonth.objects.create(team=Team.objects.get(name="Store"), month=MAY)
    client.force_login(desk.liv)
    with clock.moved_to(oslo("2026-06-20 09:00")):
        html = client.get("/figures/targets/").content.decode()
    body = html[html.index("reached-title") :].partition("</table>")[0]
    found = [
        re.sub(r"<[^>]+>", " ", row).split()
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.S)
    ]
    assert [row[:5] for row in found[1:]] == [
        ["1", "Bikes", "6", "of", "6"],
        ["1", "Store", "8", "of", "8"],
        ["3", "Phone", "5", "of", "6"],
        ["4", "Desk", "1", "of", "9"],
        ["–", "Night", "2", "of", "2"],
    ]
    assert found[2][5:] == ["May", "2026"]
    client.force_login(desk.eve)
    with clock.moved_to(oslo("2026-06-20 09:00")):
        assert "Bikes" not in client.get("/figures/targets/").content.decode()
