"""Automatic mails: rendered once for each language, then only filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from tillit.automation import book
from tillit.automation.models import Rule
from tillit.conversations.models import Conversation, Inbox
from tillit.conversations.words import html_of
from tillit.demo.chronicle.setting import Terms
from tillit.feedback.delivered import CONTACT, delivered, version_in_force
from tillit.feedback.mails import words_of
from tillit.feedback.models import Invitation
from tillit.people.languages import CODES
from tillit.standards import account, acknowledgement
from tillit.standards.models import Clock, Promise

NUMBER, TOKEN, PROMISE = 987_654_321, "token-of-this-invitation", 876_543_210


@dataclass(frozen=True)
class Mail:
    """A mail with places to fill in."""

    text: str
    html: str
    subject: str = ""

    def filled(self, *, number: int, token: str = "", promise: Promise | None = None) -> Mail:
        """The mail of one conversation."""
        why = account.address_of(promise) if promise else ""
        places = {str(NUMBER): str(number), TOKEN: token, _example_of_account(): why}
        return Mail(*(_filled(part, places) for part in (self.text, self.html, self.subject)))


def _filled(text: str, places: Mapping[str, str]) -> str:
    for place, words in places.items():
        text = text.replace(place, words)
    return text


@cache
def _example_of_account() -> str:
    return account.address_of(Promise(pk=PROMISE))


def acknowledgements(inbox: Inbox, terms: Terms, at: datetime) -> dict[str, Mail]:
    """What tells customers that their mail has arrived, by language."""
    version = terms.versions[Clock.FIRST_RESPONSE]
    mails = {}
    for language in CODES:
        conversation = _example(inbox, language)
        promise = Promise.begin(conversation, version, terms.calendar_version, at)
        promise.pk = PROMISE
        mails[language] = acknowledging(conversation, promise, at)
    return mails


def acknowledging(
    conversation: Conversation, promise: Promise | None, at: datetime, *, closed: bool = False
) -> Mail:
    """What tells one customer so, and outside opening hours also when we open."""
    text = acknowledgement.words(conversation, promise, at=at, closed=closed)
    return Mail(text, html_of(text), acknowledgement.subject(conversation))


def receipt_rule(*, closed: bool = False) -> Rule:
    """The rule that tells customers so, or the one outside opening hours."""
    book.forget()
    book.holding()
    purpose = acknowledgement.CLOSED if closed else acknowledgement.PURPOSE
    return Rule.objects.get(purpose=purpose)


def surveys(inbox: Inbox) -> dict[str, Mail]:
    """What asks customers for a rating, by language."""
    return {language: _survey(_example(inbox, language)) for language in CODES}


def _example(inbox: Inbox, language: str) -> Conversation:
    return Conversation(pk=NUMBER, inbox=inbox, language=language, subject=f"#{NUMBER}")


def _survey(conversation: Conversation) -> Mail:
    survey = delivered(CONTACT)
    invitation = Invitation(
        survey=survey,
        version=version_in_force(survey),
        token=TOKEN,
        language=conversation.language,
    )
    return Mail(*words_of(invitation, conversation))
