"""Verbs about people."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from tillit.journal import rows
from tillit.people.models import Contact, Identity, IdentityKind
from tillit.people.phones import looks_like_phone, normal_phone

LONGEST_NAME = 160
LONGEST_REASON = 500


@dataclass(frozen=True)
class Recognised:
    """A contact, the address used now, and whether we met for the first time."""

    contact: Contact
    new: bool


def normal(kind: str, value: str) -> str:
    """The form in which an address is compared: no outer space, no case."""
    return value.strip().lower()


def find(*, kind: str, value: str) -> Contact | None:
    """The contact who has this address, if we know one."""
    identity = identity_of(kind=kind, value=value)
    return identity.contact if identity else None


def identity_of(*, kind: str = IdentityKind.EMAIL, value: str) -> Identity | None:
    """An address that we know, with its contact."""
    identity = rows.first(Identity, kind=kind, value=normal(kind, value))
    if identity is not None:
        identity.contact = rows.get(Contact, identity.contact_id)
    return identity


def recognised(text: str, *, country: str = "") -> Contact | None:
    """The customer whom a customer number, an address, a phone number or a handle names.

    A phone number without a country code belongs to `country`.
    """
    text = text.strip()
    if not text:
        return None
    numbered = Contact.objects.filter(customer_number=text, merged_into=None).first()
    if numbered is not None:
        return numbered
    if looks_like_phone(text):
        return find(kind=IdentityKind.PHONE, value=normal_phone(text, country))
    kind = IdentityKind.EMAIL if "@" in text[1:] else IdentityKind.HANDLE
    return find(kind=kind, value=text)


def mark_bounced(*, kind: str = IdentityKind.EMAIL, value: str, reason: str, at: datetime) -> None:
    """Remember that mail to an address comes back, since the first time that it did."""
    identity = identity_of(kind=kind, value=value)
    if identity is not None:
        identity.bounced_at = identity.bounced_at or at
        identity.bounce_reason = reason.replace("\x00", "")[:LONGEST_REASON]
        identity.save(update_fields=["bounced_at", "bounce_reason"])


def _arrives(identity: Identity) -> None:
    """Who writes can be reached: forget that mail came back."""
    if identity.bounced_at is not None:
        identity.bounced_at, identity.bounce_reason = None, ""
        identity.save(update_fields=["bounced_at", "bounce_reason"])


@transaction.atomic(savepoint=False)
def recognise(
    *, kind: str = IdentityKind.EMAIL, value: str, name: str = "", language: str = ""
) -> Recognised:
    """The contact who has this address; a new one when nobody does.

    A name is learnt when none was known and the address stood in for it; a known name is never
    overwritten by a header. The language is that of the words just written, empty when uncertain.
    """
    name = " ".join(name.split())[:LONGEST_NAME]
    stand_in = value.strip().partition("@")[0][:LONGEST_NAME]
    identity = identity_of(kind=kind, value=value)
    if identity is None:
        try:
            with transaction.atomic():
                return Recognised(_meet(kind, value, name or stand_in, language), new=True)
        except IntegrityError:
            # Somebody else met the same person in this very instant.
            return recognise(kind=kind, value=value, name=name, language=language)
    _arrives(identity)
    known = identity.contact
    if name and known.name in ("", stand_in):
        known.name = name
        known.save(update_fields=["name"])
    if language:
        learn_language(known, language)
    return Recognised(known, new=False)


def _meet(kind: str, value: str, name: str, language: str) -> Contact:
    contact = Contact(name=name, language=language)
    rows.insert(contact)
    rows.insert(Identity(contact=contact, kind=kind, value=normal(kind, value)))
    return contact


def learn_language(contact: Contact, language: str) -> None:
    """Remember the language that a contact writes in, once it is known."""
    if language and contact.language != language:
        contact.language = language
        contact.save(update_fields=["language"])
