"""What can happen to colleagues and teams."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.journal.facts import Fact


@dataclass(frozen=True)
class InvitationFact(Fact):
    """Anything that happens to an invitation."""

    about: ClassVar[str] = "invitation"
    invitation: int


@dataclass(frozen=True)
class AgentInvited(InvitationFact):
    """Somebody was asked to join, or asked again."""


@dataclass(frozen=True)
class InvitationRevoked(InvitationFact):
    """An invitation was taken back."""


@dataclass(frozen=True)
class InvitationRestored(InvitationFact):
    """Taking it back was undone."""


@dataclass(frozen=True)
class AgentFact(Fact):
    """Anything that happens to an agent's account."""

    about: ClassVar[str] = "agent"
    agent: int


@dataclass(frozen=True)
class AgentJoined(AgentFact):
    """Somebody accepted an invitation."""

    invitation: int


@dataclass(frozen=True)
class AgentRoleChanged(AgentFact):
    """An agent may do other things than before."""

    before: str
    after: str


@dataclass(frozen=True)
class AgentTeamsChanged(AgentFact):
    """An agent sees other conversations than before."""

    before: list[int]
    after: list[int]


@dataclass(frozen=True)
class AgentDeactivated(AgentFact):
    """An agent has left: no sign-in, and no session goes on."""


@dataclass(frozen=True)
class AgentReturned(AgentFact):
    """An agent who had left may sign in again."""


@dataclass(frozen=True)
class AgentSignedOutEverywhere(AgentFact):
    """Every session of an agent was ended."""


@dataclass(frozen=True)
class AgentSecondStepsForgotten(AgentFact):
    """The passkeys, app and recovery codes of an agent were taken away."""


@dataclass(frozen=True)
class PasswordForgotten(AgentFact):
    """Somebody asked for a link to set a new password, by the address of this agent."""


@dataclass(frozen=True)
class TeamFact(Fact):
    """Anything that happens to a team."""

    about: ClassVar[str] = "team"
    team: int


@dataclass(frozen=True)
class TeamOpened(TeamFact):
    """There is a new team."""


@dataclass(frozen=True)
class TeamChanged(TeamFact):
    """Its name, its members or what its light agents may do is another."""
