"""Entering what others have published, and taking it out again."""

from __future__ import annotations

from django.db import transaction

from tillit import clock
from tillit.insights.benchmarks.scales import benchmark_of, index_of, scale_of
from tillit.insights.events import BenchmarkEntered, BenchmarkRemoved
from tillit.insights.models import Published
from tillit.insights.models.benchmark import ScaleName
from tillit.journal.recording import emit
from tillit.measures.benchmarks import ahead_of
from tillit.measures.registry import measure_named
from tillit.people.actor import Actor
from tillit.people.models import Agent


@transaction.atomic
def enter(
    *,
    measure: str,
    scale: ScaleName,
    value: float,
    source: str,
    year: int,
    population: str,
    link: str = "",
    by: Agent,
) -> Published:
    """Put a published figure beside a measure; the same again changes nothing.

    Raises:
        OtherScale: it is a number of something else than our figure.
        ValueError: it is not on its scale, or could not be looked up.
    """
    told = {"measure": measure, "scale": scale, "value": value, "year": year}
    told |= {"source": source, "population": population, "link": link}
    made = Published(**told, at=clock.now(), by=by)
    ahead_of(None, index_of(scale_of(measure_named(measure))), benchmark_of(made))
    if known := Published.objects.filter(**told).first():
        return known
    made.save()
    emit(BenchmarkEntered(made.pk, measure), by=Actor.agent(by))
    return made


@transaction.atomic
def remove(*, published: Published, by: Agent) -> None:
    """Take it out; harmless to repeat."""
    number = published.pk
    gone, _each = Published.objects.filter(pk=number).delete()
    if gone:
        emit(BenchmarkRemoved(number, published.measure), by=Actor.agent(by))
