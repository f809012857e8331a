"""What customers say in tests of the board."""

from datetime import datetime

from tillit import clock
from tillit.feedback.answering import rated, save_response
from tillit.feedback.delivered import CONTACT, delivered
from tillit.feedback.models import FollowUp, Invitation
from tillit.feedback.tests.inviting import asked
from tillit.testing.cast import GRACE, MONDAY_TEN, Customer, Desk
from tillit.testing.journal import run_reactions


def says(
    desk: Desk,
    score: int,
    comment: str = "",
    *,
    customer: Customer = GRACE,
    at: datetime = MONDAY_TEN,
) -> FollowUp:
    """This customer was helped and asked, and answers."""
    with clock.moved_to(at):
        invitation = asked(customer, desk)
        return answers_with(invitation, score, comment)


def answers_with(invitation: Invitation, score: int, comment: str = "") -> FollowUp:
    """An answer, or another one, and what follows from it."""
    response = save_response(invitation=invitation, given=rated(score, comment))
    run_reactions()
    return FollowUp.objects.get(response=response)


def be_anonymous() -> None:
    """From now on the survey after a contact is anonymous."""
    survey = delivered(CONTACT)
    survey.anonymous = True
    survey.save()
