"""The people of Tillit."""

from tillit.people.models.agent import Agent, Role, Team, Theme
from tillit.people.models.contact import Contact, Identity, IdentityKind, Organization

__all__ = [
    "Agent",
    "Contact",
    "Identity",
    "IdentityKind",
    "Organization",
    "Role",
    "Team",
    "Theme",
]
