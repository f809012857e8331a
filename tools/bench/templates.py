"""The automatic mails of the bench: rendered once for each language, then only filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bench.desks import House
from bench.words import LANGUAGES
from tillit.automation import book
from tillit.automation.models import Rule
from tillit.conversations.models import Conversation
from tillit.conversations.words import html_of
from tillit.feedback.delivered import CONTACT, delivered, version_in_force
from tillit.feedback.mails import words_of
from tillit.feedback.models import Invitation
from tillit.standards import acknowledgement
from tillit.standards.models import Clock, Promise

NUMBER, TOKEN = 987_654_321, "token-of-this-invitation"


@dataclass(frozen=True)
class Mail:
    """A mail with places to fill in."""

    text: str
    html: str
    subject: str = ""

    def filled(self, *, number: int, token: str = "") -> Mail:
        """The mail of one conversation."""
        parts = (self.text, self.html, self.subject)
        return Mail(*(_filled(part, number, token) for part in parts))


def _filled(text: str, number: int, token: str) -> str:
    return text.replace(str(NUMBER), str(number)).replace(TOKEN, token)


def acknowledgements(house: House, at: datetime) -> dict[str, Mail]:
    """What tells customers that their mail has arrived, by language."""
    version = house.versions[Clock.FIRST_RESPONSE]
    mails = {}
    for language in LANGUAGES:
        conversation = _example(house, language)
        promise = Promise.begin(conversation, version, house.calendar_version, at)
        text = acknowledgement.words(conversation, promise, at=at)
        subject = acknowledgement.subject(conversation)
        mails[language] = Mail(text, html_of(text), subject)
    return mails


def receipt_rule() -> Rule:
    """The rule that tells customers so."""
    book.forget()
    book.holding()
    return Rule.objects.get(purpose=acknowledgement.PURPOSE)


def surveys(house: House) -> dict[str, Mail]:
    """What asks customers for a rating, by language."""
    return {language: _survey(_example(house, language)) for language in LANGUAGES}


def _example(house: House, language: str) -> Conversation:
    return Conversation(
        pk=NUMBER, inbox=house.desks[0].inbox, language=language, subject=f"#{NUMBER}"
    )


def _survey(conversation: Conversation) -> Mail:
    survey = delivered(CONTACT)
    invitation = Invitation(
        survey=survey,
        version=version_in_force(survey),
        token=TOKEN,
        language=conversation.language,
    )
    return Mail(*words_of(invitation, conversation))
