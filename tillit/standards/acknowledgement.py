"""Telling the customer at once: the number, the promise, and when an answer is due."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from tillit.conversations.models import Conversation
from tillit.conversations.spine import post_automatically
from tillit.people.actor import Actor
from tillit.standards.models import Promise
from tillit.standards.moments import due_words, names_the_zone

PURPOSE = "acknowledgement"
ROBOT = Actor.system("acknowledgement")


def send(conversation: Conversation, promise: Promise | None, *, at: datetime) -> None:
    """Acknowledge a new conversation in the customer's language.

    Whom a mail names as its sender need not have sent it; so neither its subject nor its words are
    sent to that address, or a stranger could make us carry them.
    """
    post_automatically(
        conversation=conversation,
        by=ROBOT,
        text=words(conversation, promise, at=at),
        subject=subject(conversation),
        purpose=PURPOSE,
        at=at,
    )


def subject(conversation: Conversation) -> str:
    """The subject in the customer's language; our own words only, as in the rest."""
    with translation.override(conversation.language):
        return _("We have received your message (%(number)d)") % {"number": conversation.number}


def words(conversation: Conversation, promise: Promise | None, *, at: datetime) -> str:
    """The acknowledgement as plain text; our own words only, never the customer's."""
    with translation.override(conversation.language):
        due = ""
        if promise and not promise.version.public:
            promise = None
        if promise:
            zone = promise.calendar_version.hours.zone
            named = names_the_zone(conversation.language, conversation.inbox.language)
            due = due_words(promise.due_at, zone=zone, now=at, name_zone=named)
        context = {
            "number": conversation.number,
            "company": conversation.inbox.company,
            "promise": promise.version.words() if promise else "",
            "due": due,
        }
        return render_to_string("standards/acknowledgement.txt", context).strip()
