"""Telling the customer at once: the number, the promise, when an answer is due, when we open."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from tillit.conversations.models import Conversation, Message
from tillit.conversations.openness import version_for
from tillit.conversations.spine import post_automatically
from tillit.hours.coming import state_at
from tillit.people.actor import Actor
from tillit.standards.account import address_of
from tillit.standards.models import Promise
from tillit.standards.moments import at_words, due_words, names_the_zone

PURPOSE, CLOSED = "acknowledgement", "out_of_hours"


def send(
    conversation: Conversation,
    promise: Promise | None,
    *,
    by: Actor,
    at: datetime,
    purpose: str = PURPOSE,
) -> Message | None:
    """Acknowledge a new conversation in the customer's language; of `CLOSED` also say when we open.

    Whom a mail names as its sender need not have sent it; so neither its subject nor its words are
    sent to that address, or a stranger could make us carry them.
    """
    return post_automatically(
        conversation=conversation,
        by=by,
        text=words(conversation, promise, at=at, closed=purpose == CLOSED),
        subject=subject(conversation),
        purpose=purpose,
        at=at,
    )


def subject(conversation: Conversation) -> str:
    """The subject in the customer's language; our own words only, as in the rest."""
    with translation.override(conversation.language):
        return _("We have received your message (%(number)d)") % {"number": conversation.number}


def words(
    conversation: Conversation, promise: Promise | None, *, at: datetime, closed: bool = False
) -> str:
    """The acknowledgement as plain text; our own words only, never the customer's."""
    if promise and not promise.version.public:
        promise = None
    with translation.override(conversation.language):
        context = {
            "number": conversation.number,
            "company": conversation.inbox.company,
            "promise": promise.version.words() if promise else "",
            "due": _due(conversation, promise, at) if promise else "",
            "why_url": address_of(promise) if promise else "",
            "closed": closed,
            "opens": _opening(conversation, at) if closed else "",
        }
        return render_to_string("standards/acknowledgement.txt", context).strip()


def _due(conversation: Conversation, promise: Promise, at: datetime) -> str:
    zone = promise.calendar_version.hours.zone
    return due_words(promise.due_at, zone=zone, now=at, name_zone=_names_zone(conversation))


def _opening(conversation: Conversation, at: datetime) -> str:
    """When somebody is there again; nothing when that is not within reach."""
    hours = version_for(conversation, at).hours
    opens = state_at(hours, at).changes_at
    if opens is None:
        return ""
    return at_words(opens, zone=hours.zone, now=at, name_zone=_names_zone(conversation))


def _names_zone(conversation: Conversation) -> bool:
    return names_the_zone(conversation.language, conversation.inbox.language)
