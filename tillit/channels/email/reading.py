"""From the bytes of a mail to an envelope."""

import re

from tillit.channels.email.bodies import as_enclosure
from tillit.channels.email.display_pages import page_to_show
from tillit.channels.email.guarded import letter_within_limits
from tillit.channels.email.letter import Address, FailedRecipient, Kind, Letter
from tillit.conversations.channels import Unreadable
from tillit.conversations.envelope import Envelope, Failure
from tillit.conversations.parties import Party

_NUMBER = re.compile(r"(?<![\w&])#(\d{1,15})(?!\w)")
_COLLEAGUE = re.compile(r"\+(a[0-9a-z]{1,13}-[0-9a-z]{1,13}-[a-z2-7]{22})@")


def read(raw: bytes, *, suspected: bool = False) -> Envelope:
    """Read a mail; one that is `suspected` of harm in a process of its own, as are large ones.

    Raises:
        Unreadable: there is no sender, or nothing that could be a mail.
    """
    letter = letter_within_limits(raw, suspected=suspected)
    if letter.refusal:
        raise Unreadable(letter.refusal)
    return envelope_of(letter)


def envelope_of(letter: Letter) -> Envelope:
    """What the spine needs of a mail."""
    words = letter.words
    return Envelope(
        sender_address=letter.sender.address.lower(),
        sender_name=letter.sender.name,
        subject=letter.subject,
        text=f"{words.new}\n\n{words.signature}" if words.signature else words.new,
        html=page_to_show(words),
        quoted=words.quoted,
        external_id=letter.message_id,
        references=letter.answers,
        tokens=letter.tokens,
        numbers=tuple(int(number) for number in _NUMBER.findall(letter.subject)),
        robot=letter.robot,
        enclosures=tuple(as_enclosure(file) for file in letter.files),
        to=_parties(letter.to),
        cc=_parties(letter.cc),
        reply_to=_parties(letter.reply_to),
        failures=tuple(_failure(one) for one in letter.failed),
        may_be_ours=letter.kind is Kind.LOOP or bool(letter.marks),
        marks=letter.marks,
        colleague_tokens=tuple(_COLLEAGUE.findall(" ".join(one.address for one in letter.to))),
        signature=words.signature,
        signed=letter.signed,
        encrypted=letter.encrypted,
    )


def _failure(one: FailedRecipient) -> Failure:
    return Failure(one.address, one.reason, over=one.gave_up, permanent=one.permanent)


def _parties(named: tuple[Address, ...]) -> tuple[Party, ...]:
    return tuple(Party(one.name, one.address.lower()) for one in named if one.address)
