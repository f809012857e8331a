"""The people of Tillit."""

from tillit.people.models.agent import LEADING, LED, Agent, Availability, Role, Team, Theme
from tillit.people.models.contact import (
    BlockedSender,
    Contact,
    Identity,
    IdentityKind,
    Organization,
)
from tillit.people.models.invitation import Invitation
from tillit.people.models.order import Order, OrderState
from tillit.people.models.presence import Doing, Presence
from tillit.people.models.remembered import Remembered
from tillit.people.models.revision import Revision, Union

__all__ = [
    "LEADING",
    "LED",
    "Agent",
    "Availability",
    "BlockedSender",
    "Contact",
    "Doing",
    "Identity",
    "IdentityKind",
    "Invitation",
    "Order",
    "OrderState",
    "Organization",
    "Presence",
    "Remembered",
    "Revision",
    "Role",
    "Team",
    "Theme",
    "Union",
]
