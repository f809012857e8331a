"""Addresses of who stays, of benchmarks and of screens, and what they stand for in a test."""

from __future__ import annotations

from tillit.insights.benchmarks.entering import enter
from tillit.insights.models.benchmark import ScaleName
from tillit.insights.screens import NOW, make
from tillit.testing.cast import Desk

_BENCHMARK = "figures/about/benchmarks/<int:number>/removal/"
_WITHDRAWAL = "figures/screens/<int:number>/withdrawal/"

OPEN = {"screen/<str:token>/"}
OWN = {"figures/about/benchmarks/", "figures/about/staying/"}
OF_EVERY_LEAD = {"figures/screens/", _BENCHMARK}
LED = {_WITHDRAWAL}


def addresses(desk: Desk, canary: str) -> dict[str, list[str]]:
    """A published figure, and a screen of the desk whose title is the canary."""
    published = enter(
        measure="promises-kept",
        scale=ScaleName.SHARE,
        value=90,
        source="Somebody",
        year=2020,
        population="Everybody",
        by=desk.liv,
    )
    screen = make(title=f"Title {canary}", team=desk.team, tiles=list(NOW), days=7, by=desk.liv)
    return {
        **{route: [f"/{route}"] for route in (*OWN, "figures/screens/")},
        _BENCHMARK: [f"/figures/about/benchmarks/{published.pk}/removal/"],
        _WITHDRAWAL: [f"/figures/screens/{screen.pk}/withdrawal/"],
    }
