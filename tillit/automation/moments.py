"""The triggers that are events of conversations."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tillit.automation.calling import offer
from tillit.automation.triggers import Trigger
from tillit.conversations.case_events import (
    CaseTypeChanged,
    CheckBackCame,
    ConversationHeld,
    ConversationMerged,
    ConversationMoved,
    ConversationSnoozed,
    ConversationSplitOff,
    ConversationTakenUp,
    ConversationWoken,
    FieldAnswered,
    FollowerJoined,
    PriorityChanged,
    ProblemWritten,
    SpamMarked,
    StageChanged,
    TagAdded,
    TagRemoved,
)
from tillit.conversations.events import (
    AutomaticReplyReceived,
    ConversationAssigned,
    ConversationReopened,
    ConversationResolved,
    MessageReceived,
    MessageSent,
    MessageUndeliverable,
    NoteWritten,
    OtherWrote,
)


def _is_first(fact: MessageReceived) -> bool:
    return fact.first


def _is_a_persons(fact: Any) -> bool:
    return not (fact.automatic or fact.copy)


BEGUN = offer(
    Trigger("begun", _("A new conversation comes in"), (MessageReceived,), _is_first, order=10)
)
for place, (key, label, fact, admits) in enumerate(
    [
        ("written", _("The customer writes"), MessageReceived, None),
        ("other", _("Somebody else writes whom we brought in"), OtherWrote, None),
        ("robot", _("An automatic reply comes in"), AutomaticReplyReceived, None),
        ("answered", _("A colleague's reply has left"), MessageSent, _is_a_persons),
        ("undelivered", _("A reply cannot be delivered"), MessageUndeliverable, _is_a_persons),
        ("noted", _("A note is written"), NoteWritten, None),
        ("assigned", _("It is given to somebody, or let go"), ConversationAssigned, None),
        ("moved", _("Another team takes it over"), ConversationMoved, None),
        ("tagged", _("A tag is put on it"), TagAdded, None),
        ("untagged", _("A tag is taken off"), TagRemoved, None),
        ("typed", _("Its type changes"), CaseTypeChanged, None),
        ("staged", _("Its stage changes"), StageChanged, None),
        ("prioritised", _("Its priority changes"), PriorityChanged, None),
        ("field", _("A field is filled in"), FieldAnswered, None),
        ("problem", _("The problem and its solution are written down"), ProblemWritten, None),
        ("followed", _("Somebody follows it"), FollowerJoined, None),
        ("held", _("It is put on hold"), ConversationHeld, None),
        ("taken_up", _("It is no longer on hold"), ConversationTakenUp, None),
        ("snoozed", _("It is snoozed"), ConversationSnoozed, None),
        ("woken", _("It is no longer snoozed"), ConversationWoken, None),
        ("checked", _("It comes back to be checked"), CheckBackCame, None),
        ("resolved", _("It is resolved"), ConversationResolved, None),
        ("reopened", _("It is open again"), ConversationReopened, None),
        ("merged", _("It is merged into another one"), ConversationMerged, None),
        ("split", _("It is split off from another one"), ConversationSplitOff, None),
        ("spam", _("It is marked as spam"), SpamMarked, None),
    ]
):
    offer(Trigger(key, label, (fact,), admits or (lambda fact: True), order=20 + place))
