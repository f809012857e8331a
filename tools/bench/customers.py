"""Those who write: some for the first time, others again."""

from __future__ import annotations

from datetime import datetime
from random import Random

from bench.words import some_language, vocabulary
from tillit.demo.chronicle.inserting import new
from tillit.demo.chronicle.ledger import Ledger
from tillit.demo.chronicle.setting import Customer
from tillit.people.models import Contact, Identity, IdentityKind

NEW = 0.55
"""How many of all conversations are of somebody who has not written before."""


class Customers:
    """Everybody who has ever written."""

    def __init__(self, ledger: Ledger, random: Random) -> None:
        """Begin with nobody."""
        self._ledger = ledger
        self._random = random
        self._known: list[Customer] = []

    def somebody(self, at: datetime) -> Customer:
        """Whoever writes at this instant."""
        if not self._known or self._random.random() < NEW:
            self._known.append(self._stranger(at))
            return self._known[-1]
        return self._random.choice(self._known)

    def _stranger(self, at: datetime) -> Customer:
        language = some_language(self._random)
        name = vocabulary(language).name(self._random)
        contact = self._ledger.add(new(Contact, name=name, language=language, created_at=at))
        address = f"customer.{contact.pk}@{language}.example"
        kind = IdentityKind.EMAIL
        self._ledger.add(new(Identity, contact_id=contact.pk, kind=kind, value=address))
        return Customer(contact.pk, language, address)
