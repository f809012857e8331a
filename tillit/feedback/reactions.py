"""What feedback does about facts."""

from tillit.conversations.events import ConversationResolved
from tillit.conversations.models import Conversation, Shelf
from tillit.feedback.actions import invite
from tillit.feedback.events import ResponseSaved, SurveysRefused, SurveysWanted
from tillit.journal import bus, rows
from tillit.journal.models import Event
from tillit.journal.registry import Mode, on
from tillit.people.actor import Actor
from tillit.people.models import Agent


@on(ConversationResolved, mode=Mode.LATER)
def invite_an_opinion(fact: ConversationResolved, event: Event) -> None:
    """Ask how we did, unless it was opened again meanwhile or no reply was needed."""
    if fact.no_reply_needed:
        return
    conversation = rows.get(Conversation, fact.conversation)
    if conversation.shelf == Shelf.RESOLVED:
        invite(conversation=conversation, agent=_agent_of(event), at=event.at)


def _agent_of(event: Event) -> Agent | None:
    actor = Actor.from_key(event.actor)
    return rows.first(Agent, pk=int(actor.name)) if actor.kind == "agent" else None


@on(ResponseSaved, SurveysRefused, SurveysWanted)
def wake_pages(fact: ResponseSaved | SurveysRefused | SurveysWanted, event: Event) -> None:
    """The customer panel shows what was answered, or that nothing may be asked."""
    bus.wake(f"team.{fact.team}")
