"""The mail that asks: one click chooses an answer, and nothing is saved by following a link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tillit.conversations.models import Conversation, Message
from tillit.conversations.spine import post_automatically
from tillit.conversations.votes import answered_below
from tillit.feedback.models import Invitation, Occasion, Score
from tillit.feedback.questionnaire import Kind, Question, in_language
from tillit.feedback.refusing import refusal_address
from tillit.people.actor import Actor
from tillit.ui.components import Face, face

PURPOSE = "survey"
answered_below(lambda: reverse("feedback:answer", args=["-"]).removesuffix("-/"))
_LINK = re.compile(r' href="[^"]*"')


@dataclass(frozen=True)
class Offered:
    """One answer with its link; a face has a word."""

    score: int
    word: str
    link: str

    @property
    def face(self) -> Face | None:
        """The face that has this word; None for a number."""
        return face(self.score) if self.word else None


def address_of(invitation: Invitation) -> str:
    """The link of an invitation, to be followed from any mail program."""
    path = reverse("feedback:answer", args=[invitation.token])
    return settings.TILLIT_BASE_URL.rstrip("/") + path


def offered(invitation: Invitation, question: Question | None) -> list[Offered]:
    """What can be clicked: faces from the best down, numbers from the lowest up."""
    if question is None or question.scale is None:
        return []
    link = address_of(invitation)
    faces = question.kind is Kind.CSAT
    steps = reversed(question.scale) if faces else question.scale
    words = {score.value: str(score.label) for score in Score} if faces else {}
    return [Offered(one, words.get(one, ""), f"{link}?score={one}") for one in steps]


def send(invitation: Invitation, *, by: Actor, at: datetime) -> Message | None:
    """Post the mail into the conversation; None when enough was sent automatically."""
    conversation = invitation.conversation
    if conversation is None:
        return None
    text, html = words_of(invitation, conversation)
    return post_automatically(
        conversation=conversation, by=by, text=text, html=html, purpose=PURPOSE, at=at
    )


def words_of(invitation: Invitation, conversation: Conversation) -> tuple[str, str]:
    """The mail as text and as HTML, in the language of the invitation."""
    with translation.override(invitation.language):
        context = asking(invitation) | {
            "company": conversation.inbox.company,
            "subject": "" if invitation.draw_id else _about(conversation),
            "number": conversation.number,
            "refusal_link": refusal_address(conversation.pk, conversation.contact_id),
        }
        text = render_to_string("feedback/mail/invitation.txt", context).strip()
        return text, render_to_string("feedback/mail/invitation.html", context)


def _about(conversation: Conversation) -> str:
    return conversation.subject or f"#{conversation.number}"


def sample(invitation: Invitation, company: str) -> str:
    """How the mail would look, as HTML whose links lead nowhere."""
    with translation.override(invitation.language):
        is_after_contact = invitation.survey.occasion == Occasion.CONTACT
        subject = _("An example") if is_after_contact else ""
        about = {"company": company, "subject": subject, "number": 1042}
        html = render_to_string("feedback/mail/sample.html", asking(invitation) | about)
        return _LINK.sub("", html)


def asking(invitation: Invitation) -> dict[str, object]:
    """What is asked first, and what can be answered to it, for any kind of message."""
    main = invitation.version.questionnaire.main
    return {
        "language": invitation.language,
        "question": in_language(main.words, invitation.language) if main else "",
        "kind": main.kind.value if main else "",
        "answers": offered(invitation, main),
        "link": address_of(invitation),
        "anonymous": invitation.survey.anonymous,
    }
