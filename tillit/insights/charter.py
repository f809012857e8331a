"""The results of the charter: sums of the same days that the figures inside are made of."""

from collections import Counter
from datetime import date

from tillit.insights.reading import summaries
from tillit.measures.registry import ClockKind, Figure, Measure, measure_named
from tillit.people.models import Team
from tillit.standards.results import Counts, register, register_measuring


@register
def kept_by_standard(first: date, last: date) -> dict[int, Counts]:
    """How many promises of each standard were kept and broken on these report days."""
    kept: Counter[int] = Counter()
    broken: Counter[int] = Counter()
    teams = Team.objects.values_list("pk", flat=True)
    for daily in summaries(measure_named("promises-kept"), teams, first, last).values():
        for summary in daily:
            for standard, (good, late) in summary["standards"].items():
                kept[int(standard)] += good
                broken[int(standard)] += late
    return {standard: Counts(kept[standard], broken[standard]) for standard in kept | broken}


@register_measuring
def of_everybody(measure: Measure, first: date, last: date, clock: ClockKind) -> Figure:
    """A measure over all teams."""
    daily = summaries(measure, Team.objects.values_list("pk", flat=True), first, last)
    every = (summary for one in daily.values() for summary in one)
    return measure.figure(every, clock)
