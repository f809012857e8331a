"""Parcels that another server took in before: at its time, as history, or not fetched at all."""

from datetime import timedelta

import pytest

from tillit.conversations import parcels
from tillit.conversations.models import Conversation, Delivery, Parcel, ParcelState
from tillit.journal.models import Event, Reaction
from tillit.people.actor import Actor
from tillit.testing.cast import MONDAY_TEN, Desk
from tillit.testing.journal import run_reactions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_ten")]

RAW = b"From: grace@customer.example\nSubject: Kettle\nMessage-ID: <one@x>\n\nHello there, desk."
LAST_YEAR = MONDAY_TEN - timedelta(days=365)


def unfetched(desk: Desk, key: str = "test:large") -> Parcel:
    """A mail that is too large to be fetched."""
    return parcels.keep_unfetched(
        inbox=desk.inbox, key=key, size=10**8, cause="it is too large", received_at=LAST_YEAR
    )


def test_a_mail_counts_from_when_it_arrived_elsewhere(desk: Desk) -> None:
    arrived = MONDAY_TEN - timedelta(minutes=30)
    parcels.keep(inbox=desk.inbox, key="test:1", raw=RAW, received_at=arrived)
    run_reactions()
    conversation = Conversation.objects.get()
    assert conversation.created_at == arrived
    assert conversation.promises.exists()


def test_nothing_arrives_in_the_future(desk: Desk) -> None:
    later = MONDAY_TEN + timedelta(days=1)
    parcel = parcels.keep(inbox=desk.inbox, key="test:1", raw=RAW, received_at=later)
    assert parcel.received_at == MONDAY_TEN
    run_reactions()
    assert Conversation.objects.exists()


def test_history_is_filed_and_nobody_hears_of_it(desk: Desk) -> None:
    parcel = parcels.keep(
        inbox=desk.inbox, key="test:1", raw=RAW, received_at=LAST_YEAR, quiet=True
    )
    run_reactions()
    parcel.refresh_from_db()
    assert parcel.state == ParcelState.CONVERSATION
    conversation = Conversation.objects.get()
    assert conversation.created_at == LAST_YEAR
    assert not conversation.promises.exists()
    assert not Delivery.objects.exists()


def test_what_is_not_fetched_is_held_and_counted_as_received(desk: Desk) -> None:
    parcel = unfetched(desk)
    assert (parcel.state, parcel.raw, parcel.size) == (ParcelState.HELD, b"", 10**8)
    assert list(Parcel.objects.held()) == [parcel]
    assert Event.objects.filter(subject=f"parcel:{parcel.pk}").count() == 1
    assert not Reaction.objects.exists()


def test_what_is_not_fetched_twice_is_a_duplicate(desk: Desk) -> None:
    assert unfetched(desk).state == ParcelState.HELD
    assert unfetched(desk).state == ParcelState.DUPLICATE


def test_what_is_not_fetched_cannot_be_read_again(desk: Desk) -> None:
    parcel = unfetched(desk)
    parcels.retry(parcel, by=Actor.agent(desk.ada))
    run_reactions()
    parcel.refresh_from_db()
    assert (parcel.state, parcel.cause) == (ParcelState.HELD, "it is too large")


def test_what_is_kept_is_known(desk: Desk) -> None:
    assert not parcels.is_kept("test:large")
    unfetched(desk)
    assert parcels.is_kept("test:large")
