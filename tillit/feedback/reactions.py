"""What feedback does about facts."""

from tillit.conversations.events import MessageUndeliverable, QuestionAnswered
from tillit.conversations.models import Message
from tillit.feedback.actions import ROBOT
from tillit.feedback.answering import save_response
from tillit.feedback.bare_numbers import bare_number, invitation_behind
from tillit.feedback.events import (
    InvitationReturned,
    ResponseSaved,
    SurveysRefused,
    SurveysWanted,
)
from tillit.feedback.mails import PURPOSE
from tillit.feedback.said import reactions  # noqa: F401 (it registers)
from tillit.journal import bus, rows
from tillit.journal.models import Event
from tillit.journal.recording import emit
from tillit.journal.registry import on


@on(QuestionAnswered)
def count_the_number(fact: QuestionAnswered, event: Event) -> None:
    """A mail with the bare number is an answer like one from the page."""
    asked, message = rows.get(Message, fact.asked), rows.get(Message, fact.message)
    invitation = invitation_behind(asked)
    if invitation and (given := bare_number(invitation, message.text)):
        save_response(invitation=invitation, given=given, at=event.at)


@on(MessageUndeliverable)
def nobody_was_asked(fact: MessageUndeliverable, event: Event) -> None:
    """Whom the mail did not reach did not decline to answer."""
    message = rows.get(Message, fact.message)
    if fact.copy or message.purpose != PURPOSE:
        return
    invitation = invitation_behind(message)
    if invitation is None or invitation.returned_at is not None:
        return
    invitation.returned_at = event.at
    invitation.save(update_fields=["returned_at"])
    returned = InvitationReturned(fact.conversation, invitation.team_id, message.at.isoformat())
    emit(returned, by=ROBOT, at=event.at)


@on(ResponseSaved, SurveysRefused, SurveysWanted)
def wake_pages(fact: ResponseSaved | SurveysRefused | SurveysWanted, event: Event) -> None:
    """The customer panel shows what was answered, or that nothing may be asked."""
    bus.wake(f"team.{fact.team}")
