"""What the composer says and asks about the people whom an answer goes to."""

from typing import Any, NamedTuple

from django.http import QueryDict

from tillit.conversations.channels import channel_of
from tillit.conversations.models import Conversation, Delivery, DeliveryRole, Message
from tillit.conversations.parties import Party
from tillit.conversations.recipients import listed, others_in, people_in
from tillit.conversations.spine.copies import Copies, copies_of


class Typed(NamedTuple):
    """Copies as somebody types them."""

    cc: str
    bcc: str


def offered(conversation: Conversation, cc: str | None, bcc: str) -> dict[str, Any]:
    """The recipients as they are preset; `cc` is None while nobody has typed anything.

    Whom the customer wrote to as well is answered too.
    """
    copies = _allows_copies(conversation)
    if cc is None:
        cc = listed(others_in(conversation)) if copies else ""
    return {"to": conversation.address, "copies": copies, "cc": cc, "bcc": bcc}


def chosen(conversation: Conversation, typed: QueryDict) -> Copies:
    """The copies that were asked for with a reply; a note has none, whatever was typed.

    Raises:
        WrongRecipient: somebody cannot be written to; the words say who, and why.
    """
    if typed.get("kind") != "reply" or not _allows_copies(conversation):
        return copies_of(conversation, (), ())
    return copies_of(conversation, people_in(typed.get("cc", "")), people_in(typed.get("bcc", "")))


def _allows_copies(conversation: Conversation) -> bool:
    return channel_of(conversation.channel).capabilities.copies


def typed_again(message: Message) -> Typed:
    """The copies of a message as they would have to be typed, to be changed and sent again."""
    hidden = Delivery.objects.filter(message=message, role=DeliveryRole.BCC).order_by("id")
    people = [Party("", address) for address in hidden.values_list("recipient", flat=True)]
    return Typed(listed(message.addressees.cc), listed(people))
