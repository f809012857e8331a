"""A customer who was asked."""

from tillit.conversations import actions
from tillit.conversations.models import Conversation
from tillit.feedback.delivered import CONTACT, delivered
from tillit.feedback.models import Invitation
from tillit.feedback.refusing import refusal_address
from tillit.people.actor import Actor
from tillit.testing.cast import MONDAY_TEN, Customer, Desk, writes
from tillit.testing.journal import run_reactions
from tillit.testing.steps import answers


def asked(customer: Customer, desk: Desk, *, subject: str = "A question") -> Invitation:
    """This customer wrote, Ada answered and resolved it, and the question went out."""
    conversation = writes(customer, desk.inbox, subject=subject)
    answers(desk.ada, conversation, at=MONDAY_TEN)
    actions.resolve(conversation=conversation, by=Actor.agent(desk.ada))
    run_reactions()
    return Invitation.objects.get(conversation=conversation)


def tire_nobody() -> None:
    """From now on customers are asked after each contact, however close to each other they are."""
    survey = delivered(CONTACT)
    survey.quarantine_days = 0
    survey.save(update_fields=["quarantine_days"])


def about(invitation: Invitation) -> Conversation:
    """The conversation that it is about, as long as that is known."""
    assert invitation.conversation
    return invitation.conversation


def refusal_of(invitation: Invitation) -> str:
    """The address in its mail at which further questions are refused."""
    conversation = about(invitation)
    return refusal_address(conversation.pk, conversation.contact_id)
