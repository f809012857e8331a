"""What promises do about facts; inline, so no conversation can be without its promise."""

from collections.abc import Callable

from tillit.conversations import changes
from tillit.conversations.case_events import (
    CaseFact,
    CaseTypeChanged,
    ConversationAbsorbed,
    ConversationHeld,
    ConversationMoved,
    ConversationReturned,
    ConversationSplitOff,
    ConversationTakenUp,
    PriorityChanged,
    SpamMarked,
    SpamUnmarked,
)
from tillit.conversations.events import (
    ConversationFact,
    ConversationReopened,
    ConversationResolved,
    MessageQueued,
    MessageReceived,
    MessageSent,
    MessageUndeliverable,
    MessageWithdrawn,
    OtherWrote,
)
from tillit.conversations.models import Message, Shelf
from tillit.journal import rows, waiting
from tillit.journal.models import Event, Lane
from tillit.journal.registry import Mode, on
from tillit.people.actor import Actor
from tillit.standards import following, moving, promises, retargeting, solving
from tillit.standards.events import FollowingBegun
from tillit.standards.handbook import noticing  # noqa: F401 (registers its notices)
from tillit.standards.models import Cause, Following


@on(MessageReceived)
def promise_an_answer(fact: MessageReceived, event: Event) -> None:
    """Promise an answer; the rules that tell the customer so come after it."""
    conversation = changes.held_in(event, fact.conversation)
    if conversation.shelf == Shelf.SPAM:
        return
    if not fact.first:
        solving.follow(conversation, by=Actor.from_key(event.actor), at=event.at)
        solving.solve_what_came_back(conversation, at=event.at)
    promises.hear(conversation, at=event.at, first=fact.first)


@on(MessageSent)
def keep_the_promise(fact: MessageSent, event: Event) -> None:
    """A person's answer has left."""
    if not (fact.automatic or fact.copy):
        message = rows.get(Message, fact.message)
        promises.answer(changes.held_in(event, fact.conversation), message)


@on(MessageQueued, MessageSent, MessageWithdrawn, OtherWrote, ConversationHeld, ConversationTakenUp)
def stop_and_start_the_clocks(fact: ConversationFact, event: Event) -> None:
    """Whose turn it is may have changed."""
    conversation = changes.held_in(event, fact.conversation)
    solving.follow(conversation, by=Actor.from_key(event.actor), at=event.at)


@on(MessageUndeliverable)
def the_answer_was_none(fact: MessageUndeliverable, event: Event) -> None:
    """An answer that had left came back."""
    if fact.had_left and not (fact.automatic or fact.copy):
        message = Message.objects.get(pk=fact.message)
        promises.undo_answer(changes.held_in(event, fact.conversation), message, now=event.at)


@on(ConversationResolved)
def it_is_solved(fact: ConversationResolved, event: Event) -> None:
    """Solved; who resolves without a reply has not kept the promise of one."""
    conversation, by = changes.held_in(event, fact.conversation), Actor.from_key(event.actor)
    if fact.without_reply:
        promises.cancel(conversation, at=event.at)
    solving.solve(conversation, at=event.at, agent=by.agent_id)


@on(ConversationReopened)
def somebody_waits_again(fact: ConversationReopened, event: Event) -> None:
    """Reopened: by a colleague it was not solved, by the customer there is more to solve."""
    conversation, by = changes.held_in(event, fact.conversation), Actor.from_key(event.actor)
    if fact.by_other:
        return
    promises.resume(conversation, at=event.at)
    if by.agent_id:
        solving.not_solved(conversation, at=event.at)
    else:
        solving.solve_once_more(conversation, at=event.at)
    solving.follow(conversation, by=by, at=event.at)


@on(SpamMarked)
def nobody_is_promised_anything(fact: SpamMarked, event: Event) -> None:
    """Spam is answered by nobody."""
    promises.cancel(changes.held_in(event, fact.conversation), at=event.at, cause=Cause.SPAM)


@on(SpamUnmarked)
def it_was_promised_after_all(fact: SpamUnmarked, event: Event) -> None:
    """It was no spam, so the customer has waited all the time."""
    conversation = changes.held_in(event, fact.conversation)
    if conversation.is_open:
        promises.resume(conversation, at=event.at)
        moving.promise_what_waits(conversation, at=event.at)
        solving.follow(conversation, by=Actor.from_key(event.actor), at=event.at)


@on(ConversationAbsorbed)
def hand_the_promise_on(fact: ConversationAbsorbed, event: Event) -> None:
    """Two conversations became one."""
    source, target = changes.lock(fact.source), changes.held_in(event, fact.conversation)
    moving.hand_on(source, target, at=event.at)


@on(ConversationReturned)
def give_the_promise_back(fact: ConversationReturned, event: Event) -> None:
    """They became two again."""
    source, target = changes.lock(fact.source), changes.held_in(event, fact.conversation)
    moving.give_back(source, target, at=event.at)
    for conversation in (source, target):
        solving.follow(conversation, by=Actor.from_key(event.actor), at=event.at)


@on(ConversationSplitOff)
def part_the_promises(fact: ConversationSplitOff, event: Event) -> None:
    """One conversation became two."""
    origin, new = changes.lock(fact.origin), changes.held_in(event, fact.conversation)
    moving.part(origin, new, at=event.at)


@on(PriorityChanged, CaseTypeChanged, ConversationMoved)
def promise_what_applies_now(fact: CaseFact, event: Event) -> None:
    """Another standard may hold for what it has become."""
    conversation = changes.held_in(event, fact.conversation)
    retargeting.retarget(conversation, at=event.at)
    solving.promise_what_is_missing(conversation, at=event.at)


@on(FollowingBegun, mode=Mode.OUTSIDE, lane=Lane.SLOW)
def let_promises_follow(fact: FollowingBegun, event: Event) -> Callable[[], None] | None:
    """Some pieces of it; what is left is done after what others wait for."""
    job = Following.objects.filter(pk=fact.following, ended_at=None).first()
    if job is None or not following.work(job, pieces=following.PIECES, breath=following.BREATH):
        return None
    return lambda: waiting.go_on(event)
