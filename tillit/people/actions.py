"""Verbs about people."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from tillit.journal import rows
from tillit.people.models import Contact, Identity, IdentityKind

LONGEST_NAME = 160


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
    identity = (
        Identity.objects.select_related("contact").filter(kind=kind, value=normal(kind, value))
    ).first()
    return identity.contact if identity else None


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
    known = find(kind=kind, value=value)
    if known is None:
        try:
            with transaction.atomic():
                return Recognised(_meet(kind, value, name or stand_in, language), new=True)
        except IntegrityError:
            # Somebody else met the same person in this very instant.
            return recognise(kind=kind, value=value, name=name, language=language)
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
