"""What can happen around the meeting of a team."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.journal.facts import Fact


@dataclass(frozen=True)
class AgendaFact(Fact):
    """Anything about one case on the agenda."""

    about: ClassVar[str] = "agenda_case"
    agenda_case: int
    team: int
    conversation: int


@dataclass(frozen=True)
class CasePutOnAgenda(AgendaFact):
    """Somebody wants the team to talk about a conversation."""


@dataclass(frozen=True)
class CaseTakenOffAgenda(AgendaFact):
    """It need not be talked about any more."""


@dataclass(frozen=True)
class DecisionFact(Fact):
    """Anything about one decision."""

    about: ClassVar[str] = "decision"
    decision: int
    team: int


@dataclass(frozen=True)
class DecisionMade(DecisionFact):
    """The team does something from now on."""


@dataclass(frozen=True)
class DecisionDone(DecisionFact):
    """It is done."""


@dataclass(frozen=True)
class DecisionReopened(DecisionFact):
    """It is not done after all."""


@dataclass(frozen=True)
class MeetingClosed(Fact):
    """The meeting was held; what comes now is for the next one."""

    about: ClassVar[str] = "meeting"
    meeting: int
    team: int
