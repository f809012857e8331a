"""What can happen to what people know of figures."""

from dataclasses import dataclass
from typing import ClassVar

from tillit.journal.facts import Fact


@dataclass(frozen=True)
class ExplanationFact(Fact):
    """Anything about one explanation of a change."""

    about: ClassVar[str] = "explanation"
    explanation: int
    measure: str


@dataclass(frozen=True)
class SignalExplained(ExplanationFact):
    """Somebody wrote down why a week was unlike others; `week` is its Monday."""

    team: int | None
    week: str
    starts_anew: bool


@dataclass(frozen=True)
class SignalExplanationWithdrawn(ExplanationFact):
    """It was taken back."""


@dataclass(frozen=True)
class DashboardCardFact(Fact):
    """Anything about one card of somebody's dashboard."""

    about: ClassVar[str] = "dashboard_card"
    dashboard_card: int
    measure: str


@dataclass(frozen=True)
class DashboardCardAdded(DashboardCardFact):
    """Somebody put a measure on the own dashboard."""


@dataclass(frozen=True)
class DashboardCardChanged(DashboardCardFact):
    """It was given another title or place."""


@dataclass(frozen=True)
class DashboardCardRemoved(DashboardCardFact):
    """It was taken off."""


@dataclass(frozen=True)
class BenchmarkFact(Fact):
    """Anything about one published figure."""

    about: ClassVar[str] = "benchmark"
    benchmark: int
    measure: str


@dataclass(frozen=True)
class BenchmarkEntered(BenchmarkFact):
    """Somebody put a published figure beside ours."""


@dataclass(frozen=True)
class BenchmarkRemoved(BenchmarkFact):
    """It was taken out."""


@dataclass(frozen=True)
class ScreenFact(Fact):
    """Anything about one screen on a wall; without a team it is about all of somebody's teams."""

    about: ClassVar[str] = "screen"
    screen: int
    team: int | None


@dataclass(frozen=True)
class ScreenMade(ScreenFact):
    """Somebody made a screen, with a secret address."""


@dataclass(frozen=True)
class ScreenWithdrawn(ScreenFact):
    """Its address opens nothing any more."""


@dataclass(frozen=True)
class PageMailFact(Fact):
    """Anything about one page that comes by mail."""

    about: ClassVar[str] = "page_mail"
    page_mail: int
    page: str


@dataclass(frozen=True)
class PageMailArranged(PageMailFact):
    """Somebody wants a page to come by mail."""

    rhythm: str
    readers: list[int]


@dataclass(frozen=True)
class PageMailStopped(PageMailFact):
    """It comes no more."""


@dataclass(frozen=True)
class PageMailLeft(PageMailFact):
    """A reader does not want it any more."""

    reader: int


@dataclass(frozen=True)
class PageMailWanted(PageMailFact):
    """One is to leave, for one reader, about these days."""

    reader: int
    first: str
    last: str


@dataclass(frozen=True)
class HelpMonthFact(Fact):
    """Anything about what help pages counted in one month of a team; `month` is its first day."""

    about: ClassVar[str] = "help_month"
    help_month: int
    team: int
    month: str


@dataclass(frozen=True)
class HelpMonthEntered(HelpMonthFact):
    """Somebody entered it, or entered it otherwise."""


@dataclass(frozen=True)
class HelpMonthRemoved(HelpMonthFact):
    """It was taken out."""
