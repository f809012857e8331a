"""What conversations have to do with each other: links, and parts of a bigger matter."""

from django.db import transaction

from tillit.conversations import changes
from tillit.conversations.case_events import (
    ConversationLinked,
    ConversationUnlinked,
    ParentChanged,
)
from tillit.conversations.models import Conversation, Link
from tillit.conversations.properties import NotThat
from tillit.journal.recording import emit
from tillit.people.actor import Actor

DEEPEST = 20


def lock_both(one: int, other: int) -> tuple[Conversation, Conversation]:
    """Two conversations held at once, always in the same order, so that nobody waits for ever."""
    held = {number: changes.lock(number) for number in sorted({one, other})}
    return held[one], held[other]


@transaction.atomic
def link(*, conversation: Conversation, other: Conversation, by: Actor) -> None:
    """Say that two conversations have to do with each other.

    Raises:
        NotThat: it is the same one.
    """
    if conversation.pk == other.pk:
        raise NotThat(conversation.pk)
    first, second = sorted((conversation.pk, other.pk))
    lock_both(first, second)
    if Link.objects.get_or_create(first_id=first, second_id=second)[1]:
        _tell_both(conversation.pk, other.pk, ConversationLinked, by)


@transaction.atomic(savepoint=False)
def unlink(*, conversation: Conversation, other: Conversation, by: Actor) -> None:
    """Say that they have not."""
    first, second = sorted((conversation.pk, other.pk))
    lock_both(first, second)
    if Link.objects.filter(first=first, second=second).delete()[0]:
        _tell_both(conversation.pk, other.pk, ConversationUnlinked, by)


def _tell_both(one: int, other: int, fact: type[ConversationLinked], by: Actor) -> None:
    for here, there in ((one, other), (other, one)):
        conversation = changes.lock(here)
        changes.change(conversation)
        emit(fact(here, conversation.team_id, there), by=by, carrying=conversation)


@transaction.atomic
def set_parent(*, conversation: Conversation, parent: Conversation | None, by: Actor) -> None:
    """Make it a part of a bigger matter, or of none.

    Raises:
        NotThat: it would be a part of itself.
    """
    conversation = changes.lock(conversation.pk)
    before, after = conversation.parent_id, parent.pk if parent else None
    if before == after:
        return
    if parent and conversation.pk in _above(parent):
        raise NotThat(parent.pk)
    changes.change(conversation, parent_id=after)
    fact = ParentChanged(conversation.pk, conversation.team_id, before, after)
    emit(fact, by=by, carrying=conversation)


def _above(conversation: Conversation) -> set[int]:
    """The conversation and all that it is a part of."""
    numbers: set[int] = set()
    number: int | None = conversation.pk
    while number is not None and number not in numbers and len(numbers) < DEEPEST:
        numbers.add(number)
        parents = Conversation.objects.filter(pk=number).values_list("parent_id", flat=True)
        number = parents.first()
    return numbers
