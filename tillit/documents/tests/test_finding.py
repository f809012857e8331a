"""Pages are found by the words of all their languages, by those who may read them."""

import pytest

from tillit.documents import publishing
from tillit.documents.finding import search
from tillit.documents.models import Document
from tillit.documents.tests.shelf import a_page, reworded
from tillit.search.rebuilding import begin, catch_up
from tillit.testing.cast import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


@pytest.fixture
def page(desk: Desk) -> Document:
    """One of the desk."""
    return a_page(desk.liv, desk.team)


def found(desk: Desk, text: str, kind: str = "handbook") -> list[int]:
    while catch_up():
        pass
    return search(desk.ada, kind, text).numbers


@pytest.mark.parametrize("text", ["sorry", "unnskyld", "owning", '"say sorry"'])
def test_it_is_found_in_every_language(desk: Desk, page: Document, text: str) -> None:
    assert found(desk, text) == [page.pk]


@pytest.mark.parametrize("text", ["kettle", "", "from:nora", "sorry kettle"])
def test_every_word_has_to_stand_in_it(desk: Desk, page: Document, text: str) -> None:
    assert found(desk, text) == []


def test_a_stranger_finds_nothing_of_it(desk: Desk, page: Document) -> None:
    assert found(desk, "sorry")
    assert search(desk.eve, "handbook", "sorry").numbers == []
    assert search(desk.ada, "policy", "sorry").numbers == []


def test_what_it_says_now_is_found_and_what_is_dropped_is_not(desk: Desk, page: Document) -> None:
    publishing.publish(document=page, text=reworded("Telephone at once."), seen=1, by=desk.liv)
    assert (found(desk, "telephone"), found(desk, "sorry")) == ([page.pk], [])
    publishing.drop(document=page, by=desk.liv)
    assert found(desk, "telephone") == []


def test_the_index_is_made_anew_with_it(desk: Desk, page: Document) -> None:
    begin()
    assert found(desk, "sorry") == [page.pk]
