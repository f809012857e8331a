"""Verbs about asking customers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection, transaction

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.models import Conversation, Message, MessageKind
from tillit.feedback.delivered import CONTACT, delivered, version_in_force
from tillit.feedback.events import CustomerAsked, CustomerNotAsked
from tillit.feedback.mails import PURPOSE, send
from tillit.feedback.models import Asking, Draw, Invitation, Outcome, Survey, SurveyVersion
from tillit.feedback.refusing import refuses
from tillit.journal import rows
from tillit.journal.recording import emit
from tillit.measures.fatigue import why_not_asked
from tillit.people.actor import Actor
from tillit.people.models import Agent, BlockedSender, Identity, IdentityKind

__all__ = ["PURPOSE", "ROBOT", "invite"]

ROBOT = Actor.system("survey")
_LOCK = 7_315_225
"""Apart from the other locks that have a number."""


@transaction.atomic(savepoint=False)
def invite(
    *,
    conversation: Conversation,
    agent: Agent | None,
    survey: Survey | None = None,
    draw: Draw | None = None,
    at: datetime | None = None,
) -> Invitation | None:
    """Ask about a conversation, once for each survey; None when nobody is to be asked.

    Without a `survey` it is the one after a contact. A `draw` asks about the relationship, and the
    conversation only carries the question. Who was not asked, and why, is kept.
    """
    at = at or clock.now()
    conversation = changes.lock(conversation.pk)
    survey = survey or delivered(CONTACT)
    version = version_in_force(survey)
    if version is None:
        return None
    _one_at_a_time(conversation.contact_id)
    if reason := next(_reasons(survey, conversation, draw, at), None):
        _not_asked(survey, conversation, reason, at)
        return None
    invitation = _invitation(version, conversation, agent, at, draw)
    if send(invitation, by=ROBOT, at=at) is None:
        invitation.delete()
        _not_asked(survey, conversation, Outcome.ROBOT, at)
        return None
    _remember(survey, conversation, Outcome.ASKED, at)
    known = None if survey.anonymous else invitation.pk
    fact = CustomerAsked(conversation.pk, conversation.team_id, known)
    emit(fact, by=ROBOT, at=at)
    return invitation


def _one_at_a_time(contact: int) -> None:
    """Wait for whoever asks the same customer about another conversation: rest is told by it.

    Not the row of the customer: uniting customers holds it first and their conversations then.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashint8(%s))", [_LOCK, contact])


def _reasons(
    survey: Survey, conversation: Conversation, draw: Draw | None, at: datetime
) -> Iterator[Outcome]:
    """Why not, what weighs most first."""
    if refuses(conversation.contact_id):
        yield Outcome.REFUSED
    if not _answered_by_somebody(conversation):
        yield Outcome.NO_ANSWER
    if _is_shut_out(conversation.contact_id):
        yield Outcome.ROBOT
    # Not the invitations: that of an anonymous answer has forgotten about what it asked.
    if draw is None and rows.first(
        Asking,
        survey_id=survey.pk,
        conversation_id=conversation.pk,
        outcome=Outcome.ASKED.value,
    ):
        yield Outcome.ALREADY
    last = _last_asked(conversation.contact_id) if survey.quarantine_days else None
    if why_not_asked(at, last, days=survey.quarantine_days):
        yield Outcome.QUARANTINE
    if not (is_drawn(draw, conversation.contact_id) if draw else _by_lot(survey.share)):
        yield Outcome.NOT_DRAWN


def _by_lot(share: int) -> bool:
    return share >= 100 or random.SystemRandom().randrange(100) < share


def is_drawn(draw: Draw, contact: int) -> bool:
    """Whether the lot falls on a customer: the same answer whenever it is asked."""
    lot = sha256(f"{draw.seed}:{contact}".encode()).digest()
    return int.from_bytes(lot) % 100 < draw.share


def _last_asked(contact: int) -> datetime | None:
    last = "contact_id = %s AND outcome = %s ORDER BY at DESC LIMIT 1"
    found = rows.values(Asking, ("at",), last, [contact, Outcome.ASKED.value])
    return found[0][0] if found else None


def _answered_by_somebody(conversation: Conversation) -> bool:
    said = "conversation_id = %s AND kind = %s AND NOT automatic LIMIT 1"
    ours = [conversation.pk, MessageKind.OUTGOING.value]
    return bool(rows.select(Message, said, ours, only=("kind",)))


def _is_shut_out(contact: int) -> bool:
    """Whether nothing can be sent there: every address sends mail back, or is blocked."""
    known = "contact_id = %s AND kind = %s"
    addresses = rows.values(
        Identity, ("value", "bounced_at"), known, [contact, IdentityKind.EMAIL.value]
    )
    open_ones = [value for value, bounced_at in addresses if bounced_at is None]
    if not addresses or not open_ones:
        return bool(addresses)
    return BlockedSender.objects.filter(value__in=open_ones).count() == len(open_ones)


def _invitation(
    version: SurveyVersion,
    conversation: Conversation,
    agent: Agent | None,
    at: datetime,
    draw: Draw | None,
) -> Invitation:
    survey = version.survey
    invitation = Invitation(
        survey=survey,
        version=version,
        conversation=conversation,
        contact_id=conversation.contact_id,
        team_id=conversation.team_id,
        agent=agent,
        draw=draw,
        language=conversation.language,
        sent_at=at,
        closes_at=at + timedelta(days=survey.closes_after_days),
    )
    rows.insert(invitation)
    return invitation


def _not_asked(survey: Survey, conversation: Conversation, outcome: Outcome, at: datetime) -> None:
    _remember(survey, conversation, outcome, at)
    fact = CustomerNotAsked(conversation.pk, conversation.team_id, survey.pk, outcome.value)
    emit(fact, by=ROBOT, at=at, carrying=conversation)


def _remember(survey: Survey, conversation: Conversation, outcome: Outcome, at: datetime) -> None:
    rows.insert(
        Asking(
            survey=survey,
            contact_id=conversation.contact_id,
            conversation=conversation,
            team_id=conversation.team_id,
            outcome=outcome,
            at=at,
        )
    )
