"""What the demo team knows of its customers and their cases: what is wanted, and who buys a lot."""

from __future__ import annotations

from tillit.conversations.models import CaseType
from tillit.demo.cast import CUSTOMERS
from tillit.people.actor import Actor
from tillit.people.models import Agent, Contact, Team
from tillit.people.profiles import describe

TYPES = {
    "delivery": CaseType.REQUEST,
    "invoice": CaseType.QUESTION,
    "order": CaseType.REQUEST,
    "praise": CaseType.FEEDBACK,
    "product": CaseType.QUESTION,
    "refund": CaseType.REQUEST,
    "repair": CaseType.REQUEST,
    "return": CaseType.REQUEST,
    "subscription": CaseType.QUESTION,
    "wholesale": CaseType.QUESTION,
}
"""By topic; a case in which something has gone wrong has none, as the team did not call it a
complaint at the time."""
WHOLESALE = "wholesale"
WHY = "Buys for a café or an office"


def type_of(topic: str) -> CaseType:
    """What a customer wants who writes about a topic."""
    return TYPES.get(topic, CaseType.UNKNOWN)


def note_regulars(team: Team, lead: Agent) -> None:
    """Who asked about wholesale prices is somebody for whom the team takes more time."""
    known = Contact.objects.exclude(name__in=[one.name for one in CUSTOMERS])
    asked = known.filter(conversations__team=team, conversations__tags__name=WHOLESALE)
    for one in asked.distinct().order_by("pk"):
        describe(contact=one, vip=True, vip_reason=WHY, by=Actor.agent(lead))
