"""Running promises follow a new version only on purpose, and nobody is put off."""

import pytest

from tillit import clock
from tillit.conversations import properties
from tillit.conversations.models import Conversation, Inbox
from tillit.journal.models import Event, Lane, Reaction
from tillit.journal.worker import work_off
from tillit.people.actor import Actor
from tillit.people.models import Role
from tillit.standards import following
from tillit.standards.events import PromiseRetargeted
from tillit.standards.following import foresee
from tillit.standards.models import (
    Cause,
    Following,
    Promise,
    PromiseState,
    ServiceStandard,
    StandardVersion,
)
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, Desk, agent, writes
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

NOW = oslo("2026-06-01 12:30")


def asked(desk: Desk, at: str) -> Conversation:
    return writes(GRACE, desk.inbox, at=oslo(f"2026-06-01 {at}"), subject=f"Asked at {at}")


def another(hours: float) -> StandardVersion:
    """A second version that promises so many hours."""
    first = StandardVersion.objects.get(standard__name="Answer fast")
    since = oslo("2026-06-01 12:00")
    StandardVersion.objects.filter(pk=first.pk).update(valid_to=since)
    return StandardVersion.objects.create(
        standard=first.standard,
        number=2,
        clock=first.clock,
        wording={"en": f"An answer within {hours} hours"},
        target_seconds=int(hours * 3600),
        valid_from=since,
    )


def test_what_is_due_earlier_follows_and_what_is_over_is_late(desk: Desk) -> None:
    early, late = asked(desk, "10:00"), asked(desk, "11:30")
    version = another(2)
    foreseen = foresee(version, NOW)
    assert [(one.moves, one.is_over) for one in foreseen] == [(True, True), (True, False)]
    lead = Actor.agent(desk.liv)
    with clock.moved_to(NOW):
        assert following.begin(version=version, by=desk.liv).moved == 2
    broken, running = Promise.objects.order_by("started_at")
    assert (broken.conversation, broken.state, broken.cause) == (
        early,
        PromiseState.BROKEN,
        Cause.RETARGET,
    )
    assert (running.due_at, running.first_version_id) == (
        oslo("2026-06-01 13:30"),
        version.standard.versions.get(number=1).pk,
    )
    late.refresh_from_db()
    assert late.next_due_at == running.due_at
    told = Event.objects.filter(kind=PromiseRetargeted.kind())
    assert set(told.values_list("actor", flat=True)) == {lead.key}


def test_what_follows_on_purpose_stays_there_when_the_case_changes(desk: Desk) -> None:
    conversation, lead = asked(desk, "11:30"), Actor.agent(desk.liv)
    with clock.moved_to(NOW):
        following.begin(version=another(2), by=desk.liv)
        properties.choose(conversation=conversation, name="priority", value="high", by=lead)
    assert Promise.objects.get().due_at == oslo("2026-06-01 13:30")


def test_nobody_is_put_off(desk: Desk) -> None:
    asked(desk, "10:00")
    before = Promise.objects.get().due_at
    version = another(8)
    assert [one.moves for one in foresee(version, NOW)] == [False]
    assert following.begin(version=version, by=desk.liv).moved == 0
    assert Promise.objects.get().due_at == before


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMINISTRATOR])
def test_who_sets_standards_sees_beforehand_which_and_lets_them_follow(
    desk: Desk, role: Role
) -> None:
    asked(desk, "11:30")
    another(2)
    standard = ServiceStandard.objects.get(name="Answer fast")
    kim, page = agent("Kim", role), f"/settings/standards/{standard.pk}/"
    desk.team.members.add(kim)
    browser = browser_of(kim)
    with clock.moved_to(NOW):
        assert f"{page}retargeting/" in browser.get(page).content.decode()
        shown = browser.get(f"{page}retargeting/").content.decode()
        assert "Asked at 11:30" in shown
        assert "Let 1 promise follow it" in shown
        assert Promise.objects.get().version.number == 1
        assert browser.post(f"{page}retargeting/").status_code == 302
        conversation = Promise.objects.get().conversation
        timeline = browser.get(f"/conversations/{conversation.pk}/", follow=True).content.decode()
        assert "Kim had it promised: An answer within 2 hours" in timeline
        assert "None of them" in browser.get(f"{page}retargeting/").content.decode()
    assert Promise.objects.get().version.number == 2
    for stranger in (desk.ada, desk.eve):
        assert browser_of(stranger).get(f"{page}retargeting/").status_code == 404


