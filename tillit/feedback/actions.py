"""Verbs about feedback."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tillit import clock
from tillit.conversations import changes
from tillit.conversations.models import Conversation, Message, MessageKind
from tillit.conversations.spine import post_automatically
from tillit.conversations.words import without_nul
from tillit.feedback.events import CustomerAsked, ResponseSaved
from tillit.feedback.models import Invitation, Response, Score
from tillit.feedback.refusing import refusal_address, refuses
from tillit.journal import rows
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Agent

PURPOSE = "survey"
ROBOT = Actor.system("survey")
LONGEST_COMMENT = 5000


@transaction.atomic(savepoint=False)
def invite(
    *, conversation: Conversation, agent: Agent | None, at: datetime | None = None
) -> Invitation | None:
    """Ask once per conversation; None when it was asked already or nobody answered in it.

    Nobody is asked either who refused to be, or to whom too much was sent automatically.
    """
    at = at or clock.now()
    conversation = changes.lock(conversation.pk)
    if not _answered_by_somebody(conversation) or refuses(conversation.contact_id):
        return None
    if rows.first(Invitation, conversation_id=conversation.pk):
        return None
    invitation = Invitation(
        conversation=conversation,
        contact_id=conversation.contact_id,
        agent=agent,
        token=secrets.token_urlsafe(24),
        language=conversation.language,
        sent_at=at,
    )
    rows.insert(invitation)
    if _send(invitation, at=at) is None:
        invitation.delete()
        return None
    fact = CustomerAsked(conversation.pk, conversation.team_id, invitation.pk)
    emit(fact, by=ROBOT, at=at)
    return invitation


def _answered_by_somebody(conversation: Conversation) -> bool:
    said = "conversation_id = %s AND kind = %s AND NOT automatic LIMIT 1"
    ours = [conversation.pk, MessageKind.OUTGOING.value]
    return bool(rows.select(Message, said, ours, only=("kind",)))


def _send(invitation: Invitation, *, at: datetime) -> Message | None:
    conversation = invitation.conversation
    with translation.override(invitation.language):
        context = {
            "company": conversation.inbox.company,
            "subject": conversation.subject or f"#{conversation.number}",
            "number": conversation.number,
            "language": invitation.language,
            "faces": faces(invitation),
            "link": address_of(invitation),
            "refusal_link": refusal_address(invitation),
            "question": _("How did we do?"),
        }
        text = render_to_string("feedback/mail/invitation.txt", context).strip()
        html = render_to_string("feedback/mail/invitation.html", context)
    return post_automatically(
        conversation=conversation, by=ROBOT, text=text, html=html, purpose=PURPOSE, at=at
    )


def address_of(invitation: Invitation) -> str:
    """The link of an invitation, to be followed from any mail program."""
    return settings.TILLIT_BASE_URL.rstrip("/") + reverse(
        "feedback:answer", args=[invitation.token]
    )


def faces(invitation: Invitation) -> list[dict[str, object]]:
    """The five worded faces with a link each, best first, as the mail shows them."""
    link = address_of(invitation)
    return [
        {"score": score.value, "word": score.label, "link": f"{link}?score={score.value}"}
        for score in reversed(Score)
    ]


@transaction.atomic(savepoint=False)
def save_response(
    *, invitation: Invitation, score: int, comment: str = "", at: datetime | None = None
) -> Response:
    """Save an answer; a second one changes the first instead of adding one."""
    at = at or clock.now()
    conversation = changes.lock(invitation.conversation_id)
    response = rows.first(Response, invitation_id=invitation.pk)
    before = response.score if response else None
    previous_at = response.at.isoformat() if response else None
    response = response or Response(invitation=invitation, first_at=at)
    response.score, response.at = Score(score), at
    response.comment = without_nul(comment).strip()[:LONGEST_COMMENT]
    response.save()
    emit(
        ResponseSaved(
            conversation.pk, conversation.team_id, response.pk, before, response.score, previous_at
        ),
        by=Actor("contact", str(invitation.contact_id)),
        at=at,
    )
    return response
