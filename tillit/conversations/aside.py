"""What the thread shows of a conversation that is put off, set aside, or may need no reply."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tillit import clock
from tillit.conversations import later, on_hold
from tillit.conversations.addresses import act_from, place_in
from tillit.conversations.departures import Wait
from tillit.conversations.models import Conversation, Message, MessageKind, Shelf
from tillit.conversations.on_hold import Party
from tillit.conversations.standing import view_showing
from tillit.conversations.thanks import words_of_thanks
from tillit.conversations.timeline import Item
from tillit.journal import rows
from tillit.people.models import Agent


def aside_of(
    conversation: Conversation, agent: Agent, view: str, items: Sequence[Item]
) -> dict[str, Any]:
    """What `conversations/snooze.html`, `aside.html`, `resolution.html` and `thanks.html` need."""
    now = clock.now()
    is_open = conversation.is_open
    return {
        "is_snoozed": conversation.is_snoozed,
        "snoozed_until": conversation.snoozed_until,
        "snooze_url": act_from(view, "snooze", conversation.pk),
        "snooze_choices": later.snoozing_choices(conversation, now) if is_open else [],
        "check_back": later.check_back_choices(conversation, now) if is_open else [],
        "check_back_at": conversation.check_back_at,
        "check_back_url": act_from(view, "check_back", conversation.pk),
        "held_for": held_for.label if (held_for := on_hold.party_of(conversation)) else "",
        "hold_url": act_from(view, "holding", conversation.pk),
        "parties": Party.choices,
        "spam_url": act_from(view, "spam", conversation.pk),
        "is_spam": conversation.shelf == Shelf.SPAM,
        "undoable": any(item.departure and item.departure.wait is Wait.UNDO for item in items),
        "merged_into": conversation.merged_into_id,
        "merged_url": _merged_url(conversation, agent),
        "thanks": _thanks(conversation) if is_open else "",
    }


def _merged_url(conversation: Conversation, agent: Agent) -> str:
    number = conversation.merged_into_id
    if number is None:
        return ""
    target = Conversation.objects.visible_to(agent).filter(pk=number).first()
    if target is None:
        return ""
    return place_in(view_showing(target), target.pk)


def _thanks(conversation: Conversation) -> str:
    """The words by which the last message looks like a thank-you for an answer of ours."""
    said = "conversation_id = %s AND kind <> %s AND NOT automatic ORDER BY at DESC, id DESC LIMIT 2"
    last = rows.values(Message, ("kind", "text"), said, [conversation.pk, MessageKind.NOTE.value])
    if len(last) < 2 or last[0][0] != MessageKind.INCOMING:
        return ""
    return ", ".join(words_of_thanks(last[0][1]))
