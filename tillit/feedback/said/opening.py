"""A dissatisfied customer's answer becomes a conversation, with the promise of an answer."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from tillit.conversations import properties, ties
from tillit.conversations.envelope import Envelope, Robot
from tillit.conversations.models import CaseType, Conversation, Inbox
from tillit.conversations.spine import receive
from tillit.feedback.models import Answer, FollowUp, Invitation, Rating, Reading, Response
from tillit.feedback.questionnaire import SCALES, Kind, in_language
from tillit.feedback.said.events import AnswerPursued
from tillit.feedback.said.following import UNANSWERED, given
from tillit.feedback.understanding import Confidence, Mood
from tillit.journal import rows
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.models import Contact, Identity, IdentityKind
from tillit.ui.components import face

ROBOT = Actor.system("survey")


def open_conversation(follow_up: FollowUp, said: Response, *, at: datetime) -> None:
    """Open one, unless it is there, nobody is dissatisfied, or nobody knows who answered.

    The row must be held by the transaction. The customer gets no acknowledgement: the page has
    just said thank you, and a mail about a message that nobody wrote would only confuse.
    """
    invitation = said.invitation
    wanted = invitation.survey.opens_conversation and is_dissatisfied(follow_up)
    if not wanted or follow_up.conversation_id or follow_up.state not in UNANSWERED:
        return
    inbox, address = _inbox(invitation), _address(invitation)
    if inbox is None or not address:
        return
    conversation = receive(_envelope(invitation, said, address), inbox=inbox, at=at).conversation
    _arrange(conversation, invitation)
    follow_up.conversation = conversation
    follow_up.save(update_fields=["conversation"])
    emit(
        AnswerPursued(conversation.pk, conversation.team_id, follow_up.pk),
        by=ROBOT,
        at=at,
    )
    conversation.refresh_from_db(fields=["assignee"])
    given(follow_up, conversation.assignee_id, by=ROBOT, at=at)


def is_dissatisfied(follow_up: FollowUp) -> bool:
    """By the score; without one, or with a middling one, by words that leave little doubt."""
    if follow_up.rating == Rating.BAD:
        return True
    if follow_up.rating == Rating.GOOD or follow_up.mood != Mood.BAD:
        return False
    reading = rows.first(Reading, follow_up_id=follow_up.pk)
    return reading is not None and reading.confidence == Confidence.SURE


def _inbox(invitation: Invitation) -> Inbox | None:
    """Where the customer wrote before, else the first one of the team."""
    if invitation.conversation:
        return invitation.conversation.inbox
    return Inbox.objects.filter(team=invitation.team_id).order_by("id").first()


def _address(invitation: Invitation) -> str:
    if invitation.contact is None or invitation.contact.merged_into_id:
        return ""
    if invitation.conversation and invitation.conversation.address:
        return invitation.conversation.address
    return _mail_address(invitation.contact)


def _mail_address(contact: Contact) -> str:
    known = rows.first(Identity, contact_id=contact.pk, kind=IdentityKind.EMAIL.value)
    return known.value if known else ""


def _envelope(invitation: Invitation, said: Response, address: str) -> Envelope:
    with translation.override(invitation.language):
        return Envelope(
            sender_address=address,
            sender_name=invitation.contact.name if invitation.contact else "",
            subject=_("Your answer to our question"),
            text=_words(invitation, said),
            language=invitation.language,
            # To be read and answered by a person, never automatically.
            robot=Robot.LIST,
        )


def _words(invitation: Invitation, said: Response) -> str:
    """The comment, and in brackets what was asked and which scores were given."""
    asked = {one.key: one for one in invitation.version.questionnaire}
    scores = [
        f"[{in_language(asked[one.question].words, invitation.language)} {_score(one)}]"
        for one in said.answers.filter(part="", score__isnull=False).order_by("id")
        if one.question in asked
    ]
    return "\n\n".join(words for words in (said.comment, "\n".join(scores)) if words)


def _score(given: Answer) -> str:
    if given.kind == Kind.CSAT:
        return str(face(given.score or 1).label)
    return f"{given.score} / {max(SCALES[Kind(given.kind)])}"


def _arrange(conversation: Conversation, invitation: Invitation) -> None:
    """Give it its type, its team, and its tie to what it was said about."""
    feedback = CaseType.FEEDBACK.value
    properties.choose(conversation=conversation, name="case_type", value=feedback, by=ROBOT)
    if conversation.team_id != invitation.team_id:
        properties.move(conversation=conversation, to=invitation.team, by=ROBOT)
    if invitation.conversation:
        ties.link(conversation=conversation, other=invitation.conversation, by=ROBOT)