def test_of_other_teams_a_lead_learns_only_how_many(desk: Desk, night: Inbox) -> None:
    asked(desk, "11:30")
    version = another(2)
    mia = agent("Mia", Role.LEAD)
    night.team.members.add(mia)
    with clock.moved_to(NOW):
        page = f"/settings/standards/{version.standard_id}/retargeting/"
        shown = browser_of(mia).get(page).content.decode()
    assert "Asked at 11:30" not in shown
    assert GRACE.name not in shown
    assert "1 promise of another team would be due earlier as well." in shown
    assert "Let 1 promise follow it" in shown


@pytest.fixture
def many(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[Conversation]:
    """More than are looked at while somebody waits; in small pieces."""
    monkeypatch.setattr(following, "AT_ONCE", 2)
    monkeypatch.setattr(following, "PIECE", 2)
    monkeypatch.setattr(following, "PIECES", 1)
    return [asked(desk, f"11:{minute}") for minute in range(30, 35)]


def work_all() -> int:
    """Let the worker finish; how often it took it up."""
    rounds = 0
    while Reaction.objects.filter(handler__endswith="let_promises_follow").exists():
        work_off(Lane.SLOW, batch=1)
        rounds += 1
        assert rounds < 50
    return rounds


def retargeted() -> int:
    """How many promises were told to follow another version."""
    return Event.objects.filter(kind=PromiseRetargeted.kind()).count()


def test_many_are_left_to_the_worker_piece_by_piece(desk: Desk, many: list[Conversation]) -> None:
    version, liv = another(2), browser_of(desk.liv)
    page = f"/settings/standards/{version.standard_id}/retargeting/"
    with clock.moved_to(NOW):
        said = liv.post(page, follow=True).content.decode()
        assert "0 of 5 promises looked at." in said
        following.work(Following.objects.get(), pieces=1)
        said = liv.get(page, headers={"HX-Request": "true"}).content.decode()
        assert "2 of 5 promises looked at. 2 promises follow it." in said
        assert work_all() >= 2
        said = liv.get(page, headers={"HX-Request": "true"}).content.decode()
        assert "5 promises follow it." in said
        assert "hx-get" not in said
    assert Promise.objects.filter(version=version).count() == retargeted() == 5


def test_who_is_killed_in_the_middle_does_nothing_twice(
    desk: Desk, many: list[Conversation], monkeypatch: pytest.MonkeyPatch
) -> None:
    version, real, seen = another(2), following.move, []

    def killed(*args: object, **said: object) -> None:
        real(*args, **said)  # type: ignore[arg-type]
        seen.append(args)
        if len(seen) == 3:
            raise KeyboardInterrupt

    with clock.moved_to(NOW):
        job = following.begin(version=version, by=desk.liv)
        monkeypatch.setattr(following, "move", killed)
        with pytest.raises(KeyboardInterrupt):
            following.work(job)
        assert Following.objects.get().looked == retargeted() == 2
        work_all()
    job = Following.objects.get()
    assert (job.looked, job.moved, job.ended_at) == (5, 5, NOW)
    assert Promise.objects.filter(version=version).count() == retargeted() == 5


def test_two_workers_look_at_each_once(desk: Desk, many: list[Conversation]) -> None:
    version = another(2)
    with clock.moved_to(NOW):
        following.begin(version=version, by=desk.liv)
        one, other = Following.objects.get(), Following.objects.get()
        following.work(one, pieces=1)
        following.work(other, pieces=1)
        assert Following.objects.get().looked == retargeted() == 2
