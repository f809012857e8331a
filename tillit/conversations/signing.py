"""What stands below the words of an agent: the agent's own signature, else that of the inbox."""

from tillit.conversations.models import Inbox
from tillit.people.models import Agent

LONGEST_SIGNATURE = 2000
AGENT, COMPANY = "{agent}", "{company}"


def signature(inbox: Inbox, agent: Agent | None) -> str:
    """The signature with its variables filled in; empty when neither has one."""
    own = agent.signature if agent else ""
    words = own.strip() or inbox.signature.strip()
    name = agent.name if agent else inbox.company
    return words.replace(COMPANY, inbox.company).replace(AGENT, name)
