"""Telling a customer what was changed: a draft in the conversation, sent by a person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tillit.conversations.composing import drafts
from tillit.conversations.composing.salutations import language_for, salutation
from tillit.conversations.merging import root_of
from tillit.conversations.models import Conversation, Message
from tillit.feedback.models import FollowUp, State
from tillit.feedback.said.events import WordCameBack
from tillit.feedback.said.following import UNANSWERED, held, move
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent


def place_of(follow_up: FollowUp) -> Conversation | None:
    """Where this customer can be written to; None when nobody knows who it was."""
    invitation = follow_up.response.invitation
    if follow_up.anonymous or invitation.contact_id is None:
        return None
    found = follow_up.conversation or invitation.conversation
    return root_of(found) if found else None


def words(follow_up: FollowUp, conversation: Conversation) -> str:
    """What the customer is told unless somebody writes it differently; in his or her language."""
    language = language_for(conversation)
    changed = follow_up.improvement.said_in(language) if follow_up.improvement else ""
    with translation.override(language):
        thanks = _("You told us what you thought of our service, and we have done something.")
        goodbye = _("Thank you for telling us.")
        return f"{salutation(conversation)}\n\n{thanks}\n\n{changed}\n\n{goodbye}"


@transaction.atomic
def begin_to_tell(*, follow_up: FollowUp, by: Agent) -> Conversation:
    """Put the words ready in the composer; the next message of this colleague there tells it.

    Words that wait there already are kept, and these stand below them.

    Raises:
        ValueError: nothing was changed yet, or nobody knows who it was.
    """
    follow_up = held(follow_up)
    conversation = place_of(follow_up)
    if conversation is None or follow_up.improvement is None:
        raise ValueError("There is nothing to tell, or nobody to tell it to.")
    follow_up.conversation, follow_up.telling_by = conversation, by
    follow_up.save(update_fields=["conversation", "telling_by"])
    waiting, ready = drafts.kept(conversation, by), words(follow_up, conversation)
    before = waiting.text.strip() if waiting and not waiting.note else ""
    if ready not in before:
        drafts.keep(conversation, by, text=f"{before}\n\n{ready}".strip(), note=False)
    return conversation


def heard(follow_up: FollowUp, message: int, agent: int | None, *, at: datetime) -> None:
    """A colleague's message has left where this is pursued: it was answered, or told."""
    by = Actor("agent", str(agent)) if agent else Actor.system("survey")
    tells = agent is not None and follow_up.telling_by_id == agent
    if follow_up.state == State.CHANGED and tells:
        move(follow_up, State.TOLD, by=by, at=at, telling_by_id=None, heard_in_id=message)
    elif follow_up.state in UNANSWERED:
        move(follow_up, State.ANSWERED, by=by, at=at, heard_in_id=message)


def not_heard(follow_up: FollowUp, message: Message, *, at: datetime) -> None:
    """This message came back: it was not told, or not answered, after all."""
    if follow_up.state == State.TOLD:
        _take_back(follow_up, message, State.CHANGED, at)
    elif follow_up.state == State.ANSWERED:
        later = message.conversation.messages.arrived_replies().filter(at__gt=message.at)
        follow_up.heard_in = later.order_by("at", "id").first()
        if follow_up.heard_in:
            follow_up.save(update_fields=["heard_in"])
        else:
            before = State.ASSIGNED if follow_up.assignee_id else State.NEW
            _take_back(follow_up, message, before, at)


def _take_back(follow_up: FollowUp, message: Message, before: State, at: datetime) -> None:
    by, writer = Actor.system("survey"), message.agent_id
    fact = WordCameBack(follow_up.pk, follow_up.team_id, follow_up.assignee_id, writer)
    emit(fact, by=by, at=at)
    move(follow_up, before, by=by, at=at, heard_in_id=None)
