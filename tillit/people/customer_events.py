"""What can happen to what is known of customers."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.journal.facts import Fact


@dataclass(frozen=True)
class CustomerFact(Fact):
    """Anything that changes what is known of a customer."""

    about: ClassVar[str] = "contact"
    contact: int


@dataclass(frozen=True)
class CustomerChanged(CustomerFact):
    """Details were changed; `fields` names them, `revision` keeps what they were."""

    fields: list[str]
    revision: int


@dataclass(frozen=True)
class CustomerAddressAdded(CustomerFact):
    """A customer can be recognised by one more address."""

    revision: int


@dataclass(frozen=True)
class CustomerAddressRemoved(CustomerFact):
    """An address no longer belongs to a customer."""

    revision: int


@dataclass(frozen=True)
class CustomerChangeUndone(CustomerFact):
    """A change was taken back."""

    revision: int


@dataclass(frozen=True)
class CustomersUnited(CustomerFact):
    """Two customers turned out to be one; `gone` is the other."""

    gone: int
    union: int


@dataclass(frozen=True)
class CustomersParted(CustomerFact):
    """Uniting two customers was undone."""

    gone: int
    union: int


@dataclass(frozen=True)
class CustomerAddressBlocked(CustomerFact):
    """Nothing from this address is filed any more."""

    identity: int


@dataclass(frozen=True)
class CustomerAddressUnblocked(CustomerAddressBlocked):
    """What comes from this address is filed again."""
