"""Mails that answer a survey with the bare number: read only when they say nothing else."""

from __future__ import annotations

import re

from tillit import clock
from tillit.conversations.models import Message
from tillit.conversations.votes import understands
from tillit.feedback.answering import Given, given_in, read
from tillit.feedback.mails import PURPOSE
from tillit.feedback.models import Invitation, Response
from tillit.feedback.questionnaire import SCALES
from tillit.people.models import Contact

_NUMBER = re.compile(r"\(?(\d{1,2})\)?(?:\s*/\s*(\d{1,2}))?\s*[.!]*")
"""A number, perhaps with the one out of which it is: "4" or "4/5"."""


def invitation_behind(asked: Message) -> Invitation | None:
    """Which survey a mail of ours asked for; None when an anonymous answer has hidden that."""
    known = Invitation.objects.select_related("survey", "version")
    return known.filter(conversation=asked.conversation_id, sent_at=asked.at).first()


def bare_number(invitation: Invitation, text: str) -> Given | None:
    """What a mail answers that holds a number of the scale: the rest stays as it was answered."""
    main, found = invitation.version.questionnaire.main, _NUMBER.match(text.strip())
    if main is None or found is None:
        return None
    if found[2] and int(found[2]) != max(SCALES[main.kind]):
        return None
    chosen = read(invitation.version.questionnaire, {main.key: str(int(found[1]))})
    if not any(one.question == main.key for one in chosen.said):
        return None
    response = Response.objects.filter(invitation=invitation).first()
    before = given_in(response).said if response else ()
    return Given((*chosen.said, *(one for one in before if one.question != main.key)))


@understands(PURPOSE)
def is_a_bare_number(asked: Message, words: str, who: Contact) -> bool:
    """Whether it is an answer on the scale of a survey that is still open, by who was asked.

    To an anonymous survey nobody answers by mail: the mail would tell who it was.
    """
    if not _NUMBER.fullmatch(words):
        return False
    invitation = invitation_behind(asked)
    if invitation is None or invitation.is_closed(clock.now()):
        return False
    if invitation.survey.anonymous or invitation.contact_id != who.pk:
        return False
    return bare_number(invitation, words) is not None
