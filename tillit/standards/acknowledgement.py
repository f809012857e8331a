"""Telling the customer at once: the number, the promise, and when an answer is due."""

from datetime import datetime, timedelta

from django.template.loader import render_to_string
from django.utils import translation

from tillit.conversations.models import Conversation
from tillit.conversations.spine import post_automatically
from tillit.people.actor import Actor
from tillit.standards.models import Promise
from tillit.standards.moments import due_words, names_the_zone

PURPOSE = "acknowledgement"
MOST_IN = [(timedelta(minutes=10), 20), (timedelta(hours=1), 30)]
"""The most acknowledgements to one person in so much time."""
ROBOT = Actor.system("acknowledgement")


def send(conversation: Conversation, promise: Promise | None, *, at: datetime) -> None:
    """Acknowledge a new conversation in the customer's language.

    Whoever begins conversation after conversation is a machine that hides it; it is not answered
    automatically any more, so that two machines cannot write to each other without end.
    """
    if writes_like_a_machine(conversation, at=at):
        return
    text = words(conversation, promise, at=at)
    post_automatically(conversation=conversation, by=ROBOT, text=text, purpose=PURPOSE, at=at)


def writes_like_a_machine(conversation: Conversation, *, at: datetime) -> bool:
    """Whether this customer has begun more conversations lately than a person would."""
    begun = Conversation.objects.filter(contact=conversation.contact_id)
    since = begun.filter(created_at__gt=at - MOST_IN[-1][0], created_at__lte=at)
    instants = list(since.values_list("created_at", flat=True))
    return any(
        sum(instant > at - period for instant in instants) > most for period, most in MOST_IN
    )


def words(conversation: Conversation, promise: Promise | None, *, at: datetime) -> str:
    """The acknowledgement as plain text; our own words only, never the customer's."""
    with translation.override(conversation.language):
        due = ""
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
