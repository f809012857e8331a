"""What can happen to rules, and what they have done to conversations."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.conversations.case_events import CaseFact
from tillit.journal.facts import Fact


@dataclass(frozen=True)
class RuleFact(Fact):
    """Anything about a rule."""

    about: ClassVar[str] = "rule"
    rule: int


@dataclass(frozen=True)
class RuleWritten(RuleFact):
    """A rule is new, or says something else."""

    version: int


@dataclass(frozen=True)
class RuleSwitchedOn(RuleFact):
    """It holds from now on."""


@dataclass(frozen=True)
class RuleSwitchedOff(RuleFact):
    """It does not hold for now."""


@dataclass(frozen=True)
class RulePutAway(RuleFact):
    """Nobody wants it any more."""


@dataclass(frozen=True)
class RuleTakenUp(RuleFact):
    """Somebody wants it after all."""


@dataclass(frozen=True)
class RulesMoved(Fact):
    """They stand in this order now."""

    order: list[int]


@dataclass(frozen=True)
class RulesCalled(CaseFact):
    """Something happened that rules wait for; `cause` is the event, `trigger` what it was."""

    trigger: str
    cause: int
    message: int | None


@dataclass(frozen=True)
class ColleagueTold(CaseFact):
    """A rule tells a colleague of a conversation."""

    rule: int
    agent: int


@dataclass(frozen=True)
class ConversationRouted(CaseFact):
    """Routing gave it to somebody: by which skill and language, of how many that waited with it."""

    agent: int
    language: str
    skill: str
    way: str
    load: int


@dataclass(frozen=True)
class RoutingWaits(CaseFact):
    """Routing found nobody who could take it; it will look again."""

    language: str
    skill: str


@dataclass(frozen=True)
class WebhookWanted(CaseFact):
    """Another program is to be told; `place` is the step of the firing."""

    firing: int
    place: int


@dataclass(frozen=True)
class ConversationPassedOn(CaseFact):
    """Somebody who could not solve it passed it on: to a colleague, or to a team."""

    agent: int | None
    note: int
    told: int | None
