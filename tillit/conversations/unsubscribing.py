"""Where a customer can say no to automatic messages of a purpose, with one click."""

from collections.abc import Callable

from tillit.conversations.models import Message

Address = Callable[[Message], str]

_addresses: dict[str, Address] = {}


def offers_unsubscribing(purpose: str) -> Callable[[Address], Address]:
    """Register the address at which messages of a purpose are refused by a POST."""

    def register(function: Address) -> Address:
        _addresses[purpose] = function
        return function

    return register


def unsubscribing_address(message: Message) -> str:
    """The address that goes with a message; empty when it is no mailing."""
    known = _addresses.get(message.purpose) if message.purpose else None
    return known(message) if known else ""
