"""The pages of figures: what each is about, and what stands on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tillit.insights import drawings
from tillit.insights.figures import Measured
from tillit.insights.periods import Selection
from tillit.insights.reading import TEAM
from tillit.measures.registry import Measure, Words, measure_named
from tillit.ui.charts import Chart

Drawing = Callable[[Mapping[str, Measured], Selection], Chart]
OVERVIEW = "overview"
"""The key of the page on which everything stands."""
EVERYTHING = (TEAM, "agent", "channel", "inbox", "language", "segment", "type", "tag")


@dataclass(frozen=True)
class Section:
    """One page: the measures that stand on it as cards, and as columns where they are told apart.

    `controlled` are those of which it is told week by week whether something has changed;
    `drawings` are charts of the chosen period, of the measures in `drawn`.
    """

    key: str
    title: Words
    lead: Words
    measures: tuple[str, ...]
    controlled: tuple[str, ...]
    drawings: tuple[Drawing, ...] = ()
    drawn: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = EVERYTHING

    @property
    def all_measures(self) -> list[Measure]:
        """Its measures, in their order."""
        return [measure_named(key) for key in self.measures]


SECTIONS = (
    Section(
        key="promises",
        title=_("Promises"),
        lead=_("Do we keep what we promise, and has that changed?"),
        measures=("promises-kept", "without-reply"),
        controlled=("promises-kept",),
        drawings=(lambda found, chosen: drawings.promises_chart(found["promises-kept"], chosen),),
        drawn=("promises-kept",),
        dimensions=("standard", *EVERYTHING),
    ),
    Section(
        key="speed",
        title=_("Speed"),
        lead=_("How long do customers wait: for the first answer, for the next, for a solution?"),
        measures=(
            "first-response",
            "next-response",
            "first-resolution",
            "full-resolution",
            "requester-wait",
            "agent-wait",
        ),
        controlled=("first-response", "full-resolution"),
        drawings=(lambda found, chosen: drawings.response_chart(found["first-response"], chosen),),
        drawn=("first-response",),
    ),
    Section(
        key="solving",
        title=_("Solving"),
        lead=_("Is one contact enough, or do customers have to come back?"),
        measures=(
            "first-contact",
            "repeat-contacts",
            "one-touch",
            "reopened",
            "transferred",
            "escalated",
        ),
        controlled=("first-contact", "repeat-contacts"),
    ),
    Section(
        key="workload",
        title=_("Workload"),
        lead=_("How much comes in, how much is done, and how old is what is left?"),
        measures=("new-conversations", "backlog", "clearance", "replies-per-resolution"),
        controlled=("new-conversations",),
        drawings=(
            lambda found, chosen: drawings.flow_chart(found["backlog"], chosen),
            lambda found, _chosen: drawings.age_chart(found["backlog"]),
        ),
        drawn=("backlog",),
    ),
    Section(
        key="satisfaction",
        title=_("Satisfaction"),
        lead=_("What do customers say when they are asked?"),
        measures=(
            "satisfaction",
            "ease",
            "recommendation",
            "aspects",
            "own-questions",
            "response-rate",
        ),
        controlled=("satisfaction", "ease"),
        dimensions=(*EVERYTHING, "topic"),
    ),
)


def section_named(key: str) -> Section:
    """The page of this key.

    Raises:
        KeyError: there is none.
    """
    return _BY_KEY[key]


_BY_KEY = {one.key: one for one in SECTIONS}
