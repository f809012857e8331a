"""A message as it stands in a mail that passes it on, in the words of whoever does so."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tillit.conversations.channels import channel_of
from tillit.conversations.models import ARRIVING, Conversation, Message
from tillit.conversations.parties import Party
from tillit.conversations.votes import without_ways_to_answer
from tillit.hours.home import zone_of

LONGEST_ORIGINAL = 200_000


def original_of(message: Message, *, whole: bool = False) -> str:
    """Its headers and words; `whole` with what it repeats of earlier messages.

    Nobody to whom it is passed on can answer our questions in the name of the customer.

    Raises:
        ValueError: it is an internal note.
    """
    if message.is_note:
        raise ValueError("an internal note never leaves the house")
    title = _("Forwarded message")
    lines = [f"---------- {title} ----------"]
    lines += [f"{label}: {value}" for label, value in _headers(message) if value]
    words = [message.text.strip(), message.quoted.strip() if whole else ""]
    original = "\n\n".join(["\n".join(lines), *filter(None, words)])
    return without_ways_to_answer(original)[:LONGEST_ORIGINAL]


def _headers(message: Message) -> list[tuple[str, str]]:
    conversation = message.conversation
    return [
        (_("From"), _writer(message)),
        (_("Date"), _moment(message.at, conversation)),
        (_("Subject"), message.subject or conversation.subject or f"#{conversation.number}"),
        (_("To"), _receivers(message)),
        (_("Cc"), _plain(message.addressees.cc)),
    ]


def _writer(message: Message) -> str:
    conversation = message.conversation
    if message.kind in ARRIVING:
        return _plain([Party(message.contact.name if message.contact else "", message.address)])
    agent = message.agent.name if message.agent else ""
    ours = channel_of(conversation.channel).address_of(conversation.inbox)
    return _plain([Party(agent or conversation.inbox.company, ours)])


def _receivers(message: Message) -> str:
    if message.addressees.to:
        return _plain(message.addressees.to)
    conversation = message.conversation
    if message.kind in ARRIVING:
        return channel_of(conversation.channel).address_of(conversation.inbox)
    return _plain([Party(conversation.contact.name, message.address)])


def _plain(people: list[Party] | tuple[Party, ...]) -> str:
    """As people read it: without the quotes that headers need."""
    return ", ".join(f"{name} <{address}>" if name else address for name, address in people)


def _moment(at: datetime, conversation: Conversation) -> str:
    local = at.astimezone(ZoneInfo(zone_of(conversation.inbox.calendar_id)))
    return f"{date_format(local, 'DATE_FORMAT')} {date_format(local, 'H:i')}"
