"""Running promises follow a new version only on purpose, and nobody is put off."""

import pytest

from tillit import clock
from tillit.conversations import properties
from tillit.conversations.models import Conversation
from tillit.journal.models import Event
from tillit.people.actor import Actor
from tillit.people.models import Role
from tillit.standards.events import PromiseRetargeted
from tillit.standards.models import (
    Cause,
    Promise,
    PromiseState,
    ServiceStandard,
    StandardVersion,
)
from tillit.standards.retargeting import foresee, retarget_running
from tillit.testing.browsers import browser_of
from tillit.testing.cast import GRACE, Desk, agent, writes
from tillit.testing.steps import oslo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

NOW = oslo("2026-06-01 12:30")


def asked(desk: Desk, at: str) -> Conversation:
    return writes(GRACE, desk.inbox, at=oslo(f"2026-06-01 {at}"), subject=f"Asked at {at}")


def another(hours: float) -> StandardVersion:
    """A second version that promises so many hours."""
    first = StandardVersion.objects.get(standard__name="First answer")
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
        assert retarget_running(version, by=lead, at=NOW) == 2
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
        retarget_running(another(2), by=lead, at=NOW)
        properties.choose(conversation=conversation, name="priority", value="high", by=lead)
    assert Promise.objects.get().due_at == oslo("2026-06-01 13:30")


def test_nobody_is_put_off(desk: Desk) -> None:
    asked(desk, "10:00")
    before = Promise.objects.get().due_at
    version = another(8)
    assert [one.moves for one in foresee(version, NOW)] == [False]
    assert retarget_running(version, by=Actor.agent(desk.liv), at=NOW) == 0
    assert Promise.objects.get().due_at == before


def test_an_administrator_sees_beforehand_which_and_lets_them_follow(desk: Desk) -> None:
    asked(desk, "11:30")
    another(2)
    standard = ServiceStandard.objects.get(name="First answer")
    root, page = (
        browser_of(agent("Root", Role.ADMINISTRATOR)),
        f"/settings/standards/{standard.pk}/",
    )
    with clock.moved_to(NOW):
        assert f"{page}retargeting/" in root.get(page).content.decode()
        shown = root.get(f"{page}retargeting/").content.decode()
        assert "Asked at 11:30" in shown
        assert "Let 1 promise follow it" in shown
        assert Promise.objects.get().version.number == 1
        assert root.post(f"{page}retargeting/").status_code == 302
        conversation = Promise.objects.get().conversation
        timeline = root.get(f"/conversations/{conversation.pk}/", follow=True).content.decode()
        assert "Root had it promised: An answer within 2 hours" in timeline
        assert "None of them" in root.get(f"{page}retargeting/").content.decode()
    assert Promise.objects.get().version.number == 2
    assert browser_of(desk.ada).get(f"{page}retargeting/").status_code == 404
