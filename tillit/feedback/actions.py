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
    replied = conversation.messages.filter(kind=MessageKind.OUTGOING, automatic=False)
    if Invitation.objects.filter(conversation=conversation).exists() or not replied.exists():
        return None
    if refuses(conversation.contact_id):
        return None
    invitation = Invitation.objects.create(
        conversation=conversation,
        contact_id=conversation.contact_id,
        agent=agent,
        token=secrets.token_urlsafe(24),
        language=conversation.language,
        sent_at=at,
    )
    if _send(invitation, at=at) is None:
        invitation.delete()
        return None
    fact = CustomerAsked(conversation.pk, conversation.team_id, invitation.pk)
    emit(fact, by=ROBOT, at=at)
    return invitation


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
    Invitation.objects.select_for_update().get(pk=invitation.pk)
    response = Response.objects.filter(invitation=invitation).first()
    before = response.score if response else None
    previous_at = response.at.isoformat() if response else None
    response = response or Response(invitation=invitation, first_at=at)
    response.score, response.at = Score(score), at
    response.comment = without_nul(comment).strip()[:LONGEST_COMMENT]
    response.save()
    conversation = invitation.conversation
    emit(
        ResponseSaved(
            conversation.pk, conversation.team_id, response.pk, before, response.score, previous_at
        ),
        by=Actor("contact", str(invitation.contact_id)),
        at=at,
    )
    return response
