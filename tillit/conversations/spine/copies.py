"""Open and hidden copies of what we say: each recipient gets a mail of his own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tillit.conversations.models import Conversation, Delivery, DeliveryRole, Message
from tillit.conversations.parties import Parties, Party
from tillit.conversations.recipients import checked, refuse_ourselves, without_repetition
from tillit.journal import rows

_NOBODY = Party("", "")


@dataclass(frozen=True)
class Copies:
    """Who gets a message beside the one it is written to; nobody twice."""

    to: Party
    cc: tuple[Party, ...] = ()
    bcc: tuple[Party, ...] = ()

    @property
    def headers(self) -> dict[str, list[list[str]]]:
        """What the message keeps of them: never a hidden one; nothing when nobody else gets it."""
        return Parties(to=(self.to,), cc=self.cc).written() if self.cc else {}

    def deliveries(self, message: Message) -> Iterator[Delivery]:
        """Put the message on its way to everybody."""
        yield _queue(message, self.to.address, DeliveryRole.TO)
        yield from self.beside(message)

    def beside(self, message: Message) -> Iterator[Delivery]:
        """Put each copy on its way, beside the message itself."""
        for role, people in ((DeliveryRole.CC, self.cc), (DeliveryRole.BCC, self.bcc)):
            for party in people:
                yield _queue(message, party.address, role)


def _queue(message: Message, recipient: str, role: DeliveryRole) -> Delivery:
    delivery = Delivery(message=message, role=role, recipient=recipient, created_at=message.at)
    rows.insert(delivery)
    return delivery


def copies_of(
    conversation: Conversation, cc: Sequence[Party], bcc: Sequence[Party], *, note: bool = False
) -> Copies:
    """The copies of an answer to the customer; a note has none.

    Raises:
        ValueError: it is a note.
        WrongRecipient: somebody cannot be written to, is ourselves, or there are too many.
    """
    if not (cc or bcc):
        return Copies(_NOBODY)
    if note:
        raise ValueError("an internal note goes to nobody")
    customer = Party(conversation.contact.name, conversation.address)
    return checked_copies(conversation, customer, cc, bcc)


def checked_copies(
    conversation: Conversation, to: Party, cc: Iterable[Party], bcc: Iterable[Party]
) -> Copies:
    """The copies of what is written to somebody.

    Raises:
        WrongRecipient: somebody cannot be written to, is ourselves, or there are too many.
    """
    opened = without_repetition(map(checked, cc), beside=[to.address])
    hidden = map(checked, bcc)
    everybody = without_repetition([*opened, *hidden], beside=[to.address])
    if everybody:
        refuse_ourselves(everybody, conversation)
    return Copies(to, opened, everybody[len(opened) :])
