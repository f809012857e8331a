"""An honest new time, told before the promised one is missed; the promise stays as it was."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.channels import channel_of
from tillit.conversations.composing.salutations import language_for, salutation
from tillit.conversations.models import Conversation, Message
from tillit.conversations.openness import version_for
from tillit.conversations.spine import post_automatically
from tillit.hours.business_time import due
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.standards.events import NewTimeTold
from tillit.standards.models import Promise
from tillit.standards.moments import due_words, names_the_zone

PURPOSE = "new_time"
FURTHEST = timedelta(days=60)


class NotThen(Exception):
    """This time cannot be told; the words say why."""


def can_be_told(promise: Promise, conversation: Conversation) -> bool:
    """Whether the customer still waits, and something can be said that is no answer."""
    channel = channel_of(conversation.channel)
    return promise.settled_at is None and channel.capabilities.acknowledges


def in_working_time(conversation: Conversation, hours: timedelta, now: datetime) -> datetime:
    """The instant after so much opening time."""
    return due(version_for(conversation, now).hours, now, hours)


def words(conversation: Conversation, until: datetime, *, now: datetime) -> str:
    """What the customer is told unless somebody writes it differently; in his or her language."""
    zone = version_for(conversation, now).hours.zone
    with translation.override(language_for(conversation)):
        named = names_the_zone(conversation.language, conversation.inbox.language)
        told = _(
            "We promised you an answer, and it takes us longer than we had thought. We are sorry "
            "about that. You will have our answer %(due)s."
        ) % {"due": due_words(until, zone=zone, now=now, name_zone=named)}
        greeting = _("Kind regards")
        return f"{salutation(conversation)}\n\n{told}\n\n{greeting}\n{conversation.inbox.company}"


@transaction.atomic
def tell(*, promise: Promise, until: datetime, text: str = "", by: Actor) -> Message | None:
    """Tell the customer a new time; None when enough was said automatically already.

    The promise is not judged by it: it stays due when it was, and late when that is missed.

    Raises:
        NotThen: it has passed, is earlier than what was promised or told, or too far away.
    """
    conversation, now = changes.lock(promise.conversation_id), clock.now()
    promise = Promise.objects.select_for_update().get(pk=promise.pk)
    _check(promise, until, now)
    if promise.told_until == until:
        return None
    message = post_automatically(
        conversation=conversation,
        by=by,
        text=text or words(conversation, until, now=now),
        purpose=PURPOSE,
        at=now,
    )
    if message is None:
        return None
    promise.told_until = until
    promise.save(update_fields=["told_until"])
    fact = NewTimeTold(
        conversation.pk, conversation.team_id, promise.pk, until.isoformat(), message.pk
    )
    emit(fact, by=by, at=now, carrying=conversation)
    changes.change(conversation)
    return message


def _check(promise: Promise, until: datetime, now: datetime) -> None:
    if promise.settled_at is not None:
        raise NotThen(_("The customer waits for nothing any more."))
    if until <= now:
        raise NotThen(_("That time has passed. Choose one that is still to come."))
    if until <= promise.due_at:
        raise NotThen(_("That is not later than what was promised."))
    if until - now > FURTHEST:
        raise NotThen(_("Choose a time within two months."))
