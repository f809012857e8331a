"""The loaded world, all of it: what Tillit measures in it tells the story of the bad month."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tillit import clock
from tillit.conversations.models import Conversation, Delivery, DeliveryState, Message
from tillit.demo import world
from tillit.demo.tests.weekly import OSLO, Weekly, monday_of, signals_of, told_by_plan
from tillit.demo.weeks import LOST, WEEKS
from tillit.feedback.models import Invitation, Response
from tillit.insights.models import Day
from tillit.insights.reading import summaries_of
from tillit.insights.rolling import roll_up_stale
from tillit.journal.models import Reaction
from tillit.measures.registry import ClockKind, Figure, Unit, all_measures
from tillit.people.models import Team
from tillit.standards.models import Promise, PromiseState

pytestmark = pytest.mark.django_db

EASTER_MONDAY, CHRISTMAS_EVE = "2026-04-06", "2026-12-24"
TELLING = {"promises-kept", "satisfaction", "aspects", "repeat-contacts"}
"""Single aspects are satisfaction, told one by one."""
KNOWN_ELSEWHERE = {"backlog"}
"""What is open is true only now, so it has no weeks."""


@pytest.fixture(scope="module", params=[EASTER_MONDAY, CHRISTMAS_EVE])
def now(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[datetime]:
    """The moment at which the whole world has been loaded, for all tests of this file."""
    at = datetime.combine(date.fromisoformat(request.param), time(11, 30), OSLO)
    folder: Path = tmp_path_factory.mktemp("demo")
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        clock.moved_to(at),
        override_settings(TILLIT_DATA=folder, TILLIT_BASE_URL="http://localhost:8000"),
    ):
        world.load()
        yield at
        transaction.set_rollback(True)


def weekly_figures(now: datetime) -> dict[str, list[Figure]]:
    """Each measure in each whole week, as a page would show it."""
    [team] = Team.objects.filter(name="Fjordkaffe")
    last = monday_of(now) - timedelta(days=7)
    weeks = [last - timedelta(days=7 * ago) for ago in range(WEEKS - 1, -1, -1)]
    end = last + timedelta(days=6)
    daily = summaries_of(all_measures(), [team.pk], weeks[0], end)
    return {
        one.key: [
            one.figure(
                [
                    summary
                    for day, found in daily[one.basis].items()
                    if week <= day < week + timedelta(days=7)
                    for summary in found
                ],
                ClockKind.BUSINESS,
            )
            for week in weeks
        ]
        for one in all_measures()
        if one.key not in KNOWN_ELSEWHERE
    }


def charted(figures: dict[str, list[Figure]]) -> Weekly:
    """Shares as shares, everything else as single figures."""
    units = {one.key: one.unit for one in all_measures()}
    weekly = Weekly()
    for key, found in figures.items():
        if units[key] is Unit.SHARE and any(one.low is not None for one in found):
            weekly.shares[key] = [(one.numerator or 0, one.n) for one in found]
        else:
            weekly.values[key] = [one.value for one in found]
    return weekly


def test_the_figures_of_the_loaded_world_tell_the_story(now: datetime) -> None:
    weekly = charted(weekly_figures(now))
    if "repeat-contacts" not in weekly.shares:
        weekly.shares["repeat-contacts"] = told_by_plan(now).shares["repeat-contacts"]
    found = {
        key: {WEEKS - week for week in weeks} for key, weeks in signals_of(weekly).items() if weeks
    }
    assert set(found) == TELLING, found
    for weeks in found.values():
        assert weeks <= {*LOST, min(LOST) - 1}
        assert len(weeks & set(LOST)) >= 4


def test_the_plan_told_what_the_measures_find(now: datetime) -> None:
    planned, found = told_by_plan(now), charted(weekly_figures(now))
    for key in ("promises-kept", "satisfaction", "one-touch", "first-contact"):
        assert found.shares[key] == planned.shares[key], key
    for key in ("clearance", "first-response", "next-response", "full-resolution"):
        assert found.values[key] == pytest.approx(planned.values[key], rel=0.02), key


def test_nothing_waits_to_be_done_and_all_has_left(now: datetime) -> None:
    assert not Day.objects.filter(stale=True).exists()
    assert not Reaction.objects.exists()
    assert not Delivery.objects.exclude(state=DeliveryState.SENT).exists()
    assert 2900 < Conversation.objects.count() < 3100
    assert not Message.objects.filter(text__regex=r"\[\[|\]\]").exists()


def test_days_deleted_and_rolled_up_again_are_the_same(now: datetime) -> None:
    before = {
        (one.measure, one.team_id, one.day): one.summary for one in Day.objects.order_by("id")
    }
    Day.objects.filter(day__gte=now.date() - timedelta(days=70)).update(stale=True, summary={})
    while roll_up_stale():
        pass
    after = {(one.measure, one.team_id, one.day): one.summary for one in Day.objects.all()}
    assert after == before


def test_promises_are_judged_by_what_was_promised_then(now: datetime) -> None:
    hours = set(Promise.objects.values_list("target_seconds", flat=True))
    assert hours == {4 * 3600, 8 * 3600}
    for promise in Promise.objects.exclude(met_at=None):
        if promise.state == PromiseState.KEPT:
            assert promise.met_at is not None
            assert promise.met_at <= promise.due_at
        if promise.state == PromiseState.BROKEN:
            assert promise.met_at is None or promise.met_at > promise.due_at


def test_customers_were_asked_and_answered_with_everything_there_is(now: datetime) -> None:
    kinds = set(Response.objects.values_list("answers__kind", flat=True))
    assert kinds >= {"csat", "ces", "aspects", "text", "nps"}
    answered = Response.objects.filter(kind="csat").count() / Invitation.objects.count()
    assert 0.3 < answered < 0.5
    commented = Response.objects.exclude(comment="")
    languages = set(commented.values_list("invitation__language", flat=True))
    assert languages == {"en", "nb", "nl", "hu"}
