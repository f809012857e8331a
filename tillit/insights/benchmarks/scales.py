"""On which scale a measure is, and which published figures can stand beside it."""

from __future__ import annotations

from tillit.insights.models import Published
from tillit.insights.models.benchmark import ScaleName
from tillit.measures.benchmarks import Benchmark, Index
from tillit.measures.registry import Measure, Unit, all_measures

BOUNDS = {
    ScaleName.SHARE: (0, 100),
    ScaleName.POINTS: (-100, 100),
    ScaleName.INDEX: (0, 100),
    ScaleName.OF_FIVE: (1, 5),
    ScaleName.OF_SEVEN: (1, 7),
}
OF_UNIT = {Unit.SHARE: ScaleName.SHARE, Unit.POINTS: ScaleName.POINTS}
HUNDRED = 100


def comparable() -> list[Measure]:
    """The measures that can be better or worse, and are on a scale that others publish on."""
    return [one for one in all_measures() if one.aim is not None and one.unit in OF_UNIT]


def scale_of(measure: Measure) -> ScaleName:
    """What a measure is a number of."""
    return OF_UNIT[measure.unit]


def index_of(scale: ScaleName) -> Index:
    """A scale as the formula knows it."""
    return Index(scale.value, *BOUNDS[scale])


def on_scale(value: float | None, measure: Measure) -> float | None:
    """Our figure on the scale that others publish it on."""
    return value * HUNDRED if value is not None and measure.unit is Unit.SHARE else value


def benchmark_of(published: Published) -> Benchmark:
    """What was entered, checked as the formula checks it."""
    index = index_of(ScaleName(published.scale))
    return Benchmark(published.value, index, published.source, published.year, published.population)
