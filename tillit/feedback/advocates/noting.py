"""Verbs about recommendations: noted, taken back, allowed to be shown or no longer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tillit import clock
from tillit.feedback.advocates.events import (
    AdvocacyNoted,
    AdvocacyRestored,
    AdvocacyTakenBack,
    UseChanged,
)
from tillit.feedback.models import Advocacy, AdvocacyKind
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent, Contact


@dataclass(frozen=True)
class Told:
    """What is known of one recommendation."""

    kind: AdvocacyKind
    day: date
    referred: Contact | None = None
    address: str = ""
    words: str = ""
    source: str = ""
    may_be_used: bool = False
    usable_until: date | None = None


class NotReferred(Exception):
    """This is no referral that could be."""


class Themselves(NotReferred):
    """Nobody brings himself, not even by way of others."""


class BroughtBefore(NotReferred):
    """Somebody else, or the same customer, has brought this one: see `advocacy`."""

    def __init__(self, advocacy: Advocacy) -> None:
        super().__init__(advocacy.pk)
        self.advocacy = advocacy


@transaction.atomic
def note(*, contact: Contact, told: Told, by: Agent) -> Advocacy:
    """Note that a customer recommended us.

    Raises:
        Themselves: a customer cannot have brought himself, or the one by whom he came.
        BroughtBefore: the other customer was brought already; one of them has done so.
        ValueError: a referral without the other customer, or with one and of another kind.
    """
    if (told.kind is AdvocacyKind.REFERRAL) != (told.referred is not None):
        raise ValueError("A referral, and nothing else, names the customer who was brought.")
    if told.referred:
        _hold(contact, told.referred)
        _refuse_what_cannot_be(contact.pk, told.referred.pk)
    noted = Advocacy.objects.create(
        contact=contact, noted_by=by, noted_at=clock.now(), **_columns(told)
    )
    emit(AdvocacyNoted(contact.pk, noted.pk, noted.referred_id), by=Actor.agent(by))
    return noted


@transaction.atomic
def take_back(*, advocacy: Advocacy, by: Agent) -> None:
    """The note was wrong; harmless to repeat."""
    held = _held(advocacy)
    if held.taken_back_at is None:
        held.taken_back_at = clock.now()
        held.save(update_fields=["taken_back_at"])
        emit(AdvocacyTakenBack(held.contact_id, held.pk), by=Actor.agent(by))


@transaction.atomic
def restore(*, advocacy: Advocacy, by: Agent) -> None:
    """The note was right after all; harmless to repeat.

    Raises:
        Themselves: by now it would go round in a circle.
        BroughtBefore: by now somebody else is known to have brought that customer.
    """
    held = _held(advocacy)
    if held.taken_back_at is None:
        return
    if held.referred:
        _hold(held.contact, held.referred)
        _refuse_what_cannot_be(held.contact_id, held.referred.pk)
    held.taken_back_at = None
    held.save(update_fields=["taken_back_at"])
    emit(AdvocacyRestored(held.contact_id, held.pk), by=Actor.agent(by))


@transaction.atomic
def allow(*, advocacy: Advocacy, may_be_used: bool, until: date | None, by: Agent) -> None:
    """Say anew whether it may be shown in public, and for how long."""
    held, until = _held(advocacy), until if may_be_used else None
    if (held.may_be_used, held.usable_until) == (may_be_used, until):
        return
    held.may_be_used, held.usable_until = may_be_used, until
    held.save(update_fields=["may_be_used", "usable_until"])
    emit(UseChanged(held.contact_id, held.pk), by=Actor.agent(by))


def _columns(told: Told) -> dict[str, object]:
    return {**vars(told), "usable_until": told.usable_until if told.may_be_used else None}


def _hold(*contacts: Contact) -> None:
    """Nobody else notes a referral of these at the same time."""
    numbers = [one.pk for one in contacts]
    list(Contact.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))


def _held(advocacy: Advocacy) -> Advocacy:
    held = Advocacy.objects.select_for_update(of=("self",))
    return held.select_related("contact", "referred").get(pk=advocacy.pk)


def _refuse_what_cannot_be(contact: int, referred: int) -> None:
    standing = Advocacy.objects.standing().select_related("contact")
    known = standing.filter(referred=referred).first()
    if known:
        raise BroughtBefore(known)
    passed: set[int] = set()
    above: int | None = contact
    # Customers who turned out to be one may have brought themselves: the walk ends there.
    while above is not None and above not in passed:
        if above == referred:
            raise Themselves
        passed.add(above)
        above = standing.filter(referred=above).values_list("contact", flat=True).first()
