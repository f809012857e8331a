"""What leads know of a signal stands on its chart, and can make what is usual begin anew."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from tillit import clock
from tillit.insights.control import Control, control_of
from tillit.insights.events import SignalExplained, SignalExplanationWithdrawn
from tillit.insights.models import Explanation
from tillit.insights.periods import NOTHING, Selection
from tillit.measures.registry import ClockKind, Slice, measure_named
from tillit.measures.signals import Verdict
from tillit.people.models import Agent, Team
from tillit.testing.cast import GRACE, Desk, writes
from tillit.testing.journal import assert_emits
from tillit.testing.steps import answers, oslo

pytestmark = pytest.mark.django_db

NOW = oslo("2026-06-15 09:00")
SLOW = date(2026, 5, 11)
ADDRESS = "/figures/first-response/explanations/?period=28"


@pytest.fixture
def slower(desk: Desk) -> Desk:
    """Sixteen weeks with answers within the hour or so, then five in which it took four."""
    for week in range(21):
        at = oslo("2026-01-19 09:00") + timedelta(weeks=week)
        usual = timedelta(minutes=50 + 10 * (week % 3))
        took = usual if at.date() < SLOW else usual + timedelta(hours=3)
        answers(desk.ada, writes(GRACE, desk.inbox, at=at), at=at + took)
    return desk


def asked(agent: Agent) -> Selection:
    return Selection(
        agent=agent,
        team=None,
        period="28",
        clock=ClockKind.CALENDAR,
        first=date(2026, 5, 19),
        last=date(2026, 6, 15),
        compare=NOTHING,
    )


def control(agent: Agent) -> Control:
    return control_of(measure_named("first-response"), asked(agent))


def page(client: Client, agent: Agent) -> str:
    client.force_login(agent)
    return str(client.get("/figures/first-response/").content.decode())


def explained(client: Client, **more: str) -> None:
    said = {"week": "2026-05-13", "words": "The grinder is sold out.", **more}
    assert client.post(ADDRESS, said).status_code == 302


def test_a_signal_is_shown_with_what_is_known_of_it(client: Client, slower: Desk) -> None:
    with clock.moved_to(NOW):
        found = control(slower.liv)
        assert found.verdict is Verdict.SIGNAL
        assert found.signals[0].first == SLOW
        assert found.is_worse(found.signals[0])
        html = page(client, slower.liv)
        assert "11 May 2026: higher than usual (outside what is usual): 4 h" in html
        with assert_emits(SignalExplained):
            explained(client)
        explained(client)
        assert "The grinder is sold out." in page(client, slower.ada)
    assert Explanation.objects.get().week == SLOW


def test_what_is_usual_is_found_anew_only_once_somebody_says_why(
    client: Client, slower: Desk
) -> None:
    with clock.moved_to(NOW):
        client.force_login(slower.liv)
        explained(client)
        assert len(control(slower.liv).weeks) == 21
        explained(client, starts_anew="on")
        after = control(slower.liv)
        assert after.weeks[0].first == SLOW
        assert after.verdict is Verdict.UNKNOWN
        known = Explanation.objects.get(starts_anew=True)
        with assert_emits(SignalExplanationWithdrawn):
            client.post(f"/figures/first-response/explanations/{known.pk}/removal/")
        assert control(slower.liv).verdict is Verdict.SIGNAL


def test_only_who_looks_after_things_explains(client: Client, slower: Desk) -> None:
    with clock.moved_to(NOW):
        for agent in (slower.ada, slower.eve):
            client.force_login(agent)
            assert client.post(ADDRESS, {"week": "2026-05-11", "words": "No."}).status_code in (
                403,
                404,
            )
        assert "Note what was different" not in page(client, slower.ada)
    assert not Explanation.objects.exists()


@pytest.mark.parametrize("week", ["", "yesterday", "2026-13-40"])
def test_a_week_that_is_none_is_not_found(client: Client, slower: Desk, week: str) -> None:
    client.force_login(slower.liv)
    assert client.post(ADDRESS, {"week": week, "words": "Why?"}).status_code == 404
    assert client.post(ADDRESS, {"week": "2026-05-11", "words": "  "}).status_code == 302
    assert not Explanation.objects.exists()


def test_an_explanation_of_another_team_is_not_found(client: Client, slower: Desk) -> None:
    other = Team.objects.create(name="Others")
    known = Explanation.objects.create(
        measure="first-response", team=other, week=SLOW, words="Theirs.", at=NOW
    )
    client.force_login(slower.liv)
    path = f"/figures/first-response/explanations/{known.pk}/removal/"
    assert client.post(path).status_code == 404
    assert "Theirs." not in page(client, slower.liv)


def test_a_lead_of_one_team_speaks_for_that_team_only(client: Client, slower: Desk) -> None:
    store = Team.objects.create(name="Store")
    store.members.add(slower.eve)
    with clock.moved_to(NOW):
        client.force_login(slower.liv)
        explained(client, starts_anew="on")
        known = Explanation.objects.get()
        assert known.team == slower.team
        assert "The grinder is sold out." in page(client, slower.liv)
        assert "The grinder is sold out." not in page(client, slower.eve)
        assert control(slower.liv).weeks[0].first == SLOW


def test_who_leads_some_teams_but_not_all_has_to_choose_one(client: Client, slower: Desk) -> None:
    for name in ("Store", "Roastery"):
        team = Team.objects.create(name=name)
        if name == "Store":
            team.members.add(slower.liv)
    Explanation.objects.create(
        measure="first-response", team=None, week=SLOW, words="For all of us.", at=NOW
    )
    with clock.moved_to(NOW):
        client.force_login(slower.liv)
        said = {"week": SLOW.isoformat(), "words": "Not for all.", "starts_anew": "on"}
        assert client.post(ADDRESS, said).status_code == 404
        assert client.post(f"{ADDRESS}&team={slower.team.pk}", said).status_code == 302
        assert "Take back" not in page(client, slower.liv)
        for_all = Explanation.objects.get(team=None)
        removal = f"/figures/first-response/explanations/{for_all.pk}/removal/"
        assert client.post(f"{removal}?team={slower.team.pk}").status_code == 404
    assert Explanation.objects.count() == 2


def test_the_baseline_begins_with_the_first_case_of_whom_it_is_about(slower: Desk) -> None:
    at = oslo("2026-03-02 09:00")
    for week in range(14):
        begun = at + timedelta(weeks=week)
        answers(
            slower.bo,
            writes(GRACE, slower.inbox, at=begun),
            at=begun + timedelta(minutes=20 + week),
        )
    with clock.moved_to(NOW):
        of_bo = asked(slower.liv).narrowed_to(Slice("agent", str(slower.bo.pk)))
        found = control_of(measure_named("first-response"), of_bo)
    assert found.weeks[0].first == date(2026, 3, 2)
    assert found.has_limits
