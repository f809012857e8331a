"""Whom a message may be sent to: read from what somebody typed, and checked in clear words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from email.headerregistry import Address

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from tillit.conversations.channels import channel_of
from tillit.conversations.models import WITH_THE_CUSTOMER, Conversation, Message
from tillit.conversations.parties import LONGEST_ADDRESS, LONGEST_NAME, Party
from tillit.conversations.words import one_line
from tillit.journal import rows

MOST_RECIPIENTS = 50
LONGEST_LIST = 8_000

_PART = re.compile(r'(?:"(?:[^"\\]|\\.)*"|[^",;\r\n]|")+')
"""Some mail programs part people by semicolons; those inside of quotes belong to a name."""
_PERSON = re.compile(
    r'(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<name>[^<>"]*))\s*<(?P<angle>[^<>\s]+)>'
    r'|(?P<plain>[^\s<>"]+)'
)
_ESCAPED = re.compile(r"\\(.)")


class WrongRecipient(ValueError):
    """Somebody whom a message cannot be sent to; the words say why, and a person will see them."""


def people_in(text: str) -> tuple[Party, ...]:
    """The people named in a list like `Nora <nora@kunde.example>; frank@kunde.example`.

    Raises:
        WrongRecipient: one of them cannot be written to, or there are too many.
    """
    if len(text) > LONGEST_LIST:
        raise WrongRecipient(_too_many())
    return without_repetition(_read(one) for one in _PART.findall(text) if one.strip())


def _read(written: str) -> Party:
    found = _PERSON.fullmatch(written.strip())
    if not found:
        raise _no_address(written)
    name = _ESCAPED.sub(r"\1", found["quoted"] or "") or found["name"] or ""
    return checked(Party(name.strip(), found["angle"] or found["plain"]))


def _no_address(written: str) -> WrongRecipient:
    words = _("“%(address)s” is not a mail address.") % {"address": one_line(written, 80)}
    return WrongRecipient(words)


def checked(party: Party) -> Party:
    """The same, fit for a header.

    Raises:
        WrongRecipient: this is no address.
    """
    name, address = one_line(party.name, LONGEST_NAME), party.address.strip()
    try:
        validate_email(address)
        Address(name, addr_spec=address)
    except (ValidationError, ValueError, IndexError) as error:
        raise _no_address(address or name) from error
    if len(address) > LONGEST_ADDRESS:
        raise WrongRecipient(_("This mail address is too long."))
    return Party(name, address)


def without_repetition(people: Iterable[Party], *, beside: Iterable[str] = ()) -> tuple[Party, ...]:
    """Each address once, and none of those `beside`.

    Raises:
        WrongRecipient: these are too many.
    """
    seen = {address.lower() for address in beside}
    once = []
    for party in people:
        if party.address.lower() not in seen:
            seen.add(party.address.lower())
            once.append(party)
    if len(once) > MOST_RECIPIENTS:
        raise WrongRecipient(_too_many())
    return tuple(once)


def _too_many() -> str:
    return _("A message can go to at most %(most)d people.") % {"most": MOST_RECIPIENTS}


def refuse_ourselves(people: Iterable[Party], conversation: Conversation) -> None:
    """Keep our own mailboxes out: mail to them would come back as a customer's.

    Raises:
        WrongRecipient: one of them is ours.
    """
    channel = channel_of(conversation.channel)
    ours = channel.ours(party.address for party in people)
    if ours:
        words = _("%(address)s is our own address; leave it out.") % {"address": min(ours)}
        raise WrongRecipient(words)


def others_in(conversation: Conversation) -> tuple[Party, ...]:
    """Those who were written to openly with the newest message, beside the customer and us."""
    kinds = [kind.value for kind in WITH_THE_CUSTOMER]
    said = f"conversation_id = %s AND NOT automatic AND kind IN ({rows.marks(kinds)})"
    newest = rows.select(
        Message,
        f"{said} ORDER BY at DESC, id DESC LIMIT 1",
        [conversation.pk, *kinds],
        only=("parties", "address"),
    )
    return _others(conversation, newest[0].parties, newest[0].address) if newest else ()


def _others(
    conversation: Conversation, parties: dict[str, Sequence[Sequence[str]]], writer: str
) -> tuple[Party, ...]:
    named = [Party(*one) for header in ("to", "cc") for one in parties.get(header, ())]
    if len(named) < 2:
        return ()
    ours = channel_of(conversation.channel).ours(party.address for party in named)
    beside = {conversation.address, writer, *ours}
    return without_repetition(_usable(named), beside=beside)[:MOST_RECIPIENTS]


def _usable(people: Iterable[Party]) -> list[Party]:
    usable = []
    for party in people:
        try:
            usable.append(checked(party))
        except WrongRecipient:
            continue
    return usable


def listed(people: Iterable[Party]) -> str:
    """People as they are shown and typed: `Nora <nora@kunde.example>, frank@kunde.example`."""
    return ", ".join(str(Address(name, addr_spec=address)) for name, address in people)
