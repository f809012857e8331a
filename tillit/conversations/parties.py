"""Whom a message names beside its writer: the people in its headers, never a hidden recipient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

MOST_PARTIES = 50
"""People of one header that are kept; the raw parcel keeps everything."""
LONGEST_NAME = 120
LONGEST_ADDRESS = 320


class Party(NamedTuple):
    """Somebody as a header names them; the name may be empty."""

    name: str
    address: str


@dataclass(frozen=True)
class Parties:
    """Those to whom a message was written openly, and where its answers are wanted."""

    to: tuple[Party, ...] = ()
    cc: tuple[Party, ...] = ()
    reply_to: tuple[Party, ...] = ()

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Parties:
        """As kept with a message."""
        return cls(**{name: _read(kept.get(name, ())) for name in _headers()})

    def written(self) -> dict[str, list[list[str]]]:
        """Fit to be kept with a message; what is empty is left out."""
        kept = {name: _written(getattr(self, name)) for name in _headers()}
        return {name: parties for name, parties in kept.items() if parties}

    @property
    def addresses(self) -> set[str]:
        """The addresses of all those to whom it was written openly, in lower case."""
        return {party.address.lower() for party in (*self.to, *self.cc)}


def _headers() -> list[str]:
    return [header.name for header in fields(Parties)]


def _read(kept: Iterable[Any]) -> tuple[Party, ...]:
    return tuple(Party(str(name), str(address)) for name, address in kept)


def _written(parties: Iterable[Party]) -> list[list[str]]:
    known = [party for party in parties if party.address][:MOST_PARTIES]
    return [[_kept(name, LONGEST_NAME), _kept(address, LONGEST_ADDRESS)] for name, address in known]


def _kept(text: str, longest: int) -> str:
    return text.replace("\x00", "")[:longest]
