"""`tillit search rebuild`, and what `tillit check` says of the index."""

from argparse import Namespace
from datetime import timedelta

import pytest

from tillit import clock
from tillit.config.commands import search as command
from tillit.config.health import findings
from tillit.conversations.finding.searching import search
from tillit.search.models import Document, Rebuilding, Stale
from tillit.search.rebuilding import begin, catch_up
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def problems() -> set[str | None]:
    return {one.id for one in findings()}


def test_the_index_is_made_anew(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    number = writes(GRACE, desk.inbox).pk
    Document.objects.all().delete()
    assert command.main(Namespace(go_on=False, gently=False)) == 0
    assert capsys.readouterr().out.endswith("Conversations indexed: 1.\n")
    assert search(desk.ada, "kettle").numbers == [number]
    assert not Stale.objects.exists()


def test_it_goes_on_where_it_stopped(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (writes(GRACE, desk.inbox, message_id=f"<{one}@x>").pk for one in range(2))
    begin()
    Rebuilding.objects.update(below=second)
    assert command.main(Namespace(go_on=True, gently=False)) == 0
    assert search(desk.ada, "kettle").numbers == [first]


def test_what_is_far_behind_is_told(desk: Desk) -> None:
    with clock.moved_to(MONDAY_TEN - timedelta(hours=1)):
        writes(GRACE, desk.inbox)
    assert "tillit.E110" in problems()
    while catch_up():
        pass
    assert not {"tillit.E110", "tillit.W109"} & problems()


def test_other_stems_are_told(desk: Desk) -> None:
    catch_up()
    Rebuilding.objects.update(stemmer="0.1")
    assert "tillit.W109" in problems()
