"""Verbs about what is known of customers; each leaves behind what it takes to undo it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from tillit import clock
from tillit.journal.recording import emit
from tillit.people.actions import normal
from tillit.people.actor import Actor
from tillit.people.customer_events import (
    CustomerAddressAdded,
    CustomerAddressRemoved,
    CustomerChanged,
    CustomerChangeUndone,
)
from tillit.people.models import Contact, Identity, IdentityKind, Organization, Revision
from tillit.people.phones import normal_phone

FIELDS = (
    "name", "language", "customer_number", "organization_id", "notes", "vip", "vip_reason",
    "vip_until", "left_on",
)  # fmt: skip
"""What a person may change."""


class AddressTaken(Exception):
    """Somebody else is recognised by this address."""


class AddressUnclear(Exception):
    """This is no address of its kind."""


def values_of(contact: Contact) -> dict[str, Any]:
    """What is known of a customer, as JSON can keep it."""
    known = {name: getattr(contact, name) for name in FIELDS}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in known.items()
    }


def organization_named(name: str, *, among: QuerySet[Organization]) -> Organization | None:
    """The organisation of this name, a new one when there is none among them; None for no name."""
    name = " ".join(name.split())[:160]
    if not name:
        return None
    found = among.filter(name__iexact=name).order_by("pk").first()
    return found or Organization.objects.create(name=name)


@transaction.atomic
def describe(*, contact: Contact, by: Actor, **values: Any) -> Revision | None:
    """Write down what is known of a customer now; None when nothing of it is new."""
    held = Contact.objects.select_for_update().get(pk=contact.pk)
    before = values_of(held)
    changed = {name: value for name, value in values.items() if getattr(held, name) != value}
    if not changed:
        return None
    for name, value in changed.items():
        setattr(held, name, value)
    held.save(update_fields=list(changed))
    after = values_of(held)
    return _noted(held, {name: before[name] for name in changed}, after, list(changed), by)


def _noted(
    contact: Contact, before: dict[str, Any], after: dict[str, Any], fields: list[str], by: Actor
) -> Revision:
    kept = {name: after[name] for name in fields}
    revision = Revision.objects.create(contact=contact, before=before, after=kept)
    emit(CustomerChanged(contact.pk, fields, revision.pk), by=by)
    return revision


@transaction.atomic
def add_address(
    *, contact: Contact, kind: str, value: str, by: Actor, country: str = ""
) -> Revision | None:
    """Recognise a customer by one more address; None when that was so already.

    Raises:
        AddressUnclear: it is no address of its kind.
        AddressTaken: it belongs to somebody else.
    """
    value = normal_phone(value, country) if kind == IdentityKind.PHONE else normal(kind, value)
    if not value:
        raise AddressUnclear
    try:
        with transaction.atomic():
            identity, new = Identity.objects.get_or_create(
                kind=kind, value=value, defaults={"contact": contact}
            )
    except IntegrityError as error:
        raise AddressTaken from error
    if identity.contact_id != contact.pk:
        raise AddressTaken
    if not new:
        return None
    added = {"address": {"kind": kind, "value": value}}
    revision = Revision.objects.create(contact=contact, after=added)
    emit(CustomerAddressAdded(contact.pk, revision.pk), by=by)
    return revision


@transaction.atomic
def remove_address(*, identity: Identity, by: Actor) -> Revision:
    """No longer recognise a customer by an address."""
    contact = identity.contact
    removed = {"address": {"kind": identity.kind, "value": identity.value}}
    revision = Revision.objects.create(contact=contact, before=removed)
    identity.delete()
    emit(CustomerAddressRemoved(contact.pk, revision.pk), by=by)
    return revision


@transaction.atomic
def undo(*, revision: Revision, by: Actor) -> bool:
    """Put back what a change has replaced; False when something else was changed since."""
    revision = Revision.objects.select_for_update().get(pk=revision.pk)
    contact = Contact.objects.select_for_update().get(pk=revision.contact_id)
    if revision.undone_at is not None or not _put_back(contact, revision):
        return False
    revision.undone_at = clock.now()
    revision.save(update_fields=["undone_at"])
    emit(CustomerChangeUndone(contact.pk, revision.pk), by=by)
    return True


def _put_back(contact: Contact, revision: Revision) -> bool:
    if "address" in revision.after:
        return bool(contact.identities.filter(**revision.after["address"]).delete()[0])
    if "address" in revision.before:
        address = revision.before["address"]
        if Identity.objects.filter(**address).exists():
            return False
        Identity.objects.create(contact=contact, **address)
        return True
    now = values_of(contact)
    if any(now[name] != value for name, value in revision.after.items()):
        return False
    Contact.objects.filter(pk=contact.pk).update(**revision.before)
    return True
