"""Versions: each change is one, none is lost, and whoever is second is told."""

from datetime import date

import pytest
from django.utils import translation

from tillit.documents import publishing
from tillit.documents.events import (
    DocumentArranged,
    DocumentDropped,
    DocumentTakenUp,
    VersionPublished,
)
from tillit.documents.models import Document
from tillit.documents.publishing import Overtaken
from tillit.documents.tests.shelf import a_page, reworded
from tillit.people.models import Team
from tillit.testing.cast import Desk
from tillit.testing.journal import assert_emits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def test_a_first_version_is_published_and_looked_at_again_in_half_a_year(desk: Desk) -> None:
    with assert_emits(VersionPublished):
        page = a_page(desk.liv, desk.team)
    assert page.current is not None
    assert (page.slug, page.owner, page.current.number) == ("how-we-own-up", desk.liv, 1)
    assert page.review_date == date(2026, 12, 1)


def test_pages_of_one_title_have_addresses_of_their_own(desk: Desk) -> None:
    assert [a_page(desk.liv).slug for _time in range(3)] == [
        "how-we-own-up",
        "how-we-own-up-2",
        "how-we-own-up-3",
    ]


def test_a_change_is_a_version_and_the_past_stays(desk: Desk) -> None:
    page = a_page(desk.liv)
    publishing.publish(document=page, text=reworded("Say it at once."), seen=1, by=desk.liv)
    first, second = page.versions.order_by("number")
    assert "Say sorry" in first.text["en"]
    assert (second.text["en"], second.text["nb"]) == ("Say it at once.", first.text["nb"])
    page.refresh_from_db()
    assert page.current == second


def test_saying_the_same_makes_no_version(desk: Desk) -> None:
    page = a_page(desk.liv)
    assert page.current is not None
    same = reworded(page.current.text["en"])
    assert publishing.publish(document=page, text=same, seen=1, by=desk.liv) is None
    assert page.versions.count() == 1


def test_who_has_not_seen_the_newest_version_does_not_undo_it(desk: Desk) -> None:
    page = a_page(desk.liv)
    publishing.publish(document=page, text=reworded("First."), seen=1, by=desk.liv)
    with pytest.raises(Overtaken):
        publishing.publish(document=page, text=reworded("Second."), seen=1, by=desk.ada)
    assert page.versions.count() == 2


def test_who_looks_after_it_and_whom_it_concerns_is_said_once(desk: Desk) -> None:
    page = a_page(desk.liv)
    day = date(2026, 9, 1)
    with assert_emits(DocumentArranged):
        publishing.arrange(
            document=page, owner=desk.bo, team=desk.team, review_date=day, by=desk.liv
        )
    page.refresh_from_db()
    assert (page.owner, page.team, page.review_date) == (desk.bo, desk.team, day)


def test_what_is_dropped_holds_no_longer_until_it_is_taken_up(desk: Desk) -> None:
    page = a_page(desk.liv)
    with assert_emits(DocumentDropped):
        publishing.drop(document=page, by=desk.liv)
    publishing.drop(document=page, by=desk.liv)
    assert not Document.objects.in_force().exists()
    with assert_emits(DocumentTakenUp):
        publishing.take_up(document=page, by=desk.liv)
    assert Document.objects.in_force().exists()


def test_what_belongs_to_a_team_is_seen_by_it_alone(desk: Desk) -> None:
    night = Team.objects.create(name="Night")
    ours, theirs, everybodys = (a_page(desk.liv, team) for team in (desk.team, night, None))
    assert set(Document.objects.visible_to(desk.ada)) == {ours, everybodys}
    assert set(Document.objects.visible_to(desk.eve)) == {everybodys}
    assert set(Document.objects.managed_by(desk.liv)) == {ours, everybodys}
    assert not Document.objects.managed_by(desk.ada).exists()
    assert theirs not in Document.objects.visible_to(desk.liv)


@pytest.mark.parametrize(
    ("wanted", "active", "expected"),
    [("", "nb", "nb"), ("en", "nb", "en"), ("", "hu", "en"), ("nl", "nl", "en")],
)
def test_it_is_read_in_ones_own_language_or_in_that_it_was_written_in(
    desk: Desk, wanted: str, active: str, expected: str
) -> None:
    page = a_page(desk.liv)
    assert page.current is not None
    with translation.override(active):
        assert page.current.words(page.language, wanted).language == expected
