"""Who wrote a mail, and where an answer to it goes: never to ourselves."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tillit.channels.email.robots import is_nobody
from tillit.conversations.envelope import Envelope, Robot
from tillit.conversations.parties import Party

Ours = Callable[[Iterable[str]], set[str]]
"""Finds those addresses, in lower case, that lead back to us."""

READ_BY_PEOPLE = (Robot.NONE, Robot.LIST)


def with_answers(envelope: Envelope, ours: Ours) -> Envelope:
    """The same with the address that wants the answers, when its headers name exactly one.

    Whoever writes through a web form stands in Reply-To: From is then ourselves, or nobody. What
    comes from ourselves and names nobody else is never answered automatically.
    """
    if envelope.robot not in READ_BY_PEOPLE:
        return envelope
    sender = envelope.sender_address
    own = ours({sender, *(party.address for party in envelope.reply_to)})
    wanted = _one_of(party for party in envelope.reply_to if party.address not in own)
    if sender in own or is_nobody(sender):
        if wanted is not None:
            return replace(envelope, sender_address=wanted.address, sender_name=wanted.name)
        return replace(envelope, robot=Robot.LIST)
    if wanted is None or wanted.address == sender:
        return envelope
    return replace(envelope, answer_to=wanted.address)


def _one_of(parties: Iterable[Party]) -> Party | None:
    """The only one of them that can be written to; None when there is none, or a choice."""
    usable = {party.address: party for party in parties if _is_usable(party.address)}
    return next(iter(usable.values())) if len(usable) == 1 else None


def _is_usable(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return not is_nobody(address)
