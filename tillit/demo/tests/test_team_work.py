"""What the demo team wants, what it decided, and whom it talked with: all of it to be seen."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.test import Client

from tillit import clock
from tillit.demo.agenda import RECENT
from tillit.demo.aims import MEETINGS, TARGETS
from tillit.demo.tests.conftest import Load
from tillit.feedback.models import (
    Advocacy,
    FollowUp,
    Improvement,
    Interview,
    Notes,
    Response,
    Round,
    Stage,
    State,
)
from tillit.insights.models import AgendaCase, Decision, Meeting, Standing, Target, TargetMonth
from tillit.journal.models import Reaction
from tillit.people.models import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def liv(load: Load) -> Agent:
    load(160)
    return Agent.objects.get(name__startswith="Liv")


def test_every_page_of_the_team_has_something_on_it(liv: Agent, client: Client) -> None:
    client.force_login(liv)
    assert Target.objects.count() == len(TARGETS)
    assert {one.standing for one in TargetMonth.objects.all()} <= set(Standing.values)
    assert TargetMonth.objects.count() >= 3 * len(TARGETS)
    assert Meeting.objects.count() == len(MEETINGS)
    assert Decision.objects.filter(done_at=None).count() == 1
    assert AgendaCase.objects.filter(meeting=None).count() == 1
    html = client.get("/figures/meeting/").content.decode()
    assert "Propose a promise of news while a parcel is on its way." in html
    assert "Promises kept" in client.get("/figures/targets/").content.decode()


def test_a_round_of_talks_is_over_and_told(liv: Agent, client: Client) -> None:
    client.force_login(liv)
    round = Round.objects.get()
    assert round.finished_on
    held = Interview.objects.filter(round=round, stage=Stage.DONE).count()
    assert held == Notes.objects.count() > 0
    report = client.get(f"/said/interviews/{round.pk}/report/").content.decode()
    assert "Propose a promise of news while a parcel is on its way." in report
    assert Advocacy.objects.count() >= 2
    assert "honest when a parcel is late" in client.get("/said/advocates/").content.decode()


def test_what_customers_said_is_on_the_board_and_some_of_it_has_changed_things(
    liv: Agent, client: Client
) -> None:
    client.force_login(liv)
    said = Response.objects.filter(Q(score__isnull=False) | ~Q(comment=""))
    assert FollowUp.objects.count() == said.count() > 50
    assert FollowUp.objects.filter(state=State.ANSWERED).exists()
    about = FollowUp.objects.exclude(topics="").order_by("said_at")
    assert about[0].said_at < clock.now() - timedelta(weeks=RECENT + 1)
    changed = Improvement.objects.exclude(approved_at=None)
    assert FollowUp.objects.filter(state=State.CHANGED, improvement__in=changed).exists()
    assert not Reaction.objects.filter(event__at__lt=clock.now() - timedelta(hours=1)).exists()
    apart = client.get("/figures/about/satisfaction/?period=13m&by=topic").content.decode()
    assert '<td class="number' in apart.partition('id="parts-title"')[2]
