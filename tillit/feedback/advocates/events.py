"""What can happen to what we know of those who recommend us."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.journal.facts import Fact


@dataclass(frozen=True)
class AdvocateFact(Fact):
    """Anything about a customer who recommends us."""

    about: ClassVar[str] = "contact"
    contact: int


@dataclass(frozen=True)
class AdvocacyNoted(AdvocateFact):
    """Somebody noted that a customer recommended us."""

    advocacy: int
    referred: int | None


@dataclass(frozen=True)
class AdvocacyTakenBack(AdvocateFact):
    """A note was wrong."""

    advocacy: int


@dataclass(frozen=True)
class AdvocacyRestored(AdvocateFact):
    """It was right after all."""

    advocacy: int


@dataclass(frozen=True)
class UseChanged(AdvocateFact):
    """It was said anew whether it may be shown in public, and for how long."""

    advocacy: int


@dataclass(frozen=True)
class ReferenceAsked(AdvocateFact):
    """A customer was asked to be a reference."""

    request: int


@dataclass(frozen=True)
class ReferenceAnswered(AdvocateFact):
    """A customer said whether he or she is a reference."""

    request: int
    before: str
    after: str
