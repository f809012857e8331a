"""Working once: what is ready is done, one after the other, and the command ends."""

from argparse import Namespace
from collections.abc import Callable
from datetime import timedelta

import pytest

from tillit import clock
from tillit.channels.email.stand_in import sending_through
from tillit.config import cli
from tillit.config.commands import smtp, worker
from tillit.conversations.models import Delivery, DeliveryState
from tillit.insights.models import Day
from tillit.journal.models import Lane, Reaction
from tillit.standards.models import Promise, PromiseState
from tillit.testing.cast import GRACE, MONDAY_TEN, Desk, writes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]


def work(only: str | None = None) -> list[Delivery]:
    """The deliveries that were handed over meanwhile."""
    sent: list[Delivery] = []
    with sending_through(sent.append):
        assert worker.main(Namespace(only=only, once=True)) == 0
    return sent


def test_all_that_is_ready_is_done_and_what_follows_from_it(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    assert len(work()) == 1
    assert not Reaction.objects.filter(ready_at__lte=clock.now()).exists()
    assert Delivery.objects.get().state == DeliveryState.SENT
    assert not Day.objects.filter(stale=True).exists()


def test_each_lane_for_itself(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    assert work("filers") == []
    assert set(Reaction.objects.values_list("lane", flat=True)) == {Lane.SLOW}
    assert len(work("senders")) == 1


def test_the_clocks_are_looked_at(desk: Desk) -> None:
    writes(GRACE, desk.inbox)
    with clock.moved_to(MONDAY_TEN + timedelta(days=30)):
        work("filers")
    assert set(Promise.objects.values_list("state", flat=True)) == {PromiseState.BROKEN}


def test_nobody_listens_while_mailboxes_are_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def note(word: str) -> Callable[..., None]:
        return lambda *_: looked.append(word)

    monkeypatch.setattr("tillit.channels.email.fetching.threads.fetch_from_all", note("looked"))
    monkeypatch.setattr(smtp, "_serve", note("listened"))
    assert smtp.main(Namespace(host="127.0.0.1", port=1, once=True)) == 0
    assert looked == ["looked"]


@pytest.mark.parametrize("command", ["worker", "smtp"])
def test_it_is_an_option(command: str) -> None:
    assert cli.parser().parse_args([command]).once is False
    assert cli.parser().parse_args([command, "--once"]).once is True
