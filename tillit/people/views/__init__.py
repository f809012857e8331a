"""Pages about people: their own, and those of whoever looks after them."""

from tillit.people.views.choices import availability, keys, language, mails, theme
from tillit.people.views.inviting import (
    invitation_sent,
    invite,
    renewal,
    restoration,
    revocation,
)
from tillit.people.views.joining import invitation
from tillit.people.views.personal import personal
from tillit.people.views.security import security, sessions
from tillit.people.views.settings import settings
from tillit.people.views.staff import agent, comeback, departure, second_steps, sign_out, staff
from tillit.people.views.teams import new_team, team, teams

__all__ = [
    "agent",
    "availability",
    "comeback",
    "departure",
    "invitation",
    "invitation_sent",
    "invite",
    "keys",
    "language",
    "mails",
    "new_team",
    "personal",
    "renewal",
    "restoration",
    "revocation",
    "second_steps",
    "security",
    "sessions",
    "settings",
    "sign_out",
    "staff",
    "team",
    "teams",
    "theme",
]
