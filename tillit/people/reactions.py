"""What follows when colleagues are invited, or have forgotten something: letters leave."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from tillit import clock
from tillit.journal.models import Event, Lane
from tillit.journal.registry import Mode, on
from tillit.journal.worker import TryLater
from tillit.people import letters
from tillit.people.events import AgentInvited, PasswordForgotten
from tillit.people.models import Agent, Invitation

LONGEST_TROUBLE = 500


@on(AgentInvited, mode=Mode.OUTSIDE, lane=Lane.SLOW)
def send_invitation(fact: AgentInvited, event: Event) -> Callable[[], None] | None:
    """Mail the link, and remember whether that went well."""
    invitation = Invitation.objects.valid().filter(pk=fact.invitation, sent_at=None).first()
    if invitation is None:
        return None
    try:
        letters.send_invitation(invitation)
    except TryLater as problem:
        _note(invitation, str(problem))
        raise
    except letters.LetterRefused as refusal:
        return partial(_note, invitation, str(refusal))
    return partial(_note, invitation, "", sent_at=clock.now())


def _note(invitation: Invitation, trouble: str, sent_at: datetime | None = None) -> None:
    """Write down how its letter fared, unless another one has been asked for meanwhile."""
    found = Invitation.objects.filter(pk=invitation.pk, nonce=invitation.nonce)
    found.update(trouble=trouble.replace("\x00", "")[:LONGEST_TROUBLE], sent_at=sent_at)


@on(PasswordForgotten, mode=Mode.OUTSIDE, lane=Lane.SLOW)
def send_new_password_link(fact: PasswordForgotten, event: Event) -> None:
    """Mail the link, unless the agent has left meanwhile."""
    agent = Agent.objects.filter(pk=fact.agent, is_active=True).first()
    if agent is not None:
        letters.send_new_password_link(agent)
