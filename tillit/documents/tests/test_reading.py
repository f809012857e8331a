"""Everybody concerned says to have read it, and it is seen who has not."""

import pytest

from tillit.documents import publishing
from tillit.documents.events import VersionRead
from tillit.documents.models import Document
from tillit.documents.reading import confirm, readers_of, unread_by
from tillit.documents.tests.shelf import a_page, reworded
from tillit.people.models import Agent
from tillit.testing.cast import Desk
from tillit.testing.journal import assert_emits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


@pytest.fixture
def page(desk: Desk) -> Document:
    """One of the desk."""
    return a_page(desk.liv, desk.team)


def test_who_writes_has_read_and_others_say_so(desk: Desk, page: Document) -> None:
    assert page.current is not None
    assert readers_of(page).have == [desk.liv]
    with assert_emits(VersionRead):
        assert confirm(version=page.current, by=desk.ada)
    assert not confirm(version=page.current, by=desk.ada)
    readers = readers_of(page)
    assert (readers.have, readers.have_not) == ([desk.ada, desk.liv], [desk.bo])


def test_who_has_left_is_not_waited_for(desk: Desk, page: Document) -> None:
    Agent.objects.filter(pk=desk.bo.pk).update(is_active=False)
    assert readers_of(page).have_not == [desk.ada]


def test_a_new_version_is_to_be_read_again_unless_only_a_slip_was_mended(
    desk: Desk, page: Document
) -> None:
    assert page.current is not None
    confirm(version=page.current, by=desk.ada)
    slip = reworded("Say sorry first!", asks_reading=False)
    publishing.publish(document=page, text=slip, seen=1, by=desk.liv)
    assert desk.ada in readers_of(page).have
    assert unread_by(desk.ada, [page]) == set()
    publishing.publish(document=page, text=reworded("Call first."), seen=2, by=desk.liv)
    assert desk.ada in readers_of(page).have_not
    assert unread_by(desk.ada, [page]) == {page.pk}


def test_what_is_for_a_team_asks_nobody_else(desk: Desk, page: Document) -> None:
    everybodys = a_page(desk.liv)
    assert unread_by(desk.bo, [page, everybodys]) == {page.pk, everybodys.pk}
    assert unread_by(desk.eve, [page, everybodys]) == {everybodys.pk}
