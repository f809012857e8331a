"""From the bytes of a mail to an envelope."""

import re

from tillit.channels.email.bodies import as_enclosure
from tillit.channels.email.guarded import letter_within_limits
from tillit.channels.email.letter import Letter
from tillit.conversations.channels import Unreadable
from tillit.conversations.envelope import Envelope

_NUMBER = re.compile(r"(?<![\w&])#(\d{1,15})(?!\w)")


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
        quoted=words.quoted,
        external_id=letter.message_id,
        references=letter.answers,
        tokens=letter.tokens,
        numbers=tuple(int(number) for number in _NUMBER.findall(letter.subject)),
        robot=letter.robot,
        enclosures=tuple(as_enclosure(file) for file in letter.files),
    )
